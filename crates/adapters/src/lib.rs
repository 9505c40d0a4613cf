//! The world outside: mail, password hashing, QR codes, random numbers.

pub mod password;
pub mod secrets;
