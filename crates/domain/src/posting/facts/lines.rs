//! 沿線: the railway lines of a posting's station. Which station stands near the work leads to the employer,
//! so lines are identity (`catalogue`: 就業場所の最寄り駅).

use std::sync::LazyLock;

use crate::{
    fold::fold,
    posting::Posting,
    prefecture::Prefecture,
    tables::{RAILWAY_LINES, rows},
};

/// 沿線, a code of the form: 001 to 214 (domain 5.2; `data/railway_lines.csv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RailwayLine(u8);

impl RailwayLine {
    /// By its code of three digits.
    pub fn from_code(code: &str) -> Option<Self> {
        let known = rows::<1>(RAILWAY_LINES).any(|[known]| known == code);
        known.then(|| code.parse().ok()).flatten().map(Self)
    }

    /// Its number, 1 to 214.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its code of three digits.
    pub fn code(self) -> String {
        format!("{:03}", self.0)
    }

    /// Its name on the form.
    pub fn name(self) -> &'static str {
        let code = self.code();
        rows::<2>(RAILWAY_LINES).find(|[known, _]| *known == code).map_or("", |[_, name]| name)
    }

    /// All of them, in the order of the form.
    pub fn all() -> impl Iterator<Item = Self> {
        rows::<1>(RAILWAY_LINES).filter_map(|[code]| code.parse().ok().map(Self))
    }
}

/// A line with the folded words by which postings name it.
struct Named {
    line: RailwayLine,
    region: &'static str,
    words: Vec<String>,
}

static LINES: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let named = rows::<4>(RAILWAY_LINES).filter_map(|[code, _, region, words]| {
        let words = words.split('|').map(fold).collect();
        Some(Named { line: RailwayLine(code.parse().ok()?), region, words })
    });
    named.collect()
});

/// Items that name the station of the work.
const STATION: [&str; 2] = ["就業場所の最寄り駅", "最寄り駅から就業場所までの交通手段"];

/// The lines that a posting's station items name, in the region of its prefecture.
pub(super) fn lines_of(posting: &Posting) -> Vec<RailwayLine> {
    let said = posting.further.iter().filter(|further| STATION.contains(&further.label.as_str()));
    let texts: Vec<String> = said.map(|further| fold(&further.text)).collect();
    let (Some(place), false) = (posting.workplace.prefecture, texts.is_empty()) else { return Vec::new() };
    let named = |line: &&Named| {
        is_in(place, line.region) && line.words.iter().any(|word| texts.iter().any(|text| names(text, word)))
    };
    LINES.iter().filter(named).map(|line| line.line).collect()
}

/// True when a text names a line: the word stands there and does not go on to the left, so that 東西線 is not
/// found in 南北東西線. A company, a sign or a space may stand before it.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = &text[..at];
        before.is_empty()
            || before.ends_with(|c: char| !c.is_alphanumeric())
            || [
                "jr",
                "鉄道",
                "鉄",
                "急",
                "武",
                "成",
                "王",
                "神",
                "京阪",
                "メトロ",
                "都営",
                "市営",
                "地下鉄",
                "電鉄",
            ]
            .iter()
            .any(|company| before.ends_with(company))
    })
}

/// Prefectures of the three regions of the form (Tokyo, Osaka, Nagoya) with those that their lines reach.
fn is_in(place: Prefecture, region: &str) -> bool {
    match region {
        "kanto" => matches!(place.number(), 8..=14 | 19 | 22),
        "kansai" => matches!(place.number(), 24..=30),
        _ => matches!(place.number(), 19..=24 | 30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_knows_214_lines() {
        assert_eq!(RailwayLine::all().count(), 214);
        for line in RailwayLine::all() {
            assert_eq!(RailwayLine::from_code(&line.code()), Some(line));
        }
        assert_eq!(RailwayLine::from_code("001").map(RailwayLine::name), Some("山手線（大崎～駒込）"));
        assert_eq!(RailwayLine::from_code("214").map(RailwayLine::name), Some("JR嵯峨野線"));
        for code in ["000", "215", "1", "0001", "００１"] {
            assert_eq!(RailwayLine::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_line_is_named_with_or_without_its_company() {
        for text in ["東京メトロ東西線　葛西駅", "東西線 葛西駅", "地下鉄東西線葛西駅", "ＪＲ総武線／東西線"]
        {
            assert!(names(&fold(text), &fold("東西線")), "{text}");
        }
        assert!(!names(&fold("東武東上線"), &fold("上線")));
    }
}
