//! Totals and pages equal those of a search that reads every posting.

use domain::{
    fold::fold,
    posting::{Posting, PostingNumber, Viewer},
    search_query::{CHOICES, SearchQuery, Sort, SortKey},
};
use proptest::prelude::*;

use super::{Fixture, posting, today};

/// Everything that matches, in the order of the list, found the slow way: each posting, as its viewer sees it, is
/// asked for each condition.
fn by_reading_all(postings: &[Posting], query: &SearchQuery, viewer: Viewer) -> Vec<SortKey> {
    let open = postings.iter().filter(|posting| posting.is_open_on(today()));
    let seen = open.filter_map(|posting| posting.seen_by(viewer));
    let matching = seen.filter(|seen| query.matches(seen, today()));
    let mut keys: Vec<SortKey> = matching.map(|seen| query.sort_key(&seen)).collect();
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys
}

/// Walks all pages, by number and by cursor.
fn assert_equal(index: &Fixture, expected: &[SortKey], query: &SearchQuery, viewer: Viewer) {
    let size = query.page_size;
    let pages = expected.len().div_ceil(size);
    let mut next = query.on_page(1);
    for page in 1..=pages + 1 {
        let on_page: Vec<SortKey> = expected.iter().skip((page - 1) * size).take(size).copied().collect();
        let numbers: Vec<PostingNumber> = on_page.iter().map(|key| key.number).collect();
        for asked in [&query.on_page(page), &next] {
            let found = index.finder.find(asked, viewer, today()).unwrap();
            assert_eq!(found.total, expected.len(), "{asked:?} {viewer:?}");
            assert_eq!(found.numbers, numbers, "{asked:?} {viewer:?}");
        }
        if let Some(last) = on_page.last() {
            next = next.next_after(*last);
        }
    }
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
    pub(crate) fn a_posting()(
        texts in prop::collection::vec(text(), 4),
        scope in 1..=4_u8,
        received in 0..5_i32,
        deadline in prop::sample::select(vec!["2026-11-19", "2026-11-20", "2026-11-21"]),
        place in prop::sample::select(vec![("東京都", "13112"), ("東京都", "13101"), ("大阪府", "27127"), ("", "")]),
        kind in prop::sample::select(vec![("フルタイム", "正社員"), ("パート", "パート労働者"), ("パート(障)", "正社員以外")]),
        wage in prop::sample::select(vec![("月給", "200000", "250000"), ("時給", "1200", "1300"), ("", "", ""), ("日給", "9600", "9600")]),
        facts in a_postings_facts(),
    ) -> Vec<(&'static str, String)> {
        let mut columns = facts;
        columns.extend([
            ("職種", format!("職{}", texts[0])), ("仕事の内容", texts[1].clone()), ("事業所名", texts[2].clone()),
            ("ふしぎな欄", texts[3].clone()), ("公開範囲", scope.to_string()),
            ("受付年月日", format!("2026-11-0{}", received + 1)), ("紹介期限日", deadline.to_owned()),
            ("就業場所都道府県", place.0.to_owned()), ("就業場所市区町村コード", place.1.to_owned()),
            ("求人区分", kind.0.to_owned()), ("雇用形態", kind.1.to_owned()),
            ("賃金形態", wage.0.to_owned()), ("賃金下限", wage.1.to_owned()), ("賃金上限", wage.2.to_owned()),
        ]);
        columns
    }
}

/// One of some values of a column.
fn one_of(
    column: &'static str,
    values: &'static [&'static str],
) -> impl Strategy<Value = (&'static str, String)> {
    prop::sample::select(values).prop_map(move |value| (column, value.to_owned()))
}

prop_compose! {
    /// What the conditions ask of a posting beside its words.
    fn a_postings_facts()(
        first in (
            one_of("職業分類コード", &["", "029-02", "029-01", "050-03", "083-02"]),
            one_of("産業分類コード", &["", "814", "831", "391"]),
            one_of("年齢下限", &["", "18"]),
            one_of("年齢上限", &["", "59", "64"]),
            one_of("就業時間", &["", "（１）08時30分～17時30分", "交替制（シフト制）（１）07時00分～16時00分（２）22時00分～07時00分", "又は9時00分～18時00分の時間の間の3時間以上"]),
            one_of("時間外労働月平均", &["", "0", "10", "45"]),
            one_of("年間休日数", &["", "96", "120", "0"]),
            one_of("休日", &["", "土日祝日", "日祝日その他", "水曜日その他"]),
        ),
        second in (
            one_of("必要な免許・資格", &["", "普通自動車免許 必須（ＡＴ限定可）", "保育士", "看護師|保育士"]),
            one_of("加入保険", &["", "雇用・労災・健康・厚生", "労災"]),
            one_of("学歴", &["不問", "大学以上"]),
            one_of("必要な経験", &["不問", "あれば尚可"]),
            one_of("こだわり条件", &["", "転勤なし|駅近(徒歩10分以内)", "経験不問|書類選考なし"]),
            one_of("従業員数", &["", "9", "10", "1200"]),
            one_of("定年制", &["", "あり（６０歳）", "なし"]),
            one_of("就業場所の最寄り駅", &["", "ＪＲ山手線　大崎駅", "東武伊勢崎線　越谷駅"]),
        ),
        establishment in one_of("事業所番号", &["", "1301-123456-7", "2701-000001-1"]),
    ) -> Vec<(&'static str, String)> {
        let (a, b, c, d, e, f, g, h) = first;
        let (i, j, k, l, m, n, o, p) = second;
        vec![a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, establishment]
    }
}

