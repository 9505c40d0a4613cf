//! Every text that Rust puts on a page has its readings in the list of the page kit. The texts are read out of
//! the sources, so that a new one without readings fails here, whichever page it stands on.

use std::{
    fs,
    path::{Path, PathBuf},
};

use site::ruby;

/// Where texts for pages are written, from the folder of the crates.
const SOURCES: [&str; 4] = ["domain/src", "seeker/src", "site/src", "store/src/my_data"];

/// What is no text of a page: words that are looked for in data, letters, columns of imports; and the
/// explanations, which carry their readings and have a test of their own.
const NO_TEXTS: [&str; 16] = [
    "domain/src/job_seeker/card.rs",
    "domain/src/job_seeker/card/",
    "domain/src/job_seeker/identifying",
    "domain/src/job_seeker/licence_words.rs",
    "domain/src/letters",
    "domain/src/office.rs",
    "domain/src/posting/columns.rs",
    "domain/src/posting/disclosure/names.rs",
    "domain/src/posting/facts/contract.rs",
    "domain/src/posting/facts/days.rs",
    "domain/src/posting/facts/hours.rs",
    "domain/src/posting/facts/lines.rs",
    "domain/src/posting/facts/reading.rs",
    "domain/src/posting/facts/requirements.rs",
    "site/src/words.rs",
    "tests",
];

#[test]
fn every_text_that_comes_from_rust_has_readings() {
    let texts = texts();
    assert!(texts.len() > 1000, "only {} texts were found", texts.len());
    for known in ["氏名、フリガナ、生年月日は、ここでは変更できません。", "見送り", "ページが見つかりません"]
    {
        assert!(texts.iter().any(|(_, text)| text.starts_with(known)), "{known} was not found");
    }
    let bare: Vec<_> = texts
        .iter()
        .map(|(file, text)| (file, without_readings(text), text))
        .filter(|(_, bare, _)| bare.contains(ruby::is_kanji))
        .collect();
    assert!(bare.is_empty(), "write their readings into site/src/readings.txt: {bare:#?}");
}

#[test]
fn every_text_of_a_template_has_readings() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let templates: Vec<_> = ["seeker", "site"]
        .iter()
        .flat_map(|realm| files(&crates.join(realm).join("templates"), "html"))
        .map(|file| (file.display().to_string(), fs::read_to_string(&file).unwrap()))
        .collect();
    assert!(templates.len() > 80, "only {} templates were found", templates.len());
    let bare: Vec<_> = templates
        .iter()
        .flat_map(|(file, source)| bare_in_template(source).into_iter().map(move |text| (file, text)))
        .collect();
    assert!(bare.is_empty(), "{bare:#?}");
}

#[test]
fn a_text_of_a_template_without_readings_would_be_found() {
    let fine = "{# 鱗 #}<title>鱗</title><option>鱗</option><p id=\"鱗\">｜鱗《うろこ》{% call field::text(f, \"求職\") %}";
    assert_eq!(bare_in_template(fine), Vec::<String>::new());
    assert_eq!(bare_in_template("<p>求職{{ f(\"鱗\") }}"), ["求職", "鱗"], "the list is for texts from Rust");
}

#[test]
fn a_text_without_readings_would_be_found() {
    assert_eq!(without_readings("求職の鱗"), "の鱗");
    assert_eq!(without_readings("求職鱗を見る"), "求職鱗をる", "kanji that stand together");
    let source = "// \"注\"\nlet a = \"求\\\n   職\"; let b = '\"'; let c = \"{x}件\"; #[cfg(test)] \"鱗\"";
    assert_eq!(literals(source), ["求職", "5件"]);
}

/// What stays of a text when the words with readings are taken out.
fn without_readings(text: &str) -> String {
    without_marks(&ruby::escaped(text))
}

/// What stays of a text when the words that carry readings are taken out.
fn without_marks(text: &str) -> String {
    let mut parts = text.split('｜');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |bare, part| bare + part.split_once('》').map_or(part, |(_, after)| after))
}

/// The texts of a template with kanji that have no reading: those between the tags carry their own, those in
/// expressions may have one in the list.
fn bare_in_template(source: &str) -> Vec<String> {
    let (source, _) = cut(source, "{#", "#}");
    let (source, deeds) = cut(&source, "{%", "%}");
    let (mut text, values) = cut(&source, "{{", "}}");
    for plain in ["title", "option", "textarea", "script"] {
        (text, _) = cut(&text, &format!("<{plain}"), &format!("</{plain}>"));
    }
    (text, _) = cut(&text, "<", ">");
    let woven = deeds.into_iter().chain(values).flat_map(|code| literals(&code));
    let bare = without_marks(&text).lines().map(str::to_owned).collect::<Vec<_>>();
    let bare = bare.into_iter().chain(woven.map(|text| without_readings(&text)));
    bare.filter(|text| text.contains(ruby::is_kanji)).collect()
}

/// A text without what stands between two marks, and what stood there.
fn cut(text: &str, from: &str, to: &str) -> (String, Vec<String>) {
    let (mut left, mut taken, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once(from) {
        let (inside, after) = after.split_once(to).unwrap_or((after, ""));
        left.push_str(before);
        taken.push(inside.to_owned());
        rest = after;
    }
    (left + rest, taken)
}

/// All texts with kanji, and where they stand.
fn texts() -> Vec<(String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for file in SOURCES.iter().flat_map(|folder| files(&crates.join(folder), "rs")) {
        let name = file.strip_prefix(crates).unwrap().to_string_lossy().into_owned();
        if NO_TEXTS.iter().any(|part| name.contains(part)) {
            continue;
        }
        let texts = literals(&fs::read_to_string(&file).unwrap());
        found.extend(texts.into_iter().map(|text| (name.clone(), text)));
    }
    found.retain(|(_, text)| text.contains(ruby::is_kanji));
    found
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path, end) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|found| found == end))
        .collect()
}

/// The string literals of a source before its tests. What is woven in stands as the number 5.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut found, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let from = &rest[at..];
        rest = if from.starts_with("//") {
            from.split_once('\n').map_or("", |(_, after)| after)
        } else if let Some(after) = from.strip_prefix("'\"'") {
            after
        } else if let Some(text) = from.strip_prefix('"') {
            let (text, after) = literal(text);
            found.push(text);
            after
        } else {
            &from[1..]
        };
    }
    found
}

/// The text up to the closing quotation mark, and what follows it.
fn literal(source: &str) -> (String, &str) {
    let (mut text, mut woven) = (String::new(), false);
    let mut letters = source.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &source[at + 1..]),
            '\\' => match letters.next() {
                Some((_, '\n')) => {
                    let rest = letters.as_str().trim_start();
                    letters = source[source.len() - rest.len()..].char_indices();
                    let (more, after) = literal(letters.as_str());
                    return (text + &more, after);
                }
                Some((_, 'n')) => text.push('\n'),
                Some((_, other)) => text.push(other),
                None => break,
            },
            '{' => woven = true,
            '}' => {
                woven = false;
                text.push('5');
            }
            _ if woven => {}
            _ => text.push(letter),
        }
    }
    (text, "")
}
