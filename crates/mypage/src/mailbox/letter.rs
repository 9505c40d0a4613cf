//! Reads letters back from the folder: just as much of RFC 5322, 2045 and 2047 as our own sender writes.

use std::{fs, path::Path};

use uuid::Uuid;

/// A letter as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedLetter {
    /// Id in the outbox, and name of the file.
    pub id: Uuid,
    /// The sender's address.
    pub from: String,
    /// The reader's address.
    pub to: String,
    /// The Date line, in Tokyo's time where it can be read.
    pub date: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// The newest letters, newest first. Ids grow with time.
pub(super) fn newest(folder: &Path, most: usize) -> Vec<ReceivedLetter> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut ids: Vec<Uuid> = files
        .flatten()
        .filter_map(|file| file.file_name().to_str()?.strip_suffix(".eml")?.parse().ok())
        .collect();
    ids.sort_unstable_by(|one, other| other.cmp(one));
    ids.into_iter().take(most).filter_map(|id| one(folder, id)).collect()
}

/// One letter; `None` when it is not there.
pub(super) fn one(folder: &Path, id: Uuid) -> Option<ReceivedLetter> {
    let text = fs::read_to_string(folder.join(format!("{id}.eml"))).ok()?;
    Some(parse(id, &text))
}

fn parse(id: Uuid, text: &str) -> ReceivedLetter {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    // A header that goes on in the next line begins that line with a space.
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let value = |name: &str| {
        head.lines()
            .find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| decoded_words(value.trim()))
            })
            .unwrap_or_default()
    };
    let body = match value("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
        "base64" => from_base64(body),
        "quoted-printable" => from_quoted_printable(body),
        _ => body.as_bytes().to_vec(),
    };
    ReceivedLetter {
        id,
        from: value("From"),
        to: value("To"),
        date: in_tokyo(&value("Date")),
        subject: value("Subject"),
        body: String::from_utf8_lossy(&body).replace("\r\n", "\n"),
    }
}

fn in_tokyo(date: &str) -> String {
    jiff::fmt::rfc2822::parse(date)
        .map_or_else(|_| date.to_owned(), |at| domain::clock::japanese_minute(at.timestamp()))
}

/// `=?utf-8?b?…?=` becomes text; spaces between two such words fall away.
fn decoded_words(value: &str) -> String {
    let mut out = Vec::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some((before, word, behind)) = next_word(rest) {
        if !(after_word && before.trim().is_empty()) {
            out.extend_from_slice(before.as_bytes());
        }
        out.extend(word);
        (rest, after_word) = (behind, true);
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&out).into_owned()
}

fn next_word(text: &str) -> Option<(&str, Vec<u8>, &str)> {
    let (before, word) = text.split_once("=?")?;
    let (_charset, word) = word.split_once('?')?;
    let (encoding, word) = word.split_once('?')?;
    let (content, behind) = word.split_once("?=")?;
    let bytes = match encoding {
        "b" | "B" => from_base64(content),
        _ => from_quoted_printable(&content.replace('_', " ")),
    };
    Some((before, bytes, behind))
}

fn from_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut kept, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let Some(value) = ALPHABET.iter().position(|letter| *letter == byte) else { continue };
        kept = (kept << 6) | u32::try_from(value).unwrap_or(0);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((kept >> bits) & 0xff).unwrap_or(0));
        }
    }
    out
}

fn from_quoted_printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'=' => {
                out.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = behind;
            }
        }
    }
    out
}
