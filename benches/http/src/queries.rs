//! Searches as people make them, cut out of the postings' own wording: words, filters, and both.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::Context;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// The list is the same in every run.
const SEED: u64 = 2026;
/// Postings whose wording is used.
const READ: usize = 20_000;

/// So many different searches, as addresses.
pub(crate) fn from_seed(postings: &Path, distinct: usize) -> anyhow::Result<Vec<String>> {
    let file = BufReader::new(File::open(postings).with_context(|| postings.display().to_string())?);
    let mut rows: Vec<Value> = Vec::with_capacity(READ);
    for line in file.lines().take(READ) {
        rows.push(serde_json::from_str(&line?)?);
    }
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut queries = std::collections::BTreeSet::new();
    let mut listed = Vec::with_capacity(distinct);
    // Small files have few different searches.
    for _ in 0..distinct * 20 {
        let query = query(&rows[random.usize(..rows.len())], &mut random);
        if queries.insert(query.clone()) {
            listed.push(query);
        }
        if listed.len() == distinct {
            break;
        }
    }
    Ok(listed)
}

fn query(row: &Value, random: &mut fastrand::Rng) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let kind = random.u8(..10);
    // Four in ten by words alone, three by filters alone, three by both.
    if kind < 7 {
        let text = if random.bool() { text(row, "職種") } else { text(row, "仕事の内容") };
        let mut words = piece(&text, random);
        if random.u8(..4) == 0 {
            words = format!("{words} {}", piece(&self::text(row, "仕事の内容"), random));
        }
        pairs.push(("words", words));
    }
    if kind >= 4 {
        let municipality = text(row, "就業場所市区町村コード");
        match random.u8(..3) {
            0 => pairs.push(("prefecture", municipality.chars().take(2).collect())),
            1 => pairs.push(("municipality", municipality)),
            _ => pairs.push(("category", if random.bool() { "full" } else { "part" }.to_owned())),
        }
        match random.u8(..4) {
            0 => pairs.push(("wage_month", (180_000 + 10_000 * random.u32(..15)).to_string())),
            1 => pairs.push(("wage_hour", (1_050 + 50 * random.u32(..10)).to_string())),
            2 => pairs.push(("annual_holidays", (100 + 5 * random.u32(..6)).to_string())),
            _ => pairs.push(("new", "7".to_owned())),
        }
        pairs.push(("employment", (1 + random.u8(..4)).to_string()));
    }
    let sort = ["new", "new", "new", "lower", "deadline"][random.usize(..5)];
    pairs.push(("sort", sort.to_owned()));
    if random.u8(..8) == 0 {
        pairs.push(("page", random.u8(2..6).to_string()));
    }
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    format!("/search?{}", encoded.join("&"))
}

fn text(row: &Value, column: &str) -> String {
    row[column].as_str().unwrap_or_default().to_owned()
}

/// Two to five letters that stand together.
fn piece(text: &str, random: &mut fastrand::Rng) -> String {
    let runs: Vec<Vec<char>> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(|run| run.chars().collect::<Vec<char>>())
        .filter(|run| run.len() > 1)
        .collect();
    let Some(run) = runs.get(random.usize(..runs.len().max(1))) else { return "事務".to_owned() };
    let length = random.usize(2..=run.len().min(5));
    let from = random.usize(..=run.len() - length);
    run[from..from + length].iter().collect()
}
