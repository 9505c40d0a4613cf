//! The world outside: mail, password hashing, QR codes, random numbers.

pub mod password;
pub mod qr;
pub mod secrets;
