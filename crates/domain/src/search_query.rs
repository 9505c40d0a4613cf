//! A search for postings as a bookmarkable URL says it. Nothing in a URL is an error: what cannot be
//! understood is left out, and a plain sentence says so.

use crate::{
    fold,
    posting::{EmploymentKind, WorkingTime},
    prefecture::{Prefecture, is_municipality_code},
};

/// Most characters of the free word, the limit of the service's form (domain 5.1).
pub const LONGEST_WORDS: usize = 50;
/// Most municipalities of one search (domain 5.1).
pub const MOST_MUNICIPALITIES: usize = 5;
/// Postings on one page of the list (domain 5.4).
pub const PAGE_SIZE: usize = 30;
/// Highest page number that is understood.
const HIGHEST_PAGE: usize = 1_000_000;

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
}

impl Sort {
    /// All orders, as the form lists them.
    pub const ALL: [Self; 3] = [Self::Newest, Self::LowerWage, Self::UpperWage];

    /// Its value in a URL.
    pub fn code(self) -> &'static str {
        match self {
            Self::Newest => "new",
            Self::LowerWage => "lower",
            Self::UpperWage => "upper",
        }
    }

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Newest => "新着順",
            Self::LowerWage => "賃金（下限）の高い順",
            Self::UpperWage => "賃金（上限）の高い順",
        }
    }
}

/// The value of フルタイム or パート in a URL.
pub fn time_code(time: WorkingTime) -> &'static str {
    match time {
        WorkingTime::Full => "full",
        WorkingTime::Part => "part",
    }
}

/// What is looked for. All conditions hold together; several values of one condition are alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// フリーワード as typed, divided into words; a posting holds every one of them.
    pub words: Vec<String>,
    /// 就業場所 (都道府県)
    pub prefecture: Option<Prefecture>,
    /// 就業場所 (市区町村): at most five codes, all of `prefecture`.
    pub municipalities: Vec<String>,
    /// 求人区分; `None` is both.
    pub time: Option<WorkingTime>,
    /// 雇用形態; none is all.
    pub employments: Vec<EmploymentKind>,
    /// The order of the list.
    pub sort: Sort,
    /// The page of the list, from 1.
    pub page: usize,
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            prefecture: None,
            municipalities: Vec::new(),
            time: None,
            employments: Vec::new(),
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// Something in a URL that was left out or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The field it is about, the name in the URL.
    pub field: &'static str,
    /// The sentence for the person who searches.
    pub sentence: String,
}

/// Reads a query and collects what was left out.
#[derive(Default)]
struct Reader {
    query: SearchQuery,
    notices: Vec<Notice>,
}

impl SearchQuery {
    /// Reads the pairs of a URL. Names that are not known are left alone.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Notice>) {
        let pairs: Vec<(&str, &str)> = pairs.into_iter().collect();
        let values = |name: &str| -> Vec<&str> {
            pairs
                .iter()
                .filter(|(key, value)| *key == name && !value.trim().is_empty())
                .map(|(_, value)| *value)
                .collect()
        };
        let mut reader = Reader::default();
        reader.words(&values("words").join(" "));
        reader.prefecture(&values("prefecture"));
        reader.municipalities(&values("municipality"));
        reader.time(&values("category"));
        reader.employments(&values("employment"));
        reader.sort(&values("sort"));
        reader.page(&values("page"));
        (reader.query, reader.notices)
    }

    /// The pairs of the one URL that says this query: defaults are left out, the order is fixed.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.words.is_empty() {
            pairs.push(("words", self.words.join(" ")));
        }
        pairs.extend(self.prefecture.map(|prefecture| ("prefecture", prefecture.code())));
        pairs.extend(self.municipalities.iter().map(|code| ("municipality", code.clone())));
        pairs.extend(self.time.map(|time| ("category", time_code(time).to_owned())));
        pairs.extend(self.employments.iter().map(|kind| ("employment", kind.code().to_owned())));
        if self.sort != Sort::default() {
            pairs.push(("sort", self.sort.code().to_owned()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// The same search on another page of its list.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same search in another order, from its first page.
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort, page: 1, ..self.clone() }
    }

    /// How many postings stand on the pages before this one.
    pub fn offset(&self) -> usize {
        (self.page - 1) * PAGE_SIZE
    }
}

