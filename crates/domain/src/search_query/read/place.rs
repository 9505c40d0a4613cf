//! 就業場所 and 沿線.

use std::collections::BTreeSet;

use super::Reader;
use crate::{
    posting::facts::RailwayLine,
    prefecture::{Prefecture, is_municipality_code},
    search_query::{LineRange, MOST_AREAS, MOST_LINES, MOST_MUNICIPALITIES},
};

impl Reader<'_> {
    pub(super) fn places(&mut self) {
        let codes = self.municipality_codes();
        let mut prefectures = self.prefectures();
        if prefectures.is_empty() {
            // A bookmark may name municipalities alone.
            prefectures = codes.iter().filter_map(|code| Prefecture::of_municipality(code)).collect();
        }
        let mut seen = BTreeSet::new();
        prefectures.retain(|prefecture| seen.insert(prefecture.number()));
        if prefectures.len() > MOST_AREAS {
            prefectures.truncate(MOST_AREAS);
            self.notice("prefecture", "就業場所は3つまで選べます。はじめの3つで探しました。");
        }
        // Only now: 「はじめの3つ」 are those that stand first in the address.
        prefectures.sort_unstable_by_key(|prefecture| prefecture.number());
        self.query.municipalities = self.within(codes, &prefectures);
        self.query.prefecture = prefectures.first().copied();
        self.query.further_prefectures = prefectures.into_iter().skip(1).collect();
    }

    fn prefectures(&mut self) -> Vec<Prefecture> {
        let mut prefectures = Vec::new();
        for code in self.values("prefecture") {
            match Prefecture::from_code(code) {
                Some(prefecture) => prefectures.push(prefecture),
                None => self.unreadable("prefecture", "都道府県"),
            }
        }
        prefectures
    }

    fn municipality_codes(&mut self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in self.values("municipality") {
            if !is_municipality_code(code) || Prefecture::of_municipality(code).is_none() {
                self.unreadable("municipality", "市区町村");
            } else if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    /// The municipalities of the prefectures that are searched, at most five of each.
    fn within(&mut self, codes: Vec<String>, prefectures: &[Prefecture]) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for code in codes {
            let prefecture = Prefecture::of_municipality(&code).filter(|it| prefectures.contains(it));
            let beside = kept.iter().filter(|other| Prefecture::of_municipality(other) == prefecture).count();
            match prefecture {
                None => {
                    let names: Vec<&str> = prefectures.iter().map(|prefecture| prefecture.name()).collect();
                    self.notice("municipality", format!("{}にない市区町村を外しました。", names.join("、")));
                }
                Some(_) if beside == MOST_MUNICIPALITIES => {
                    self.notice(
                        "municipality",
                        "市区町村は、1つの都道府県につき5つまで選べます。はじめの5つで探しました。",
                    );
                }
                Some(_) => kept.push(code),
            }
        }
        kept.sort_unstable();
        kept
    }

    pub(super) fn lines(&mut self) {
        for text in self.values("line") {
            match LineRange::parse(text) {
                Some(run) if self.query.lines.contains(&run) => {}
                Some(_) if self.query.lines.len() == MOST_LINES => {
                    self.notice("line", "沿線は3つまで選べます。はじめの3つで探しました。");
                }
                Some(run) => self.query.lines.push(run),
                None => self.unreadable("line", "沿線"),
            }
        }
        self.query.lines.sort_unstable();
    }
}

impl LineRange {
    /// `001`, or `001-002`; in whatever order the two stand.
    fn parse(text: &str) -> Option<Self> {
        let (one, other) = text.split_once('-').unwrap_or((text, text));
        let (one, other) = (RailwayLine::from_code(one)?, RailwayLine::from_code(other)?);
        Some(Self { from: one.min(other), to: one.max(other) })
    }
}
