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
    let (query, notices) = read(&[("age", "40"), ("age", "50"), ("words", "a"), ("words", "b")]);
    assert_eq!((query.age, notices), (Some(40), vec!["age"]));
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

fn written(query: &SearchQuery) -> Vec<(&'static str, String)> {
    let pairs = query.to_pairs();
    let again = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    assert_eq!(again, (query.clone(), vec![]), "{pairs:?}");
    pairs
}

/// A value for every name of a form, good and bad ones.
fn a_pair() -> impl Strategy<Value = (&'static str, String)> {
    let names: Vec<&'static str> =
        NAMES.into_iter().chain(CHOICES.iter().map(|choices| choices.name)).collect();
    let value = prop_oneof![
        2 => "\\PC{0,60}",
        4 => "[0-9]{1,6}",
        2 => "[1-9]",
        1 => "0[1-9]",
        1 => "0[1-9]0[1-9]",
        1 => "(13|14|27|23)1(0|1|2)[1-9]",
        1 => "[0-2][0-9]{2}-[0-2][0-9]{2}",
        1 => "0[0-9]{2}-0[1-9]",
        1 => "[0-9]{1,2}:[0-5]0",
        1 => "[0-9]{5}-[0-9]{1,8}",
        1 => "[0-9]{4}-[0-9]{1,6}-[0-9]",
        1 => "-?[0-9]{1,8}\\.2026-1[0-2]-[0-3][0-9]\\.[0-9]{1,13}",
        1 => "(full|part|new|lower|upper|deadline|holidays|relevance|any|free|limited|title|work|employer)",
        3 => "[ 　ｱ-ﾝ゙゚あ-ん\"「」『』“”＂a-c]{0,60}",
    ];
    (prop::sample::select(names), value)
}

/// The names of a form that are no boxes.
const NAMES: [&str; 35] = [
    "words",
    "match",
    "not",
    "in",
    "prefecture",
    "municipality",
    "line",
    "category",
    "employment",
    "job",
    "occupation",
    "industry",
    "age",
    "wage_month",
    "wage_hour",
    "allowances",
    "from",
    "to",
    "overtime_max",
    "annual_holidays",
    "retirement_age",
    "licence",
    "licence_not",
    "employer",
    "employer_not",
    "number",
    "establishment",
    "new",
    "sort",
    "size",
    "page",
    "after",
    "feature",
    "day_off",
    "audience",
];

proptest! {
    #[test]
    fn whatever_stands_in_a_url_its_reading_is_stable(pairs in prop::collection::vec(a_pair(), 0..40)) {
        let (query, notices) = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        for notice in notices {
            prop_assert!(notice.sentence.ends_with('。'));
        }
        let canonical = query.to_pairs();
        let (again, notices) = SearchQuery::from_pairs(canonical.iter().map(|(name, value)| (*name, value.as_str())));
        prop_assert_eq!(&again, &query);
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(again.to_pairs(), canonical);
    }

    #[test]
    fn every_condition_can_be_taken_away_by_itself(pairs in prop::collection::vec(a_pair(), 0..40)) {
        let (query, _) = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        let all = query.conditions();
        for condition in &all {
            prop_assert!(!condition.in_words(&|_| None).is_empty());
            let wider = query.without(condition);
            let left: Vec<Condition> = all.iter().filter(|other| *other != condition).cloned().collect();
            prop_assert_eq!(wider.conditions(), left);
            written(&wider);
        }
    }
}

mod limits;
mod lists;
mod meaning;
mod naming;
