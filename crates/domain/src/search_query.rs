//! A search for postings as a bookmarkable URL says it. Nothing in a URL is an error: what cannot be
//! understood is left out, and a plain sentence says so.
//!
//! The names of a form and of an address, in their canonical order; every number may be typed in any width, and
//! at most [`MOST_PAIRS`] pairs are read:
//!
//! | name | what | values and limits (domain 5.1–5.4) |
//! |---|---|---|
//! | `words` | フリーワード | at most 50 characters, 10 words; spaces divide; `"…"`, 「…」 and 『…』 keep a phrase to the letter |
//! | `match` | AND or OR | `any`; otherwise all words |
//! | `not` | NOT検索 | at most 50 characters, 10 words |
//! | `in` | fields of フリーワード | several of [`TextField`]; none or all: everywhere |
//! | `prefecture` | 就業場所: 都道府県, 海外 | `01`–`47`, `59`; at most three |
//! | `municipality` | 就業場所: 市区町村 | five digits; at most five in each prefecture; alone it names its prefecture |
//! | `line` | 沿線 | `001`–`214` or a run of them (`001-002`); at most three |
//! | `category` | フルタイム・パート | `full`, `part`; both are no condition |
//! | `employment` | 雇用形態 | `1`–`7`, alternatives |
//! | `job` | 希望する職種 | `05` a group, `0501` a detail; at most three groups, five details in each |
//! | `occupation` | 職業分類 | `051` or `051-01`; at most three |
//! | `industry` | 希望する産業 | two digits; at most three |
//! | `age` | 年齢 | 0–99; not with 新卒・既卒求人 alone |
//! | `wage_month`, `wage_hour` | 月給, 時給 at least | yen, 0–99,999,999; both: whichever a posting is paid by |
//! | `allowances` | 手当・固定残業代を含む | `1`; without it the wage is compared by 基本給 where a posting tells it |
//! | `from`, `to` | 希望する就業時間 | `9:00`, in steps of ten minutes, 0:00–23:50 |
//! | `overtime_max` | 時間外労働月平均 at most | 0–99 hours |
//! | `annual_holidays` | 年間休日数 at least | 0–999 days |
//! | `retirement_age` | 定年 at least | 60–70 years; postings without 定年制 too |
//! | `licence`, `licence_not` | 免許・資格, のぞく | four digits; at most three of both together |
//! | `employer`, `employer_not` | 事業所名, のぞく | at most 60 characters; `1` |
//! | `number` | 求人番号 | at most five |
//! | `establishment` | 事業所番号 | one |
//! | `new` | 新着 | `2` 当日・前日, `3` 3日以内, `7` 1週間以内 |
//! | see [`CHOICES`] | boxes and radio buttons | as listed there |
//! | `sort` | order | see [`Sort`] |
//! | `size` | postings on a page | 10, 30, 50 |
//! | `page` | page by number | from 1 |
//! | `after` | page by cursor | the [`SortKey`] of the last posting of the page before |
//!
//! What a query asks is the list of its [`Condition`]s, all of which hold together.

mod boxes;
mod condition;
mod conditions;
mod facets;
mod free_words;
mod groups;
mod in_words;
mod order;
mod read;
mod write;

pub use boxes::{Boxes, CHOICES, Choice, Choices, How, Item};
pub use condition::{Candidate, Condition, WageWish};
pub use facets::Facet;
pub use free_words::{Spellings, TypedWords, spellings};
pub use groups::{Group, industries_by_major, lines_by_region, occupation_of_class};
pub use order::{Sort, SortKey};
pub use read::Notice;

use crate::{
    clock::Date,
    establishment::EstablishmentNumber,
    posting::{
        EmploymentKind, PostingNumber, TextField, Visible, WorkingTime,
        facts::{Industry, JobKind, LicenceCode, OccupationCode, RailwayLine, Window},
    },
    prefecture::Prefecture,
};

