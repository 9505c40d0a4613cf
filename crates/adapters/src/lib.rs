//! The world outside: mail, password hashing, QR codes, random numbers, sign-in through another provider.

pub mod authenticator;
pub mod mail;
pub mod passkeys;
pub mod password;
pub mod qr;
pub mod secrets;
pub mod sign_on;