/// One condition as an address says it; nothing else of the query has its name.
fn a_condition() -> impl Strategy<Value = (&'static str, String)> {
    let boxes: Vec<(&'static str, String)> = CHOICES
        .iter()
        .flat_map(|choices| choices.values.iter().map(|choice| (choices.name, choice.code.to_owned())))
        .collect();
    let others = [
        ("not", "介護"),
        ("not", "一"),
        ("in", "title"),
        ("in", "work"),
        ("in", "employer"),
        ("in", "other"),
        ("match", "any"),
        ("job", "05"),
        ("job", "0501"),
        ("job", "0301"),
        ("occupation", "029"),
        ("occupation", "029-02"),
        ("industry", "81"),
        ("age", "17"),
        ("age", "18"),
        ("age", "60"),
        ("wage_month", "200000"),
        ("wage_month", "201601"),
        ("wage_hour", "1200"),
        ("wage_hour", "1201"),
        ("allowances", "1"),
        ("from", "8:30"),
        ("to", "17:30"),
        ("from", "21:00"),
        ("overtime_max", "10"),
        ("annual_holidays", "96"),
        ("annual_holidays", "0"),
        ("retirement_age", "60"),
        ("retirement_age", "65"),
        ("employer", "大塚"),
        ("employer", "株式会社"),
        ("employer", "が"),
        ("employer_not", "1"),
        ("number", "13010-00000003"),
        ("establishment", "1301-123456-7"),
        ("line", "001-214"),
        ("new", "2"),
        ("new", "7"),
        ("size", "10"),
        ("prefecture", "27"),
    ];
    let others = others.map(|(name, value)| (name, value.to_owned()));
    prop_oneof![prop::sample::select(boxes), prop::sample::select(others.to_vec())]
}

prop_compose! {
    pub(crate) fn a_query()(
        words in prop::collection::vec(text(), 0..3),
        part in any::<prop::sample::Index>(),
        prefecture in prop::sample::select(vec!["", "", "13", "27"]),
        municipality in prop::sample::select(vec!["", "", "13101", "27127"]),
        category in prop::sample::select(vec!["", "", "full", "part"]),
        employment in prop::sample::select(vec!["", "", "1", "5"]),
        sort in prop::sample::select(Sort::ALL.to_vec()),
        conditions in prop::collection::vec(a_condition(), 0..3),
        quoted in any::<bool>(),
    ) -> SearchQuery {
        // Also parts that begin and end in the middle of a word.
        let words: Vec<String> = words.into_iter().map(|word| {
            let chars: Vec<char> = word.chars().collect();
            let from = part.index(chars.len());
            chars[from..].iter().take(1 + part.index(7)).collect()
        }).collect();
        let mut words = words.join(" ");
        if quoted {
            words = format!("\"{words}\"");
        }
        let usual = [
            ("words", words.as_str()), ("prefecture", prefecture), ("municipality", municipality),
            ("category", category), ("employment", employment), ("sort", sort.code()),
        ];
        let further = conditions.iter().map(|(name, value)| (*name, value.as_str()));
        SearchQuery::from_pairs(usual.into_iter().chain(further)).0
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

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
        let (everything, mut asked) = (SearchQuery::default(), Vec::new());
        for query in queries.iter().chain([&everything]) {
            for viewer in [Viewer::Anyone, Viewer::RegisteredSeeker] {
                asked.push((query, viewer, by_reading_all(&postings, query, viewer)));
            }
        }
        for folded in [false, true] {
            if folded {
                assert!(index.feeder.fold().unwrap());
                assert_eq!(index.feeder.scatter().beside, 0);
            }
            for (query, viewer, expected) in &asked {
                assert_equal(&index, expected, query, *viewer);
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
