//! Orders of the list, its pages, and the key by which a page goes on where another ended.

use std::fmt;

use super::{SearchQuery, TypedWords, free_words::Spellings};
use crate::{
    clock::Date,
    fold::fold,
    posting::{PostingNumber, Visible},
};

/// The order of the list. Every order ends in newest first and then the number, so it is total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// 新着順: 受付年月日, newest first.
    #[default]
    Newest,
    /// 下限賃金の高い順, in the comparable wage ([`crate::posting::Wage::comparable_lower`]).
    LowerWage,
    /// 上限賃金の高い順.
    UpperWage,
    /// 紹介期限日の近い順.
    Deadline,
    /// 年間休日数の多い順; postings that do not say come last.
    AnnualHolidays,
    /// How many of the free words stand in the 職種, most first.
    Relevance,
}

impl Sort {
    /// All orders, as the form lists them (domain 5.4, and two of our own).
    pub const ALL: [Self; 6] = [
        Self::Newest,
        Self::LowerWage,
        Self::UpperWage,
        Self::Deadline,
        Self::AnnualHolidays,
        Self::Relevance,
    ];

    /// Its value in a URL.
    pub fn code(self) -> &'static str {
        match self {
            Self::Newest => "new",
            Self::LowerWage => "lower",
            Self::UpperWage => "upper",
            Self::Deadline => "deadline",
            Self::AnnualHolidays => "holidays",
            Self::Relevance => "relevance",
        }
    }

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Newest => "新着順",
            Self::LowerWage => "賃金（下限）の高い順",
            Self::UpperWage => "賃金（上限）の高い順",
            Self::Deadline => "紹介期限日の近い順",
            Self::AnnualHolidays => "年間休日数の多い順",
            Self::Relevance => "フリーワードに近い順",
        }
    }
}

/// Where a posting stands in a list: the list goes from the greatest key to the least, and no two postings have
/// the same. As text it stands in `after=` of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    /// What the order looks at first: 0 by 新着, yen a month by wage, minus the deadline as `yyyymmdd`, days, or
    /// the number of words in the 職種.
    pub first: i64,
    /// 受付年月日
    pub received_on: Date,
    /// 求人番号
    pub number: PostingNumber,
}

impl SortKey {
    /// Reads the text of a key.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (first, day, number) = (parts.next()?, parts.next()?, parts.next()?);
        let key = Self {
            first: first.parse().ok()?,
            received_on: day.parse().ok()?,
            number: PostingNumber::from_value(number.parse().ok()?)?,
        };
        // Only what Display writes: one key has one text.
        (parts.next().is_none() && key.to_string() == text).then_some(key)
    }
}

impl fmt::Display for SortKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.first, self.received_on, self.number.value())
    }
}

impl SearchQuery {
    /// Where a posting stands in the list of this query.
    pub fn sort_key(&self, seen: &Visible) -> SortKey {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let first = match self.sort {
            Sort::Newest => 0,
            Sort::LowerWage => whole(seen.wage.map_or(0, |wage| wage.comparable_lower())),
            Sort::UpperWage => whole(seen.wage.map_or(0, |wage| wage.comparable_upper())),
            Sort::Deadline => -as_number(seen.referral_deadline),
            Sort::AnnualHolidays => seen.annual_holidays.map_or(0, i64::from),
            Sort::Relevance => self.words_in_title(&seen.title),
        };
        SortKey { first, received_on: seen.received_on, number: seen.number }
    }

    /// How many of the free words and phrases stand in a 職種, synonyms included.
    fn words_in_title(&self, title: &str) -> i64 {
        let title = fold(title);
        let typed = TypedWords { words: &self.words, phrases: &self.phrases };
        let stand =
            typed.spellings().filter(|Spellings { folded, .. }| folded.iter().any(|one| title.contains(one)));
        i64::try_from(stand.count()).unwrap_or(i64::MAX)
    }
}

/// `yyyymmdd`
fn as_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
