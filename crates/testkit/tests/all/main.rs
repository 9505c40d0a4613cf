//! One binary for all tests of the test kit.

mod databases;
mod site;
mod spec_coverage;
mod visitor;
