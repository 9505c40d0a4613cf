//! Totals and pages equal those of a search that reads every posting.

use std::cmp::Reverse;

use domain::{
    fold::fold,
    posting::{Posting, Viewer},
    search_query::{PAGE_SIZE, SearchQuery, Sort},
};
use proptest::prelude::*;

use super::{Fixture, posting, today};

/// Everything that matches, in the order of the list, found the slow way.
fn by_reading_all(postings: &[Posting], query: &SearchQuery, viewer: Viewer) -> Vec<u64> {
    let viewers = if viewer == Viewer::Anyone { vec![viewer] } else { vec![Viewer::Anyone, viewer] };
    let mut matching: Vec<&Posting> = postings
        .iter()
        .filter(|posting| {
            let seen: Vec<_> = viewers.iter().filter_map(|viewer| posting.seen_by(*viewer)).collect();
            let texts: Vec<String> =
                seen.iter().flat_map(|seen| seen.searchable()).map(|text| fold(&text)).collect();
            let holds = |word: &String| texts.iter().any(|text| text.contains(&fold(word)));
            let place = &posting.workplace;
            !seen.is_empty()
                && posting.is_open_on(today())
                && query.words.iter().all(holds)
                && query.prefecture.is_none_or(|wanted| place.prefecture == Some(wanted))
                && (query.municipalities.is_empty()
                    || query.municipalities.contains(&place.municipality_code))
                && query.time.is_none_or(|time| posting.category.time == time)
                && (query.employments.is_empty() || query.employments.contains(&posting.employment))
        })
        .collect();
    matching.sort_by_key(|posting| {
        let wage = match query.sort {
            Sort::Newest | Sort::Deadline | Sort::AnnualHolidays | Sort::Relevance => 0,
            Sort::LowerWage => posting.wage.map_or(0, |wage| wage.comparable_lower()),
            Sort::UpperWage => posting.wage.map_or(0, |wage| wage.comparable_upper()),
        };
        Reverse((wage, posting.received_on, posting.number))
    });
    matching.into_iter().map(|posting| posting.number.value()).collect()
}

fn assert_equal(index: &Fixture, postings: &[Posting], query: &SearchQuery, viewer: Viewer) {
    let expected = by_reading_all(postings, query, viewer);
    let pages = expected.len().div_ceil(PAGE_SIZE);
    let mut all = Vec::new();
    for page in 1..=pages + 1 {
        let found = index.finder.find(&query.on_page(page), viewer, today()).unwrap();
        assert_eq!(found.total, expected.len(), "{query:?} {viewer:?}");
        assert_eq!(found.numbers.is_empty(), page > pages);
        assert!(found.numbers.len() == PAGE_SIZE || page >= pages);
        all.extend(found.numbers.into_iter().map(|number| number.value()));
    }
    assert_eq!(all, expected, "{query:?} {viewer:?}");
}

/// Text in all widths, with spaces, signs, and characters of four bytes.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "介護",
        "福祉",
        "士",
        "ケア",
        "ｹｱ",
        "けあ",
        "ﾏﾈｰｼﾞｬｰ",
        "マネージャー",
        "Ｊａｖａ",
        "JavaScript",
        "C++",
        "c#",
        "24",
        "２４",
        "時間",
        "☆",
        "㈱",
        "株式会社",
        "（株）",
        "　",
        " ",
        "\n",
        "ー",
        "－",
        "-",
        "𠮷",
        "😀",
        "が",
        "か\u{3099}",
        "大塚マート",
        "夜勤",
        "一",
        "○○",
        "ｶﾞ",
    ]);
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

prop_compose! {
    fn a_posting()(
        texts in prop::collection::vec(text(), 4),
        scope in 1..=4_u8,
        received in 0..5_i32,
        deadline in prop::sample::select(vec!["2026-11-19", "2026-11-20", "2026-11-21"]),
        place in prop::sample::select(vec![("東京都", "13112"), ("東京都", "13101"), ("大阪府", "27127"), ("", "")]),
        kind in prop::sample::select(vec![("フルタイム", "正社員"), ("パート", "パート労働者"), ("パート(障)", "正社員以外")]),
        wage in prop::sample::select(vec![("月給", "200000", "250000"), ("時給", "1200", "1300"), ("", "", ""), ("日給", "9600", "9600")]),
    ) -> Vec<(&'static str, String)> {
        vec![
            ("職種", format!("職{}", texts[0])), ("仕事の内容", texts[1].clone()), ("事業所名", texts[2].clone()),
            ("ふしぎな欄", texts[3].clone()), ("公開範囲", scope.to_string()),
            ("受付年月日", format!("2026-11-0{}", received + 1)), ("紹介期限日", deadline.to_owned()),
            ("就業場所都道府県", place.0.to_owned()), ("就業場所市区町村コード", place.1.to_owned()),
            ("求人区分", kind.0.to_owned()), ("雇用形態", kind.1.to_owned()),
            ("賃金形態", wage.0.to_owned()), ("賃金下限", wage.1.to_owned()), ("賃金上限", wage.2.to_owned()),
        ]
    }
}

