//! The tables that are about people. Whoever adds a table adds it to the list of its subject: its name, what people
//! call it, which rows are those of account `$1` and in which order, its columns, and the columns that are left out,
//! with the reason.

use super::Table;

/// A [`Table`]; its statement is written at compile time and prepared on both databases by the `statements` test.
macro_rules! table {
    ($name:literal, $title:literal, $whose:literal,
     [$(($column:literal, $label:literal, $kind:expr)),* $(,)?], [$($left_out:expr),* $(,)?]) => {
        $crate::my_data::Table {
            name: $name,
            title: $title,
            columns: &[$($crate::my_data::Column { name: $column, label: $label, kind: $kind }),*],
            left_out: &[$($left_out),*],
            sql: listed!(concat!("SELECT 1", $(", ", $column,)* " FROM ", $name, " WHERE ", $whose, " LIMIT 10001")),
        }
    };
}

mod account;
mod activity;
mod job_seeker;
mod offices;
mod sign_in_ways;

const OWN: (&str, &str) = ("account", "the same in every row: the person's own account");
const ID: (&str, &str) = ("id", "a number inside the database, to which nothing that is handed over refers");

/// Every table that is handed over, in the order in which it is shown.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    [account::TABLES, sign_in_ways::TABLES, job_seeker::TABLES, activity::TABLES, offices::TABLES]
        .into_iter()
        .flatten()
}

/// Tables with a column of a person that are left out as a whole, each with the reason.
#[cfg(test)]
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("key_turn", "a lock that is held for a moment; what was asked for stands in verification"),
    ("authenticator_setup", "a secret that was never confirmed, for minutes"),
    ("recovery_sheet", "secrets, kept until the person has seen them"),
    ("passkey_ceremony", "a challenge, for minutes"),
];
