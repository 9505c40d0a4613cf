//! The world outside: mail, password hashing, QR codes, paper, random numbers, sign-in through another provider.

pub mod authenticator;
pub mod mail;
pub mod paper;
pub mod passkeys;
pub mod password;
pub mod qr;
pub mod secrets;
pub mod sign_on;
