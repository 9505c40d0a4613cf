//! Rules of the service: pure, without a runtime, SQL, HTML or the clock of the machine.

pub mod clock;
pub mod letters;
