//! Reading a query from the pairs of an address or a form; what was left out is told.

mod lists;
mod numbers;
mod place;

use super::{
    CHOICES, How, LONGEST_EMPLOYER, MOST_PAIRS, MOST_WORDS, PAGE_SIZES, SearchQuery, Sort, SortKey,
    free_words::{Piece, Pieces},
};
use crate::{
    fold::fold,
    japanese::one_line,
    posting::{TextField, facts::Flag},
    search_query::{Item, boxes::Choices},
};

/// Highest page number that is understood.
const HIGHEST_PAGE: usize = 1_000_000;

/// Something in a URL that was left out or cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The field it is about, the name in the URL; `pairs` where it is about all of them.
    pub field: &'static str,
    /// The sentence for the person who searches.
    pub sentence: String,
}

/// Reads a query and collects what was left out.
struct Reader<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    query: SearchQuery,
    notices: Vec<Notice>,
}

impl SearchQuery {
    /// Reads the pairs of a URL, [`MOST_PAIRS`] at most: every name looks through all of them. Blank ones and
    /// names that are not known are left alone.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Notice>) {
        let mut typed = pairs.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let pairs = typed.by_ref().take(MOST_PAIRS).collect();
        let mut reader = Reader { pairs, query: Self::default(), notices: Vec::new() };
        if typed.next().is_some() {
            reader.notice("pairs", format!("条件が多すぎます。はじめの{MOST_PAIRS}個の条件で探しました。"));
        }
        reader.words();
        reader.places();
        reader.lines();
        reader.kinds_of_work();
        reader.numbers();
        reader.employer();
        CHOICES.iter().for_each(|choices| reader.boxes(choices));
        reader.list();
        reader.tidy();
        (reader.query, reader.notices)
    }

    /// Leaves out what says nothing without free words.
    pub(super) fn tidy_words(&mut self) {
        let count = self.words.len() + self.phrases.len();
        self.any_word &= count > 1;
        if count == 0 || self.word_fields.len() == TextField::ALL.len() {
            self.word_fields.clear();
        }
    }
}