prop_compose! {
    fn a_query()(
        words in prop::collection::vec(text(), 0..3),
        part in any::<prop::sample::Index>(),
        prefecture in prop::sample::select(vec!["", "", "13", "27"]),
        municipality in prop::sample::select(vec!["", "", "13101", "27127"]),
        category in prop::sample::select(vec!["", "", "full", "part"]),
        employment in prop::sample::select(vec!["", "", "1", "5"]),
        sort in prop::sample::select(vec!["new", "lower", "upper"]),
    ) -> SearchQuery {
        // Also parts that begin and end in the middle of a word.
        let words: Vec<String> = words.into_iter().map(|word| {
            let chars: Vec<char> = word.chars().collect();
            let from = part.index(chars.len());
            chars[from..].iter().take(1 + part.index(7)).collect()
        }).collect();
        let words = words.join(" ");
        SearchQuery::from_pairs([
            ("words", words.as_str()), ("prefecture", prefecture), ("municipality", municipality),
            ("category", category), ("employment", employment), ("sort", sort),
        ]).0
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn totals_and_pages_equal_those_of_reading_everything(
        rows in prop::collection::vec(a_posting(), 0..90),
        queries in prop::collection::vec(a_query(), 12),
    ) {
        let postings: Vec<Posting> = rows.iter().zip(1..).map(|(row, serial)| {
            let row: Vec<(&str, &str)> = row.iter().map(|(name, text)| (*name, text.as_str())).collect();
            posting(serial, &row)
        }).collect();
        let index = Fixture::new();
        // In two commits, so that there is more than one segment, and some are put twice.
        index.put(&postings[..postings.len() / 2]);
        index.commit(1);
        index.put(&postings[postings.len() / 3..]);
        index.commit(2);
        for folded in [false, true] {
            if folded {
                assert!(index.feeder.fold().unwrap());
                assert_eq!(index.feeder.scatter().beside, 0);
            }
            for query in queries.iter().chain([&SearchQuery::default()]) {
                assert_equal(&index, &postings, query, Viewer::Anyone);
                assert_equal(&index, &postings, query, Viewer::RegisteredSeeker);
            }
        }
    }
}

#[test]
fn every_part_of_a_text_is_found_in_any_width() {
    let title = "ＷＥＢｴﾝｼﾞﾆｱ（Ｊａｖａ／Ｃ＋＋）２４時間";
    let index = Fixture::with(&[posting(1, &[("職種", title)]), posting(2, &[])]);
    let spellings =
        [title.to_owned(), fold(title), title.to_lowercase(), "webえんじにあ(java/c++)24時間".to_owned()];
    for spelling in spellings {
        let chars: Vec<char> = spelling.chars().collect();
        for from in 0..chars.len() {
            // A mark of sound belongs to the character before it.
            if matches!(chars[from], 'ﾞ' | 'ﾟ') {
                continue;
            }
            for to in from + 1..=chars.len() {
                if chars.get(to).is_some_and(|c| matches!(c, 'ﾞ' | 'ﾟ')) {
                    continue;
                }
                let part: String = chars[from..to].iter().collect();
                let found = index.words(&part);
                assert!(found.contains(&1), "{part}");
                assert!(part.chars().count() < 3 || found == [1], "{part}");
            }
        }
    }
}

#[test]
fn no_word_spans_two_texts_of_a_posting() {
    let index = Fixture::with(&[posting(1, &[("職種", "甲乙"), ("仕事の内容", "丙丁")])]);
    assert_eq!(index.words("甲乙 丙丁"), [1]);
    assert_eq!(index.words("甲乙丙丁"), [0_u64; 0]);
    assert_eq!(index.words("乙丙"), [0_u64; 0]);
}

#[test]
fn all_words_must_be_there() {
    let index =
        Fixture::with(&[posting(1, &[("職種", "介護の夜勤")]), posting(2, &[("職種", "介護の日勤")])]);
    assert_eq!(index.words("介護　夜勤"), [1]);
    assert_eq!(index.words("介護"), [2, 1]);
    assert_eq!(index.words("介護 夜勤 日勤"), [0_u64; 0]);
}

#[test]
fn a_posting_is_found_on_its_last_day_and_not_after_it() {
    let index = Fixture::with(&[
        posting(1, &[("紹介期限日", "2026-11-19")]),
        posting(2, &[("紹介期限日", "2026-11-20")]),
        posting(3, &[("紹介期限日", "2026-11-21")]),
    ]);
    assert_eq!(index.find(&[], Viewer::Anyone), (2, vec![3, 2]));
}

#[test]
fn orders_are_total_and_wages_of_all_forms_are_compared_by_the_month() {
    let wage = |serial, form, lower, upper, day| {
        posting(serial, &[("賃金形態", form), ("賃金下限", lower), ("賃金上限", upper), ("受付年月日", day)])
    };
    let index = Fixture::with(&[
        wage(1, "月給", "200000", "300000", "2026-11-01"),
        wage(2, "時給", "1200", "1200", "2026-11-02"), // 201,600 a month
        wage(3, "月給", "200000", "200000", "2026-11-03"),
        wage(4, "年俸制", "4800000", "4800000", "2026-11-01"), // 400,000 a month
        posting(5, &[("受付年月日", "2026-11-03")]),
    ]);
    assert_eq!(index.find(&[], Viewer::Anyone).1, [5, 3, 2, 4, 1]);
    assert_eq!(index.find(&[("sort", "lower")], Viewer::Anyone).1, [4, 2, 3, 1, 5]);
    assert_eq!(index.find(&[("sort", "upper")], Viewer::Anyone).1, [4, 1, 2, 3, 5]);
}
