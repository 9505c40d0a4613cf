//! The schema is walked: whatever belongs to a person is handed over, or is declared to be left out with a reason.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AssertSqlSafe, SqlitePool};

use super::tables::{LEFT_OUT, tables};
use crate::Store;

/// Columns that name a person without a foreign key.
const PERSONAL: [&str; 6] = ["account", "given_by", "email", "email_key", "recipient", "job_seeker"];

struct Schema {
    columns: BTreeMap<String, BTreeSet<String>>,
    /// Tables that each table refers to.
    refers: BTreeMap<String, BTreeSet<String>>,
}

async fn names(pool: &SqlitePool, sql: String) -> BTreeSet<String> {
    let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool).await.unwrap();
    rows.into_iter().map(|(name,)| name).collect()
}

/// The migrations are the same files on both databases, so one of them tells.
async fn schema() -> Schema {
    let folder = testkit::databases().await.into_iter().find(|database| database.name == "SQLite").unwrap();
    let store = Store::open(&folder.url).await.unwrap();
    let Store::Sqlite { pool, .. } = &store else { panic!("not SQLite") };
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
                  AND name NOT LIKE 'sqlite%'";
    let mut found = Schema { columns: BTreeMap::new(), refers: BTreeMap::new() };
    for table in names(pool, tables.to_owned()).await {
        let columns = names(pool, format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let refers = names(pool, format!("SELECT \"table\" FROM pragma_foreign_key_list('{table}')")).await;
        found.columns.insert(table.clone(), columns);
        found.refers.insert(table, refers);
    }
    found
}

impl Schema {
    /// Tables that are about people: they refer to an account, directly or by another table, or name a person.
    fn of_people(&self) -> BTreeSet<String> {
        let named = |columns: &BTreeSet<String>| PERSONAL.iter().any(|name| columns.contains(*name));
        let mut people: BTreeSet<String> = self
            .columns
            .iter()
            .filter(|(_, columns)| named(columns))
            .map(|(table, _)| table.clone())
            .collect();
        people.insert("account".into());
        loop {
            let more: Vec<String> = self
                .refers
                .iter()
                .filter(|(table, refers)| {
                    !people.contains(*table) && refers.iter().any(|to| people.contains(to))
                })
                .map(|(table, _)| table.clone())
                .collect();
            if more.is_empty() {
                return people;
            }
            people.extend(more);
        }
    }
}

#[tokio::test]
async fn every_table_that_is_about_people_is_handed_over_or_left_out_for_a_reason() {
    let schema = schema().await;
    let known: BTreeSet<&str> =
        tables().map(|table| table.name).chain(LEFT_OUT.iter().map(|(name, _)| *name)).collect();
    let of_people = schema.of_people();
    assert!(of_people.len() >= 15, "the walk finds the tables: {of_people:?}");
    let forgotten: Vec<&String> = of_people.iter().filter(|table| !known.contains(table.as_str())).collect();
    assert!(
        forgotten.is_empty(),
        "add these to a list in my_data/tables/, or to LEFT_OUT with the reason: {forgotten:?}"
    );
    let gone: Vec<&&str> = known.iter().filter(|name| !schema.columns.contains_key(**name)).collect();
    assert!(gone.is_empty(), "these tables are no more: {gone:?}");
}

#[tokio::test]
async fn every_column_of_such_a_table_is_handed_over_or_left_out_for_a_reason() {
    let schema = schema().await;
    let mut wrong = Vec::new();
    for table in tables() {
        let listed: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.name)
            .chain(table.left_out.iter().map(|(name, _)| *name))
            .collect();
        let have = &schema.columns[table.name];
        wrong.extend(
            have.iter()
                .filter(|name| !listed.contains(&name.as_str()))
                .map(|name| format!("{}.{name} is missing", table.name)),
        );
        let twice = |name: &&&str| listed.iter().filter(|other| other == name).count() > 1;
        wrong.extend(listed.iter().filter(twice).map(|name| format!("{}.{name} stands twice", table.name)));
        wrong.extend(
            listed
                .iter()
                .filter(|name| !have.contains(**name))
                .map(|name| format!("{}.{name} is no more", table.name)),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_that_opens_a_door_is_handed_over() {
    for table in tables() {
        for column in table.columns {
            let secret =
                ["hash", "secret", "key", "token", "mark"].iter().any(|word| column.name.contains(word));
            assert!(!secret, "{}.{}", table.name, column.name);
        }
        for (column, reason) in table.left_out {
            assert!(reason.len() > 7, "{}.{column} has no reason", table.name);
        }
    }
}

#[test]
fn the_words_of_the_records_are_those_of_the_rules() {
    use domain::{own_records::RecordPart, session::SignInWay};
    let words = |table: &str, column: &str| {
        let table = tables().find(|other| other.name == table).unwrap();
        match table.columns.iter().find(|other| other.name == column).unwrap().kind {
            super::Kind::Word(words) => words,
            other => panic!("{other:?}"),
        }
    };
    for way in SignInWay::ALL {
        assert!(words("sign_in", "way").contains(&(way.as_str(), way.name())), "{way:?}");
    }
    for part in RecordPart::ALL {
        assert!(words("record_access", "part").contains(&(part.as_str(), part.name())), "{part:?}");
    }
}
