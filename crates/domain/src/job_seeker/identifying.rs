//! What in a text would tell employers who the person is (domain.md 4.3: they must not be able to identify
//! the person): telephone numbers, mail addresses, postal codes, and the person's own names and address.

use unicode_normalization::UnicodeNormalization;

use crate::{fold::fold, japanese::is_hyphen_like};

/// What stands for a part that employers do not see.
pub const HIDDEN: &str = "＊＊＊";
/// Kanji and other parts shorter than this stand in too many other words.
const SHORTEST_PART: usize = 2;
/// Readings shorter than this stand in too many other words.
const SHORTEST_READING: usize = 3;

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifying {
    /// A telephone number.
    Telephone,
    /// A mail address.
    Email,
    /// A postal code.
    PostalCode,
    /// The person's own name.
    OwnName,
    /// Another thing of the person's own: the address, a school, a former employer.
    Own,
}

impl Identifying {
    /// The word in the warning.
    pub fn name(self) -> &'static str {
        match self {
            Self::Telephone => "電話番号",
            Self::Email => "メールアドレス",
            Self::PostalCode => "郵便番号",
            Self::OwnName => "お名前",
            Self::Own => "住所、学校名、会社名",
        }
    }
}

/// What a person is known by, folded for comparing. Holds personal data and does not print itself.
#[derive(Clone, Default)]
pub struct OwnMarks(Vec<(Identifying, String)>);

impl OwnMarks {
    /// Adds 姓 and 名 with one spelling each: kanji, or the readings.
    pub fn add_name(&mut self, family: &str, given: &str, is_reading: bool) {
        let shortest = if is_reading { SHORTEST_READING } else { SHORTEST_PART };
        self.add(Identifying::OwnName, &format!("{family}{given}"), SHORTEST_PART);
        self.add(Identifying::OwnName, family, shortest);
        self.add(Identifying::OwnName, given, shortest);
    }

    /// Adds the telephone number, the mail address or the postal code, however it is written.
    pub fn add_contact(&mut self, kind: Identifying, text: &str) {
        self.add(kind, text, SHORTEST_PART);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 7 {
            self.add(kind, &digits, SHORTEST_PART);
        }
    }

    /// Adds the address, a school or a company.
    pub fn add_own(&mut self, text: &str) {
        self.add(Identifying::Own, text, SHORTEST_PART);
        self.add(Identifying::Own, core_of(text), SHORTEST_PART);
    }

    fn add(&mut self, kind: Identifying, text: &str, shortest: usize) {
        let folded = fold(text);
        if folded.chars().count() >= shortest && !self.0.iter().any(|(_, known)| *known == folded) {
            self.0.push((kind, folded));
        }
    }
}

/// Personal data does not belong into logs.
impl std::fmt::Debug for OwnMarks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnMarks").finish_non_exhaustive()
    }
}

/// A company's name without its form.
fn core_of(name: &str) -> &str {
    const FORMS: [&str; 14] = [
        "株式会社",
        "有限会社",
        "合同会社",
        "合資会社",
        "合名会社",
        "(株)",
        "(有)",
        "（株）",
        "（有）",
        "㈱",
        "社会福祉法人",
        "医療法人",
        "学校法人",
        "一般社団法人",
    ];
    let mut core = name.trim();
    for form in FORMS {
        core = core.strip_prefix(form).unwrap_or(core).trim();
        core = core.strip_suffix(form).unwrap_or(core).trim();
    }
    core
}

