//! 免許・資格: entries of the list of 免許・資格コード (domain.md 4.2, four digits), or in own words.

use jiff::civil::Date;

use super::{free_text::FreeText, licence_words::READINGS, year_month::YearMonth};
use crate::fold::{fold, words};

/// 免許・資格: at most so many. [A] No source names a number; it is four times that of schools.
pub const MAX_LICENCES: usize = 20;
/// A licence in own words: at most so many characters (domain.md 4.2, as 事業所名).
pub const MAX_LICENCE_CHARS: usize = 60;
/// The word of a search: at most so many characters (as フリーワード).
pub const MAX_KEYWORD_CHARS: usize = 50;
/// The category of the list that holds 運転免許.
pub const DRIVING_CATEGORY: &str = "自動車等車両運転・船舶運転";

/// One entry of 免許・資格.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Of the list; `None`: in own words.
    pub code: Option<String>,
    /// What it is called.
    pub name: FreeText,
    /// 取得年月
    pub acquired: Option<YearMonth>,
}

/// A licence that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLicence {
    /// Acquired after today.
    #[error("取得年月が、今月より後になっています。年月を確認してください。")]
    AcquiredInFuture,
    /// This one is there already.
    #[error("この免許・資格は、すでに登録されています。")]
    Twice,
    /// There are [`MAX_LICENCES`] already.
    #[error(
        "免許・資格は{MAX_LICENCES}件まで登録できます。新しく登録するには、先にほかの免許・資格を削除してください。"
    )]
    TooMany,
}

impl Licence {
    /// Nobody has got a licence in the future.
    ///
    /// # Errors
    /// The month is later than this one.
    pub fn check_month(acquired: Option<YearMonth>, today: Date) -> Result<(), BadLicence> {
        match acquired {
            Some(acquired) if acquired > YearMonth::of(today) => Err(BadLicence::AcquiredInFuture),
            _ => Ok(()),
        }
    }

    /// `普通自動車免許（2010年8月（平成22年）取得）`.
    pub fn in_words(&self) -> String {
        match self.acquired {
            Some(acquired) => format!("{}（{}取得）", self.name, acquired.in_words()),
            None => self.name.to_string(),
        }
    }
}

/// What a person looks for in the list: every word has to be found, in the name, in the category or in a
/// reading or an everyday word for either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceQuery(Vec<String>);

impl LicenceQuery {
    /// Reads a keyword as typed, in any width and kana. `None` when there is no word in it.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(MAX_KEYWORD_CHARS).collect();
        let folded: Vec<String> = words(&typed).map(fold).collect();
        (!folded.is_empty()).then_some(Self(folded))
    }

    /// True when an entry of the list is meant.
    pub fn matches(&self, name: &str, category: &str) -> bool {
        let text = format!("{}\n{}", fold(name), fold(category));
        self.0.iter().all(|word| text.contains(word) || is_called(&text, word))
    }
}

/// True when `word` is (part of) a reading or another name of something that stands in `text`. A single
/// letter would mean nearly everything.
fn is_called(text: &str, word: &str) -> bool {
    let mut known = READINGS.iter().filter(|(term, _)| text.contains(&fold(term)));
    word.chars().count() > 1 && known.any(|(_, others)| words(others).any(|other| fold(other).contains(word)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn finds(typed: &str, name: &str, category: &str) -> bool {
        LicenceQuery::parse(typed).is_some_and(|query| query.matches(name, category))
    }

    #[test]
    fn a_word_is_found_in_any_width_and_kana() {
        for typed in ["ふぉーくりふと", "ﾌｫｰｸﾘﾌﾄ", "フォークリフト", " フォーク　リフト "]
        {
            assert!(finds(typed, "フォークリフト運転者", "運搬・労務・その他"), "{typed}");
        }
        for typed in ["toeic", "ＴＯＥＩＣ", "TOEIC", "トーイック"] {
            assert!(finds(typed, "ＴＯＥＩＣ（700点以上）", "翻訳・語学"), "{typed}");
        }
        assert!(!finds("クレーン", "フォークリフト運転者", "運搬・労務・その他"));
        assert_eq!(LicenceQuery::parse(" 　"), None);
    }

    #[test]
    fn everyday_words_and_readings_are_known() {
        for typed in ["運転免許", "うんてんめんきょ", "車の免許", "普通免許", "じどうしゃ"]
        {
            assert!(finds(typed, "普通自動車免許", DRIVING_CATEGORY), "{typed}");
        }
        for (typed, name) in [
            ("かいごふくしし", "介護福祉士"),
            ("ほいくし", "保育士"),
            ("かんごし", "看護師"),
            ("ボキ", "日商簿記１級"),
        ] {
            assert!(finds(typed, name, ""), "{typed}");
        }
    }

    #[test]
    fn every_word_has_to_be_found_and_a_single_letter_is_no_reading() {
        assert!(finds("普通 二種", "普通自動車第二種免許", DRIVING_CATEGORY));
        assert!(!finds("大型 二種", "普通自動車第二種免許", DRIVING_CATEGORY));
        assert!(!finds("う", "普通自動車免許", DRIVING_CATEGORY));
    }

    #[test]
    fn both_sides_of_this_month() {
        let today = date(2026, 11, 20);
        let month = |text: &str| text.parse().ok();
        assert_eq!(Licence::check_month(month("2026-11"), today), Ok(()));
        assert_eq!(Licence::check_month(month("2026-12"), today), Err(BadLicence::AcquiredInFuture));
        assert_eq!(Licence::check_month(None, today), Ok(()));
    }
}
