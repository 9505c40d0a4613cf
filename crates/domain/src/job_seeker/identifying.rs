//! What in a text would tell employers who the person is (domain.md 4.3: they must not be able to identify
//! the person): telephone numbers, mail addresses, postal codes, what looks like a 求職番号, and the
//! person's own names, address, nearest station and birth date.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::Station;
use crate::{
    fold::fold,
    japanese::{date_spellings, is_hyphen_like},
};

/// What stands for a part that employers do not see.
pub const HIDDEN: &str = "＊＊＊";
/// Kanji and other parts shorter than this stand in too many other words.
const SHORTEST_PART: usize = 2;
/// Readings shorter than this stand in too many other words.
const SHORTEST_READING: usize = 3;
/// Digits of 求職番号 before and after its hyphen.
const OFFICE_DIGITS: usize = 5;
const SERIAL_DIGITS: usize = 8;

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
    /// 求職番号, or what is written like one.
    JobSeekerNumber,
    /// The person's own birth date.
    BirthDate,
    /// Another thing of the person's own: the address, the nearest station, a school, a former employer.
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
            Self::JobSeekerNumber => "求職番号",
            Self::BirthDate => "生年月日",
            Self::Own => "住所、最寄り駅、学校名、会社名",
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

    /// Adds the municipality of the address: `さいたま市浦和区` also as `さいたま市`, `浦和区` and `さいたま`.
    pub fn add_municipality(&mut self, name: &str) {
        self.add(Identifying::Own, name, SHORTEST_PART);
        // A ward stands behind its city; 市 inside of a name (四日市市) does not divide it.
        let city = name.find('市').map(|at| at + '市'.len_utf8()).filter(|_| name.ends_with('区'));
        let (city, ward) = name.split_at_checked(city.unwrap_or(name.len())).unwrap_or((name, ""));
        for part in [city, ward] {
            self.add(Identifying::Own, part, SHORTEST_PART);
        }
        self.add(Identifying::Own, city.strip_suffix(['市', '町', '村']).unwrap_or(city), SHORTEST_PART);
    }

    /// Adds 最寄り駅: the line, and the station with and without 駅.
    pub fn add_station(&mut self, station: &Station) {
        self.add(Identifying::Own, station.line.as_str(), SHORTEST_PART);
        let name = station.name.as_str();
        self.add(Identifying::Own, name, SHORTEST_PART);
        self.add(Identifying::Own, name.strip_suffix('駅').unwrap_or(name), SHORTEST_PART);
    }

    /// Adds the birth date as people write it in either calendar.
    pub fn add_birth_date(&mut self, day: Date) {
        for spelling in date_spellings(day) {
            self.add(Identifying::BirthDate, &spelling, SHORTEST_PART);
        }
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
        found.extend(self.job_seeker_numbers());
        for (kind, mark) in &own.0 {
            let occurrences = self.occurrences(mark).filter(|hit| {
                // 1990/4/1 is no part of 1990/4/15.
                *kind != Identifying::BirthDate || self.stands_alone(*hit)
            });
            found.extend(occurrences.map(|(from, to)| (*kind, from, to)));
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

    /// What is written like a 求職番号 (or a 求人番号): five digits, a hyphen, eight digits.
    fn job_seeker_numbers(&self) -> Vec<(Identifying, usize, usize)> {
        let is_number = |window: &[char]| {
            window.iter().enumerate().all(|(at, letter)| match at {
                OFFICE_DIGITS => is_hyphen_like(*letter),
                _ => letter.is_ascii_digit(),
            })
        };
        let windows = self.letters.windows(OFFICE_DIGITS + 1 + SERIAL_DIGITS).enumerate();
        windows
            .filter(|(_, window)| is_number(window))
            .map(|(from, window)| (from, from + window.len()))
            .filter(|place| self.stands_alone(*place))
            .map(|(from, to)| (Identifying::JobSeekerNumber, from, to))
            .collect()
    }

    /// True when no digit that stands at an end of this part goes on outside of it.
    fn stands_alone(&self, (from, to): (usize, usize)) -> bool {
        let digit =
            |at: Option<usize>| at.and_then(|at| self.letters.get(at)).is_some_and(char::is_ascii_digit);
        let goes_on = |inside: Option<usize>, outside: Option<usize>| digit(inside) && digit(outside);
        !goes_on(Some(from), from.checked_sub(1)) && !goes_on(to.checked_sub(1), Some(to))
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
