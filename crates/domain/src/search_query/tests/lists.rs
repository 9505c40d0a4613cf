//! Orders of a list and the way from page to page.

use super::{meaning::posting, *};
use crate::posting::Viewer;

fn key(pairs: &[(&str, &str)], columns: &[(&str, &str)]) -> SortKey {
    read(pairs).0.sort_key(&posting(columns).seen_by(Viewer::Anyone).unwrap())
}

#[test]
fn each_order_puts_the_better_posting_first() {
    for (sort, better, worse) in [
        ("new", ("受付年月日", "2026-11-15"), ("受付年月日", "2026-11-14")),
        ("lower", ("賃金下限", "200001"), ("賃金下限", "200000")),
        ("upper", ("賃金上限", "250001"), ("賃金上限", "250000")),
        ("deadline", ("紹介期限日", "2026-12-31"), ("紹介期限日", "2027-01-01")),
        ("holidays", ("年間休日数", "121"), ("年間休日数", "120")),
        ("holidays", ("年間休日数", "1"), ("年間休日数", "")),
        ("relevance", ("職種", "介護と夜勤"), ("職種", "介護")),
    ] {
        let pairs = [("sort", sort), ("words", "介護 夜勤")];
        assert!(key(&pairs, &[better]) > key(&pairs, &[worse]), "{sort}");
    }
}

#[test]
fn equal_postings_stand_newest_first_and_then_by_number() {
    for sort in Sort::ALL {
        let pairs = [("sort", sort.code()), ("words", "介護")];
        let deadline = ("紹介期限日", "2026-12-31");
        let newer = key(&pairs, &[("受付年月日", "2026-11-15"), deadline]);
        assert!(newer > key(&pairs, &[("求人番号", "99999-99999999"), deadline]), "{sort:?}");
        assert!(key(&pairs, &[("求人番号", "13070-12345672")]) > key(&pairs, &[]), "{sort:?}");
    }
}

#[test]
fn relevance_counts_words_with_their_synonyms_and_phrases() {
    let first = |words, title| key(&[("sort", "relevance"), ("words", words)], &[("職種", title)]).first;
    assert_eq!(first("特別養護老人ホーム 夜勤", "介護職員（特養）"), 1);
    assert_eq!(first("特養 介護", "介護職員（特養）"), 2);
    assert_eq!(first("「特別養護老人ホーム」", "介護職員（特養）"), 0);
    assert_eq!(first("「介護職員 （特養）」", "介護職員（特養）"), 1);
}

#[test]
fn the_next_page_begins_behind_the_last_posting_and_every_other_way_forgets_it() {
    let (query, _) = read(&[("words", "介護"), ("page", "7")]);
    let last = key(&[], &[]);
    let next = query.next_after(last);
    assert_eq!((next.page, next.after), (8, Some(last)));
    let text = "0.2026-11-14.1307012345671";
    assert_eq!(written(&next), [("words", "介護".into()), ("page", "8".into()), ("after", text.to_owned())]);
    assert_eq!(next.on_page(3).after, None);
    assert_eq!(next.sorted(Sort::LowerWage).after, None);
    let wider = next.without(&next.conditions()[0]);
    assert_eq!(wider, SearchQuery::default());
}

proptest! {
    #[test]
    fn keys_are_read_back_and_ordered_as_they_are(
        keys in prop::collection::vec((-99_991_231..99_999_999_i64, 0..9_000_i32, 0..10_000_000_000_000_u64), 2)
    ) {
        let keys: Vec<SortKey> = keys.into_iter().map(|(first, days, number)| SortKey {
            first,
            received_on: Date::new(2020, 1, 1).unwrap().saturating_add(jiff::Span::new().days(days)),
            number: PostingNumber::from_value(number).unwrap(),
        }).collect();
        for key in &keys {
            prop_assert_eq!(SortKey::parse(&key.to_string()), Some(*key));
        }
        let tuple = |key: &SortKey| (key.first, key.received_on, key.number);
        prop_assert_eq!(keys[0].cmp(&keys[1]), tuple(&keys[0]).cmp(&tuple(&keys[1])));
    }
}
