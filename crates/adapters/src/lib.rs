//! The world outside: mail, password hashing, QR codes, random numbers.

pub mod mail;
pub mod password;
pub mod qr;
pub mod secrets;