impl<'a> Reader<'a> {
    /// The values of a name, without blank ones.
    fn values(&self, name: &str) -> Vec<&'a str> {
        self.pairs.iter().filter(|(key, _)| *key == name).map(|(_, value)| value.trim()).collect()
    }

    /// Tells a sentence about a field, once.
    fn notice(&mut self, field: &'static str, sentence: impl Into<String>) {
        let notice = Notice { field, sentence: sentence.into() };
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// 「沿線の指定を読み取れません。沿線の条件を外しました。」
    fn unreadable(&mut self, field: &'static str, title: &str) {
        self.notice(field, format!("{title}の指定を読み取れません。{title}の条件を外しました。"));
    }

    /// One value of a field that takes one; several different ones are told.
    fn one(&mut self, field: &'static str) -> Option<&'a str> {
        let values = self.values(field);
        let first = *values.first()?;
        if values.iter().any(|value| *value != first) {
            self.notice(field, "同じ条件が2回以上指定されています。はじめの条件で探しました。");
        }
        Some(first)
    }

    /// True for a box that is ticked.
    fn ticked(&mut self, field: &'static str, title: &str) -> bool {
        match self.one(field) {
            None => false,
            Some("1") => true,
            Some(_) => {
                self.unreadable(field, title);
                false
            }
        }
    }

    fn words(&mut self) {
        let typed = Pieces::of(&self.values("words").join(" "));
        for piece in self.at_most("words", "フリーワード", typed) {
            let list = if piece.quoted { &mut self.query.phrases } else { &mut self.query.words };
            list.push(piece.text);
        }
        match self.one("match") {
            None | Some("all") => {}
            Some("any") => self.query.any_word = true,
            Some(_) => self.notice(
                "match",
                "フリーワードの探し方を読み取れません。すべての言葉を含む求人を探しました。",
            ),
        }
        let typed = Pieces::of(&self.values("not").join(" ")).verbatim();
        let excluded = self.at_most("not", "除く言葉", typed);
        self.query.excluded_words = excluded.into_iter().map(|piece| piece.text).collect();
        for code in self.values("in") {
            match TextField::from_code(code) {
                Some(field) => self.query.word_fields.push(field),
                None => self.unreadable("in", "フリーワードを探す項目"),
            }
        }
        self.query.word_fields.sort_unstable();
        self.query.word_fields.dedup();
        self.query.tidy_words();
    }

    /// The first [`MOST_WORDS`] pieces. What was left out is told by one sentence: where there are too many, what
    /// was cut stood behind those that are kept.
    fn at_most(&mut self, field: &'static str, title: &str, typed: Pieces) -> Vec<Piece> {
        let mut pieces = typed.pieces;
        if pieces.len() > MOST_WORDS {
            pieces.truncate(MOST_WORDS);
            let told = format!("{title}は{MOST_WORDS}個までです。はじめの{MOST_WORDS}個で探しました。");
            self.notice(field, told);
        } else if typed.cut {
            self.notice(field, format!("{title}は50文字までです。はじめの50文字で探しました。"));
        }
        pieces
    }

    fn employer(&mut self) {
        let Some(typed) = self.one("employer") else { return };
        let name = one_line(typed);
        if fold(&name).is_empty() {
            return;
        }
        let cut: String = name.chars().take(LONGEST_EMPLOYER).collect();
        if cut.len() < name.len() {
            self.notice("employer", "事業所名は60文字までです。はじめの60文字で探しました。");
        }
        cut.trim_end().clone_into(&mut self.query.employer);
        self.query.without_employer =
            self.ticked("employer_not", "事業所名をのぞくかどうか") && !self.query.employer.is_empty();
    }

    fn boxes(&mut self, choices: &Choices) {
        let values = self.values(choices.name);
        if choices.how == How::One {
            let Some(code) = self.one(choices.name) else { return };
            self.tick(choices, code);
        } else {
            values.into_iter().for_each(|code| self.tick(choices, code));
        }
    }

    fn tick(&mut self, choices: &Choices, code: &str) {
        if !self.query.boxes.tick(choices.item, code) {
            self.unreadable(choices.name, choices.title);
        }
    }

    fn list(&mut self) {
        if let Some(code) = self.one("sort") {
            match Sort::ALL.into_iter().find(|sort| sort.code() == code) {
                Some(sort) => self.query.sort = sort,
                None => self.notice("sort", "並び順の指定を読み取れません。新着順で表示しました。"),
            }
        }
        if let Some(text) = self.one("size") {
            match PAGE_SIZES.into_iter().find(|size| size.to_string() == text) {
                Some(size) => self.query.page_size = size,
                None => self.notice("size", "表示する件数の指定を読み取れません。30件ずつ表示しました。"),
            }
        }
        if let Some(text) = self.one("page") {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            match text.parse::<usize>() {
                Ok(page) if digits && (1..=HIGHEST_PAGE).contains(&page) => self.query.page = page,
                _ => self.notice("page", "ページの指定を読み取れません。はじめのページを表示しました。"),
            }
        }
        if let Some(text) = self.one("after") {
            self.query.after = SortKey::parse(text);
            if self.query.after.is_none() {
                self.notice("after", "続きの位置を読み取れません。ページの番号で表示しました。");
            }
        }
    }

    /// Conditions that do not go together (domain 5.1: 年齢 is not asked of 新卒・既卒).
    fn tidy(&mut self) {
        let audiences: Vec<Flag> = self.query.boxes.of(Item::Audience).map(|value| value.flag).collect();
        let only_graduates = audiences == [Flag::Graduates];
        let ruled = self.query.boxes.of(Item::AgeRule).next().is_some();
        if only_graduates && (self.query.age.is_some() || ruled) {
            self.query.age = None;
            self.query.boxes.clear(Item::AgeRule);
            self.notice("age", "新卒・既卒求人では、年齢の条件を使えません。年齢の条件を外しました。");
        }
    }
}