/// Kinds of what stands in a text, each once.
pub fn identifying(text: &str, own: &OwnMarks) -> Vec<Identifying> {
    let mut kinds: Vec<Identifying> = Marked::of(text).found(own).iter().map(|(kind, ..)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The text with everything that identifies the person replaced by [`HIDDEN`]. A text without any stays as
/// it was written.
pub fn without_identifying(text: &str, own: &OwnMarks) -> String {
    let marked = Marked::of(text);
    let mut found = marked.found(own);
    if found.is_empty() {
        return text.to_owned();
    }
    found.sort_unstable_by_key(|(_, from, _)| *from);
    let (mut kept, mut at) = (String::new(), 0);
    for (_, from, to) in found {
        if to <= at {
            continue;
        }
        if from >= at {
            kept.extend(marked.letters.get(at..from).unwrap_or_default());
            kept.push_str(HIDDEN);
        }
        at = to;
    }
    kept.extend(marked.letters.get(at..).unwrap_or_default());
    kept
}

/// A text, letter by letter, and its folded form with the letter that each part of it came from.
struct Marked {
    letters: Vec<char>,
    folded: Vec<(char, usize)>,
}

impl Marked {
    fn of(text: &str) -> Self {
        // Composed first, so that a letter and its voiced mark are one.
        let letters: Vec<char> = text.nfkc().collect();
        let fold_one = |(at, letter): (usize, &char)| -> Vec<(char, usize)> {
            fold(letter.encode_utf8(&mut [0; 4])).chars().map(|folded| (folded, at)).collect()
        };
        let folded = letters.iter().enumerate().flat_map(fold_one).collect();
        Self { letters, folded }
    }

    /// What was found: kind, and the letters from and to.
    fn found(&self, own: &OwnMarks) -> Vec<(Identifying, usize, usize)> {
        let mut found = self.numbers();
        found.extend(self.mail_addresses());
        for (kind, mark) in &own.0 {
            found.extend(self.occurrences(mark).map(|(from, to)| (*kind, from, to)));
        }
        found
    }

    fn occurrences<'a>(&'a self, mark: &str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mark: Vec<char> = mark.chars().collect();
        let length = mark.len().max(1);
        let hit = move |window: &&[(char, usize)]| window.iter().map(|(c, _)| c).eq(mark.iter());
        self.folded.windows(length).filter(hit).filter_map(|window| {
            window.first().zip(window.last()).map(|((_, from), (_, to))| (*from, to + 1))
        })
    }

    /// Telephone numbers and postal codes: runs of digits with hyphens, brackets and spaces between them.
    fn numbers(&self) -> Vec<(Identifying, usize, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(from) = self.next_digit(at) {
            let run = self.run_of_number(from);
            at = run.end;
            let begins =
                from - usize::from(from > 0 && matches!(self.letters.get(from - 1), Some('+' | '〒' | '(')));
            let marked = self.letters.get(begins) == Some(&'〒');
            if let Some(kind) = run.kind(self.letters.get(begins) == Some(&'+'), marked) {
                found.push((kind, begins, run.end));
            }
        }
        found
    }

    fn next_digit(&self, at: usize) -> Option<usize> {
        (at..self.letters.len()).find(|at| self.letters.get(*at).is_some_and(char::is_ascii_digit))
    }

    fn run_of_number(&self, from: usize) -> Run {
        let mut run = Run { end: from, groups: vec![String::new()] };
        let mut between = false;
        for (at, letter) in self.letters.iter().enumerate().skip(from) {
            if letter.is_ascii_digit() {
                if std::mem::take(&mut between) {
                    run.groups.push(String::new());
                }
                if let Some(group) = run.groups.last_mut() {
                    group.push(*letter);
                }
                run.end = at + 1;
            } else if (is_hyphen_like(*letter) || matches!(letter, '(' | ')' | ' ' | '.' | '・'))
                && at < run.end + 2
            {
                between = true;
            } else {
                break;
            }
        }
        run
    }

    /// Mail addresses: everything around an `@` that an address is written with.
    fn mail_addresses(&self) -> Vec<(Identifying, usize, usize)> {
        let part = |at: &usize| {
            self.letters
                .get(*at)
                .is_some_and(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(*c))
        };
        let at_signs = self.letters.iter().enumerate().filter(|(_, c)| **c == '@').map(|(at, _)| at);
        let around = |at: usize| {
            let from = (0..at).rev().take_while(part).last().unwrap_or(at);
            let to = (at + 1..self.letters.len()).take_while(part).last().map_or(at, |last| last) + 1;
            (from < at && to > at + 1).then_some((Identifying::Email, from, to))
        };
        at_signs.filter_map(around).collect()
    }
}

/// Digits in groups.
struct Run {
    end: usize,
    groups: Vec<String>,
}

impl Run {
    fn kind(&self, international: bool, marked: bool) -> Option<Identifying> {
        let digits = self.groups.concat();
        let is_telephone = match digits.len() {
            10 | 11 => digits.starts_with('0') || (international && digits.starts_with("81")),
            12 | 13 => international && digits.starts_with("81"),
            _ => false,
        };
        if is_telephone {
            return Some(Identifying::Telephone);
        }
        let lengths: Vec<usize> = self.groups.iter().map(String::len).collect();
        let is_postal = lengths == [3, 4] || (marked && digits.len() == 7);
        is_postal.then_some(Identifying::PostalCode)
    }
}

#[cfg(test)]
#[path = "identifying/tests.rs"]
mod tests;
