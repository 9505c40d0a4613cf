//! The program.

mod import;

fn main() {}
