//! docs/security.md names files and tests. They must be there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Everything that stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_that_the_security_table_names_exists() {
    let table = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut code = String::new();
    sources(&root().join("crates"), &mut code);
    let is_test = |word: &&str| {
        word.matches('_').count() >= 3 && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    let named: Vec<&str> = quoted(&table).into_iter().filter(is_test).collect();
    assert!(named.len() > 50, "the table was not read: {named:?}");
    let gone: Vec<&str> = named.into_iter().filter(|name| !code.contains(&format!("fn {name}("))).collect();
    assert!(gone.is_empty(), "docs/security.md names tests that are not there: {gone:#?}");
}

#[test]
fn every_file_that_the_security_table_names_exists() {
    let table = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let is_file = |word: &&str| {
        let name = word.rsplit('.').next().unwrap_or_default();
        word.contains('/') && ["rs", "js", "html", "txt", "sql", "toml"].contains(&name)
    };
    let places = [root(), root().join("crates"), root().join("crates/seeker/tests/pages")];
    let gone: Vec<&str> = quoted(&table)
        .into_iter()
        .filter(is_file)
        .filter(|file| !places.iter().any(|place| place.join(file).exists()))
        .collect();
    assert!(gone.is_empty(), "docs/security.md names files that are not there: {gone:#?}");
}