/// Most characters of フリーワード and of NOT検索, the limit of the service's form (domain 5.1).
pub const LONGEST_WORDS: usize = 50;
/// Most words and phrases of フリーワード together, and most of NOT検索: each is looked for in every posting, so
/// that [`LONGEST_WORDS`] alone would let one address ask for twenty-five.
pub const MOST_WORDS: usize = 10;
/// Most pairs of one address that are read: more than can be searched at once, with every box ticked.
pub const MOST_PAIRS: usize = 300;
/// Most characters of 事業所名 (domain 5.2).
pub const LONGEST_EMPLOYER: usize = 60;
/// Most areas of one search, each a prefecture or 海外 (domain 5.1: 就業場所 1..3).
pub const MOST_AREAS: usize = 3;
/// Most municipalities of one area (domain 5.1).
pub const MOST_MUNICIPALITIES: usize = 5;
/// Most 沿線 (domain 5.2: three pairs from–to).
pub const MOST_LINES: usize = 3;
/// Most groups of 希望する職種 (domain 5.1: 職種 1..3).
pub const MOST_JOB_GROUPS: usize = 3;
/// Most details of one group of 希望する職種 (domain 5.1).
pub const MOST_JOB_DETAILS: usize = 5;
/// Most 職業分類 (domain 5.1).
pub const MOST_OCCUPATIONS: usize = 3;
/// Most 産業 (domain 5.2).
pub const MOST_INDUSTRIES: usize = 3;
/// Most 免許・資格, those with のぞく included (domain 5.2).
pub const MOST_LICENCES: usize = 3;
/// Most 求人番号 (domain 5.1).
pub const MOST_NUMBERS: usize = 5;
/// Highest wage that can be asked for, in yen (domain 5.2).
pub const HIGHEST_WAGE: u32 = 99_999_999;
/// Steps of 就業時間, in minutes (domain 5.2: MM 00, 10..50).
pub const STEP_MINUTES: u16 = 10;
/// Postings on one page of the list (domain 5.4), where the address does not say.
pub const PAGE_SIZE: usize = 30;
/// Postings on one page that can be chosen (domain 5.4).
pub const PAGE_SIZES: [usize; 3] = [10, 30, 50];

/// The value of フルタイム or パート in a URL.
pub fn time_code(time: WorkingTime) -> &'static str {
    match time {
        WorkingTime::Full => "full",
        WorkingTime::Part => "part",
    }
}

/// What is looked for. All conditions hold together; several values of one condition are alternatives, except
/// where [`How::Every`] says that each is a condition of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// フリーワード as typed, divided into words; each is found by its synonyms too.
    pub words: Vec<String>,
    /// What stood in quotation marks: to the letter, with its spaces.
    pub phrases: Vec<String>,
    /// One of the words and phrases is enough (OR); otherwise a posting holds every one of them.
    pub any_word: bool,
    /// NOT検索: words and phrases that no text of a posting holds, taken to the letter.
    pub excluded_words: Vec<String>,
    /// The fields in which words and phrases are looked for, sorted; none is everywhere. NOT検索 looks everywhere.
    pub word_fields: Vec<TextField>,
    /// 就業場所 (都道府県, 海外): the first area. See [`SearchQuery::areas`].
    pub prefecture: Option<Prefecture>,
    /// The second and third area; none where there is no first.
    pub further_prefectures: Vec<Prefecture>,
    /// 就業場所 (市区町村) of all areas, sorted: at most five codes of each.
    pub municipalities: Vec<String>,
    /// 沿線, sorted.
    pub lines: Vec<LineRange>,
    /// フルタイム or パート; `None` is both.
    pub time: Option<WorkingTime>,
    /// 雇用形態; none is all.
    pub employments: Vec<EmploymentKind>,
    /// 希望する職種, sorted: whole groups and details of others.
    pub jobs: Vec<JobKind>,
    /// 職業分類, sorted.
    pub occupations: Vec<OccupationCode>,
    /// 産業分類, sorted.
    pub industries: Vec<Industry>,
    /// 年齢 of the person, in years.
    pub age: Option<u8>,
    /// 月給 and 時給.
    pub wage: WageWish,
    /// 希望する就業時間
    pub hours: Window,
    /// 時間外労働月平均, at most so many hours.
    pub overtime_max: Option<u8>,
    /// 年間休日数, at least so many days.
    pub annual_holidays: Option<u16>,
    /// 定年 at this age (60 to 70) or later, or none.
    pub retirement_age: Option<u8>,
    /// 免許・資格: postings that name one of them. Sorted.
    pub licences: Vec<LicenceCode>,
    /// 免許・資格 with のぞく: postings that name none of them. Sorted.
    pub excluded_licences: Vec<LicenceCode>,
    /// 事業所名
    pub employer: String,
    /// のぞく of 事業所名.
    pub without_employer: bool,
    /// 求人番号, sorted.
    pub numbers: Vec<PostingNumber>,
    /// 事業所番号
    pub establishment: Option<EstablishmentNumber>,
    /// 新着
    pub new: Option<NewSince>,
    /// All other conditions: what is ticked.
    pub boxes: Boxes,
    /// The order of the list.
    pub sort: Sort,
    /// How many postings stand on a page: one of [`PAGE_SIZES`].
    pub page_size: usize,
    /// The page of the list, from 1.
    pub page: usize,
    /// The last posting of the page before: where it is given, the page begins behind it, and `page` is only shown.
    pub after: Option<SortKey>,
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            phrases: Vec::new(),
            any_word: false,
            excluded_words: Vec::new(),
            word_fields: Vec::new(),
            prefecture: None,
            further_prefectures: Vec::new(),
            municipalities: Vec::new(),
            lines: Vec::new(),
            time: None,
            employments: Vec::new(),
            jobs: Vec::new(),
            occupations: Vec::new(),
            industries: Vec::new(),
            age: None,
            wage: WageWish::default(),
            hours: Window::default(),
            overtime_max: None,
            annual_holidays: None,
            retirement_age: None,
            licences: Vec::new(),
            excluded_licences: Vec::new(),
            employer: String::new(),
            without_employer: false,
            numbers: Vec::new(),
            establishment: None,
            new: None,
            boxes: Boxes::default(),
            sort: Sort::default(),
            page_size: PAGE_SIZE,
            page: 1,
            after: None,
        }
    }
}

