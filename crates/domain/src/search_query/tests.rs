use proptest::prelude::*;

use super::*;

fn read(pairs: &[(&str, &str)]) -> (SearchQuery, Vec<&'static str>) {
    let (query, notices) = SearchQuery::from_pairs(pairs.iter().copied());
    for notice in &notices {
        assert!(notice.sentence.ends_with('。'), "{notice:?}");
    }
    (query, notices.into_iter().map(|notice| notice.field).collect())
}

#[test]
fn nothing_asked_is_everything_newest_first() {
    let (query, notices) = read(&[("words", "　"), ("prefecture", ""), ("unknown", "x"), ("page", "")]);
    assert_eq!(query, SearchQuery::default());
    assert!(notices.is_empty());
    assert!(query.to_pairs().is_empty());
}

#[test]
fn a_url_reads_back_as_the_same_query() {
    let pairs = [
        ("words", "介護　夜勤 JavaScript"),
        ("prefecture", "13"),
        ("municipality", "13112"),
        ("municipality", "13101"),
        ("category", "part"),
        ("employment", "7"),
        ("employment", "5"),
        ("sort", "upper"),
        ("page", "3"),
    ];
    let (query, notices) = read(&pairs);
    assert!(notices.is_empty());
    assert_eq!(query.words, ["介護", "夜勤", "JavaScript"]);
    assert_eq!(query.municipalities, ["13101", "13112"]);
    assert_eq!(query.time, Some(WorkingTime::Part));
    assert_eq!(query.employments, [EmploymentKind::PartTimer, EmploymentKind::OpenEndedDispatchedPartTimer]);
    assert_eq!((query.sort, query.page, query.offset()), (Sort::UpperWage, 3, 60));
    let again = query.to_pairs();
    let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(read(&again).0, query);
}

#[test]
fn fifty_characters_are_searched_and_the_fifty_first_is_told() {
    let fifty = "あ".repeat(50);
    assert_eq!(
        read(&[("words", &fifty)]),
        (SearchQuery { words: vec![fifty.clone()], ..Default::default() }, vec![])
    );
    let (query, notices) = read(&[("words", &format!("{fifty}い"))]);
    assert_eq!((query.words, notices), (vec![fifty], vec!["words"]));
    let (query, notices) = read(&[("words", &"語 ".repeat(100_000))]);
    assert_eq!((query.words, notices), (vec!["語".to_owned()], vec!["words"]));
}

#[test]
fn five_municipalities_are_searched_and_the_sixth_is_told() {
    let codes = ["13101", "13102", "13103", "13104", "13105", "13106"];
    let pairs: Vec<_> = codes.iter().map(|code| ("municipality", *code)).collect();
    let (query, notices) = read(&pairs[..5]);
    assert_eq!((query.municipalities.len(), notices), (5, vec![]));
    let (query, notices) = read(&pairs);
    assert_eq!((query.municipalities.len(), notices), (5, vec!["municipality"]));
    assert_eq!(query.municipalities, codes[..5]);
}

#[test]
fn a_municipality_alone_names_its_prefecture_and_one_of_another_prefecture_is_dropped() {
    let (query, notices) = read(&[("municipality", "27127")]);
    assert_eq!((query.prefecture.map(Prefecture::name), notices), (Some("大阪府"), vec![]));
    let (query, notices) =
        read(&[("prefecture", "27"), ("municipality", "13112"), ("municipality", "27127")]);
    assert_eq!((query.municipalities, notices), (vec!["27127".to_owned()], vec!["municipality"]));
}

#[test]
fn both_kinds_of_working_time_are_no_condition() {
    assert_eq!(read(&[("category", "full"), ("category", "part")]).0.time, None);
    assert_eq!(read(&[("category", "full"), ("category", "full")]).0.time, Some(WorkingTime::Full));
}

#[test]
fn what_cannot_be_read_is_left_out_and_told() {
    for (field, value) in [
        ("prefecture", "48"),
        ("prefecture", "東京都"),
        ("municipality", "1310"),
        ("municipality", "99101"),
        ("category", "フル"),
        ("employment", "8"),
        ("sort", "wage"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "+2"),
        ("page", "1000001"),
        ("page", "99999999999999999999999999"),
    ] {
        assert_eq!(read(&[(field, value)]), (SearchQuery::default(), vec![field]), "{field}={value}");
    }
    assert_eq!(read(&[("page", "1000000")]).0.page, 1_000_000);
    assert_eq!(read(&[("employment", "8"), ("employment", "9")]).1, ["employment"]);
}

#[test]
fn repeated_single_conditions_are_told_and_the_first_holds() {
    let (query, notices) =
        read(&[("prefecture", "13"), ("prefecture", "27"), ("words", "a"), ("words", "b")]);
    assert_eq!((query.prefecture.map(Prefecture::number), notices), (Some(13), vec!["prefecture"]));
    assert_eq!(query.words, ["a", "b"]);
}

#[test]
fn other_pages_and_orders_keep_the_conditions() {
    let (query, _) = read(&[("words", "事務"), ("sort", "lower"), ("page", "4")]);
    assert_eq!(
        query.on_page(2).to_pairs(),
        [("words", "事務".into()), ("sort", "lower".into()), ("page", "2".into())]
    );
    assert_eq!(query.sorted(Sort::Newest).to_pairs(), [("words", "事務".to_owned())]);
}

proptest! {
    #[test]
    fn whatever_stands_in_a_url_its_reading_is_stable(pairs in prop::collection::vec((
        prop::sample::select(vec!["words", "prefecture", "municipality", "category", "employment", "sort", "page"]),
        prop_oneof!["\\PC{0,60}", "[0-9]{1,6}", "(full|part|new|lower|upper)", "[ 　ｱ-ﾝ゙゚あ-ん]{0,60}"],
    ), 0..12)) {
        let (query, _) = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let canonical = query.to_pairs();
        let (again, notices) = SearchQuery::from_pairs(canonical.iter().map(|(name, value)| (*name, value.as_str())));
        prop_assert_eq!(&again, &query);
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(again.to_pairs(), canonical);
    }
}
