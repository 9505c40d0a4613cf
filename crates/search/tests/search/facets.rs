//! The counts beside the values that narrow a list equal those of reading every posting.

use domain::{
    posting::{
        Posting,
        Viewer::{self, Anyone, RegisteredSeeker},
        facts::JobKind,
    },
    prefecture::Prefecture,
    search_query::{Candidate, Condition, Facet, SearchQuery},
};
use proptest::prelude::*;

use super::{
    Fixture,
    oracle::{a_posting, a_query},
    posting, today,
};

/// The municipalities of the invented postings, and one in which there is none.
const MUNICIPALITIES: [u32; 4] = [13101, 13112, 13113, 27127];

/// Every value that a list of a query may offer.
fn offered(query: &SearchQuery) -> impl Iterator<Item = Facet> {
    let areas = query.areas();
    let near = move |number: &u32| {
        let prefecture = Prefecture::of_municipality(&format!("{number:05}"));
        areas.iter().any(|area| Some(area.prefecture) == prefecture)
    };
    let asked: Vec<JobKind> = query.jobs.iter().map(|job| job.group()).collect();
    let details = JobKind::details().filter(move |detail| asked.contains(&detail.group()));
    let towns = MUNICIPALITIES.into_iter().filter(near).map(Facet::Municipality);
    Facet::always().chain(details.map(Facet::Job)).chain(towns)
}