/// One 就業場所: a prefecture, or some of its municipalities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// 都道府県, or 海外.
    pub prefecture: Prefecture,
    /// 市区町村コード, at most five; none is the whole prefecture.
    pub municipalities: Vec<String>,
}

/// One 沿線: a run of lines in the order of their codes, or one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineRange {
    /// The first line.
    pub from: RailwayLine,
    /// The last line, not before the first.
    pub to: RailwayLine,
}

/// 新着: how many days back a posting may have been received, the day itself counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewSince {
    /// 当日・前日 (domain 5.1)
    Yesterday,
    /// 直近3日 (domain 5.3)
    ThreeDays,
    /// １週間以内 (domain 5.1)
    Week,
}

impl NewSince {
    /// All of them, as the form lists them.
    pub const ALL: [Self; 3] = [Self::Yesterday, Self::ThreeDays, Self::Week];

    /// How many days, today included.
    pub fn days(self) -> u8 {
        match self {
            Self::Yesterday => 2,
            Self::ThreeDays => 3,
            Self::Week => 7,
        }
    }

    /// Its value in forms and URLs: the days.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yesterday => "2",
            Self::ThreeDays => "3",
            Self::Week => "7",
        }
    }

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yesterday => "当日・前日",
            Self::ThreeDays => "3日以内",
            Self::Week => "1週間以内",
        }
    }

    /// The earliest 受付年月日 that counts as new on a day.
    pub fn earliest(self, today: Date) -> Date {
        today.saturating_sub(jiff::Span::new().days(i64::from(self.days()) - 1))
    }
}

impl LineRange {
    /// True when a line belongs to the run.
    pub fn holds(self, line: RailwayLine) -> bool {
        (self.from..=self.to).contains(&line)
    }
}

impl SearchQuery {
    /// The 就業場所, at most three, each with its municipalities. A posting lies in one of them.
    pub fn areas(&self) -> Vec<Area> {
        let of = |prefecture: Prefecture| {
            let within = |code: &&String| Prefecture::of_municipality(code) == Some(prefecture);
            self.municipalities.iter().filter(within).cloned().collect()
        };
        let prefectures = self.prefecture.iter().chain(&self.further_prefectures);
        prefectures
            .map(|prefecture| Area { prefecture: *prefecture, municipalities: of(*prefecture) })
            .collect()
    }

    /// The same search on another page of its list.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, after: None, ..self.clone() }
    }

    /// The page behind this one, by the key of the last posting on this one: it costs the same anywhere in the list.
    pub fn next_after(&self, last: SortKey) -> Self {
        Self { page: self.page.saturating_add(1), after: Some(last), ..self.clone() }
    }

    /// The same search in another order, from its first page.
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort, ..self.on_page(1) }
    }

    /// How many postings stand on the pages before this one, where there is no cursor.
    pub fn offset(&self) -> usize {
        (self.page - 1).saturating_mul(self.page_size)
    }

    /// True when a posting, as its viewer sees it, meets every condition: what each of them means. The index
    /// answers the same question fast; this is for its tests and for what was read from the database since.
    /// `today` is the civil date in Asia/Tokyo. Whether a posting is still open is not asked here.
    pub fn matches(&self, seen: &Visible, today: Date) -> bool {
        let conditions = self.conditions();
        if conditions.is_empty() {
            return true;
        }
        let candidate = Candidate::of(seen, today);
        conditions.iter().all(|condition| condition.holds(&candidate))
    }
}

#[cfg(test)]
mod tests;
