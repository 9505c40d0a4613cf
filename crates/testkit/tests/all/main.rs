//! One binary for all tests of the test kit.

mod databases;
mod security_table;
mod site;
mod spec_coverage;
mod visitor;