/// The counts found the slow way: each posting, as its viewer sees it, is asked for the value and for each condition
/// whose place the value does not take.
fn by_reading_all(postings: &[Posting], query: &SearchQuery, viewer: Viewer) -> Vec<(Facet, usize)> {
    let conditions = query.conditions();
    let open = postings.iter().filter(|posting| posting.is_open_on(today()));
    let seen: Vec<_> = open.filter_map(|posting| posting.seen_by(viewer)).collect();
    let candidates: Vec<Candidate<'_>> = seen.iter().map(|seen| Candidate::of(seen, today())).collect();
    let counted = offered(query).map(|facet| {
        let stay: Vec<&Condition> =
            conditions.iter().filter(|condition| !facet.replaces(condition)).collect();
        let own = facet.condition();
        let meets = |it: &&Candidate<'_>| own.holds(it) && stay.iter().all(|condition| condition.holds(it));
        (facet, candidates.iter().filter(meets).count())
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

fn assert_counts(index: &Fixture, postings: &[Posting], query: &SearchQuery, viewer: Viewer) {
    let (found, mut facets) = index.finder.find_with_facets(query, viewer, today()).unwrap();
    assert_eq!(found, index.finder.find(query, viewer, today()).unwrap(), "{query:?} {viewer:?}");
    let mut expected = by_reading_all(postings, query, viewer);
    for list in [&mut facets, &mut expected] {
        list.sort_by_key(|(facet, _)| format!("{facet:?}"));
    }
    assert_eq!(facets, expected, "{query:?} {viewer:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn counts_equal_those_of_reading_everything(
        rows in prop::collection::vec(a_posting(), 0..120),
        queries in prop::collection::vec(a_query(), 8),
        alternatives in prop::collection::vec(prop::sample::subsequence(
            vec![("prefecture", "13"), ("municipality", "13112"), ("job", "05"), ("job", "0301"), ("employment", "1"), ("feature", "06")],
            0..=6,
        ), 8),
    ) {
        let mut postings: Vec<Posting> = rows.iter().zip(1..).map(|(row, serial)| {
            let row: Vec<(&str, &str)> = row.iter().map(|(name, text)| (*name, text.as_str())).collect();
            posting(serial, &row)
        }).collect();
        let index = Fixture::new();
        // In two commits, so that there is more than one segment, with some put twice and some closed.
        index.put(&postings[..postings.len() / 2]);
        index.commit(1);
        index.put(&postings[postings.len() / 3..]);
        for closed in postings.split_off(postings.len() - postings.len() / 10) {
            index.close(closed.number);
        }
        index.commit(2);
        let few = alternatives.iter().map(|pairs| SearchQuery::from_pairs(pairs.iter().copied()).0);
        for query in queries.into_iter().chain(few) {
            for viewer in [Anyone, RegisteredSeeker] {
                assert_counts(&index, &postings, &query, viewer);
            }
        }
    }
}

/// The count beside a value of a list.
fn count(index: &Fixture, pairs: &[(&str, &str)], viewer: Viewer, facet: Facet) -> usize {
    let query = SearchQuery::from_pairs(pairs.iter().copied()).0;
    let (_, facets) = index.finder.find_with_facets(&query, viewer, today()).unwrap();
    facets.into_iter().find_map(|(other, count)| (other == facet).then_some(count)).unwrap_or(0)
}

fn tokyo() -> Facet {
    Facet::Prefecture(Prefecture::from_code("13").unwrap())
}

#[test]
fn where_hits_are_many_the_counts_are_the_same() {
    // More hits than are kept as a list, and values of many and of few documents.
    let care = |serial: u32| {
        let (code, kind) =
            if serial.is_multiple_of(2) { ("050-03", "正社員") } else { ("029-02", "正社員以外") };
        let place = if serial.is_multiple_of(97) { ("大阪府", "27127") } else { ("東京都", "13101") };
        let columns = [
            ("職種", "介護"),
            ("職業分類コード", code),
            ("雇用形態", kind),
            ("就業場所都道府県", place.0),
            ("就業場所市区町村コード", place.1),
        ];
        posting(serial, &columns)
    };
    let postings: Vec<Posting> = (1..=700).map(care).collect();
    let index = Fixture::with(&postings);
    for pairs in [
        &[("words", "介護")][..],
        &[("words", "介護"), ("prefecture", "13"), ("job", "05"), ("employment", "1")],
        &[("prefecture", "27"), ("employment", "2")],
        &[],
    ] {
        let query = SearchQuery::from_pairs(pairs.iter().copied()).0;
        assert_counts(&index, &postings, &query, Anyone);
    }
}

#[test]
fn an_alternative_is_counted_in_the_place_of_what_is_asked_for_and_a_feature_in_addition() {
    let at = |serial, prefecture, feature| {
        posting(serial, &[("就業場所都道府県", prefecture), ("こだわり条件", feature)])
    };
    let index =
        Fixture::with(&[at(1, "東京都", "転勤なし"), at(2, "東京都", ""), at(3, "大阪府", "転勤なし")]);
    let stays = Facet::always().find(|it| matches!(it, Facet::Feature(value) if value.code == "06")).unwrap();
    let osaka = [("prefecture", "27")];
    assert_eq!(count(&index, &osaka, Anyone, tokyo()), 2, "as if 大阪府 were not asked for");
    assert_eq!(count(&index, &osaka, Anyone, stays), 1, "in 大阪府");
    assert_eq!(count(&index, &[("feature", "06")], Anyone, tokyo()), 1);
    assert_eq!(
        count(&index, &[("feature", "06")], Anyone, stays),
        2,
        "of what is asked for, the count of the list"
    );
}

#[test]
fn counts_tell_no_viewer_who_the_employer_is() {
    let scopes = [1, 2, 3, 4].map(|scope: u32| {
        let columns = [
            ("公開範囲", scope.to_string()),
            ("事業所名", "大塚マート".to_owned()),
            ("就業場所都道府県", "東京都".to_owned()),
        ];
        let columns: Vec<(&str, &str)> = columns.iter().map(|(name, text)| (*name, text.as_str())).collect();
        posting(scope, &columns)
    });
    let index = Fixture::with(&scopes);
    for pairs in [[("employer", "大塚")], [("words", "大塚マート")]] {
        assert_eq!(count(&index, &pairs, Anyone, tokyo()), 1, "{pairs:?}");
        assert_eq!(count(&index, &pairs, RegisteredSeeker, tokyo()), 2, "{pairs:?}");
    }
    assert_eq!(count(&index, &[], Anyone, tokyo()), 3, "scope 4 is in no count");
    assert_eq!(count(&index, &[], RegisteredSeeker, tokyo()), 3);
}
