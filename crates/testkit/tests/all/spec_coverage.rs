//! docs/spec-coverage.md names tests that exist. A test that was renamed or removed takes its sentence along.

use std::{collections::BTreeMap, fs, path::Path};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Tests that the document names: file below the root, and name.
fn named(document: &str) -> Vec<(String, String)> {
    let quoted = document.split('`').skip(1).step_by(2);
    quoted
        .filter_map(|words| words.split_once("::"))
        .filter(|(path, _)| path.contains('/'))
        .map(|(path, name)| {
            let below = if path.starts_with("e2e/") { "" } else { "crates/" };
            (format!("{below}{path}"), name.to_owned())
        })
        .collect()
}

/// True when the file holds a test of this name: a function below `#[test]`, or an `it(…)` of the browser.
fn holds(file: &str, path: &str, name: &str) -> bool {
    if !path.ends_with(".rs") {
        return ["'", "`"].iter().any(|quote| file.contains(&format!("it({quote}{name}{quote}")));
    }
    let lines: Vec<&str> = file.lines().map(str::trim).collect();
    let heads = [format!("fn {name}("), format!("async fn {name}(")];
    let Some(at) = lines.iter().position(|line| heads.iter().any(|head| line.starts_with(head))) else {
        return false;
    };
    let above = lines[..at].iter().rev().take_while(|line| line.starts_with('#') || line.starts_with("//"));
    above.into_iter().any(|line| line.contains("test]") || line.contains("test("))
}

#[test]
fn every_test_that_the_coverage_of_the_seeds_names_exists() {
    let document = fs::read_to_string(Path::new(ROOT).join("docs/spec-coverage.md")).unwrap();
    let named = named(&document);
    assert!(named.len() > 200, "only {} tests are named: is the document still read right?", named.len());
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut gone = Vec::new();
    for (path, name) in named {
        let file = files
            .entry(path.clone())
            .or_insert_with(|| fs::read_to_string(Path::new(ROOT).join(&path)).unwrap_or_default());
        if !holds(file, &path, &name) {
            gone.push(format!("{path}::{name}"));
        }
    }
    assert!(gone.is_empty(), "docs/spec-coverage.md names tests that are not there:\n{}", gone.join("\n"));
}

#[test]
fn every_row_says_what_holds_its_sentence() {
    let document = fs::read_to_string(Path::new(ROOT).join("docs/spec-coverage.md")).unwrap();
    let rows = document.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit());
    let ways = ["::", "waits for: ", "informative: ", "superseded by ", "as ", "the same two tests"];
    let mut count = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{row}");
        assert!(ways.iter().any(|way| cells[2].contains(way)), "{row}");
        count += 1;
    }
    assert!(count > 180, "only {count} rows");
}

#[test]
fn a_helper_and_a_missing_name_are_told_from_a_test() {
    let file = "#[test]\nfn a_b() {}\n\nfn c_d() {}\n\n#[tokio::test]\n// why\nasync fn e_f() {}\n";
    assert!(holds(file, "x.rs", "a_b") && holds(file, "x.rs", "e_f"));
    assert!(!holds(file, "x.rs", "c_d") && !holds(file, "x.rs", "a") && !holds(file, "x.rs", "g_h"));
    assert!(holds("  it('reads a page', async", "x.js", "reads a page") && !holds("it('x'", "x.js", "y"));
}