impl Reader {
    fn notice(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.notices.push(Notice { field, sentence: sentence.into() });
    }

    fn words(&mut self, typed: &str) {
        let typed = typed.trim();
        let cut: String = typed.chars().take(LONGEST_WORDS).collect();
        if cut.len() < typed.len() {
            self.notice("words", "フリーワードは50文字までです。はじめの50文字で探しました。");
        }
        for word in fold::words(&cut) {
            if !self.query.words.iter().any(|known| fold::fold(known) == fold::fold(word)) {
                self.query.words.push(word.to_owned());
            }
        }
    }

    /// One value of a field that takes one; several different ones are told.
    fn one<'a>(&mut self, field: &'static str, values: &[&'a str]) -> Option<&'a str> {
        let first = values.first()?.trim();
        if values.iter().any(|value| value.trim() != first) {
            self.notice(field, "同じ条件が2回以上指定されています。はじめの条件で探しました。");
        }
        Some(first)
    }

    fn prefecture(&mut self, values: &[&str]) {
        let Some(code) = self.one("prefecture", values) else { return };
        self.query.prefecture = Prefecture::from_code(code);
        if self.query.prefecture.is_none() {
            self.notice("prefecture", "都道府県の指定を読み取れません。都道府県を選び直してください。");
        }
    }

    fn municipalities(&mut self, values: &[&str]) {
        let mut codes: Vec<&str> = Vec::new();
        let mut unreadable = false;
        for code in values.iter().map(|code| code.trim()) {
            if !is_municipality_code(code) || Prefecture::of_municipality(code).is_none() {
                unreadable = true;
            } else if !codes.contains(&code) {
                codes.push(code);
            }
        }
        if unreadable {
            self.notice("municipality", "市区町村の指定を読み取れません。市区町村を選び直してください。");
        }
        // A bookmark may name the municipality alone.
        let first = codes.first().and_then(|code| Prefecture::of_municipality(code));
        let prefecture = self.query.prefecture.or(first);
        self.query.prefecture = prefecture;
        let before = codes.len();
        codes.retain(|code| Prefecture::of_municipality(code) == prefecture);
        if let Some(prefecture) = prefecture.filter(|_| codes.len() < before) {
            self.notice("municipality", format!("{prefecture}にない市区町村を外しました。"));
        }
        if codes.len() > MOST_MUNICIPALITIES {
            codes.truncate(MOST_MUNICIPALITIES);
            self.notice("municipality", "市区町村は5つまで選べます。はじめの5つで探しました。");
        }
        codes.sort_unstable();
        self.query.municipalities = codes.into_iter().map(str::to_owned).collect();
    }

    fn time(&mut self, values: &[&str]) {
        let mut times = Vec::new();
        for value in values.iter().map(|value| value.trim()) {
            match value {
                "full" => times.push(WorkingTime::Full),
                "part" => times.push(WorkingTime::Part),
                _ => {
                    self.notice("category", "求人区分の指定を読み取れません。求人区分を選び直してください。");
                }
            }
        }
        times.dedup();
        // Both together are no condition.
        self.query.time = if let [time] = times[..] { Some(time) } else { None };
    }

    fn employments(&mut self, values: &[&str]) {
        for value in values {
            match EmploymentKind::from_code(value.trim()) {
                Some(kind) if self.query.employments.contains(&kind) => {}
                Some(kind) => self.query.employments.push(kind),
                None => self
                    .notice("employment", "雇用形態の指定を読み取れません。雇用形態を選び直してください。"),
            }
        }
        self.query.employments.sort_unstable();
        self.notices.dedup();
    }

    fn sort(&mut self, values: &[&str]) {
        let Some(code) = self.one("sort", values) else { return };
        match Sort::ALL.into_iter().find(|sort| sort.code() == code) {
            Some(sort) => self.query.sort = sort,
            None => self.notice("sort", "並び順の指定を読み取れません。新着順で表示しました。"),
        }
    }

    fn page(&mut self, values: &[&str]) {
        let Some(text) = self.one("page", values) else { return };
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse::<usize>() {
            Ok(page) if digits && (1..=HIGHEST_PAGE).contains(&page) => self.query.page = page,
            _ => self.notice("page", "ページの指定を読み取れません。はじめのページを表示しました。"),
        }
    }
}

#[cfg(test)]
mod tests;
