//! One search has one address: what a browser makes of the form leads there.

use axum::{body::Body, http::Request};
use domain::search_query::SearchQuery;
use testkit::Visitor;

use super::{everything, path, sites};

async fn asked(visitor: &mut Visitor, path: &str) -> (u16, String) {
    let page = visitor.raw(Request::get(path).body(Body::empty()).unwrap()).await;
    (page.status.as_u16(), page.header("location").to_owned())
}

#[tokio::test]
async fn empty_fields_and_other_ways_to_say_it_lead_to_the_canonical_address() {
    let ways = [
        ("/search?words=&prefecture=13&age=&number=&number=", "/search?prefecture=13"),
        ("/search?prefecture=&words=", "/search"),
        ("/search?category=full&category=part", "/search"),
        ("/search?category=full&words=a", "/search?words=a&category=full"),
        ("/search?age=%EF%BC%94%EF%BC%95", "/search?age=45"),
        ("/search?match=all&words=a&page=1&sort=new&size=30", "/search?words=a"),
        ("/search?municipality=13101", "/search?prefecture=13&municipality=13101"),
        ("/search?surprise=1", "/search"),
        ("/search?only=number&words=a&number=13010-1", "/search?number=13010-00000001"),
    ];
    for site in sites().await {
        let mut visitor = site.visitor();
        for (typed, canonical) in ways {
            let (status, location) = asked(&mut visitor, typed).await;
            assert_eq!((status, location.as_str()), (303, canonical), "{}: {typed}", site.name);
            // No fragment: the browser keeps the one it had.
            assert_eq!(asked(&mut visitor, canonical).await.0, 200, "{}: {canonical}", site.name);
        }
    }
}

#[tokio::test]
async fn the_canonical_address_is_answered_whatever_is_asked_and_however_it_is_encoded() {
    let mut pairs = everything();
    pairs.reverse();
    let (query, _) = SearchQuery::from_pairs(pairs.iter().copied());
    let odd = ["a%2Bb%26c%3Dd", "%22a+b%22", "100%25", "%EF%BD%9C%E3%80%8A%E3%80%8B"];
    for site in sites().await {
        let mut visitor = site.visitor();
        let canonical = seeker::search::address(&query);
        assert_eq!(asked(&mut visitor, &path(&pairs)).await, (303, canonical.clone()), "{}", site.name);
        assert_eq!(asked(&mut visitor, &canonical).await.0, 200, "{}", site.name);
        for words in odd {
            let (status, location) = asked(&mut visitor, &format!("/search?words={words}")).await;
            if status == 303 {
                assert_eq!(asked(&mut visitor, &location).await.0, 200, "{}: {location}", site.name);
            } else {
                assert_eq!(status, 200, "{}: {words}", site.name);
            }
        }
        // %20 and + are the same space.
        assert_eq!(asked(&mut visitor, "/search?words=a%20b").await.0, 200, "{}", site.name);
        assert_eq!(asked(&mut visitor, "/search?words=a+b").await.0, 200, "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_left_out_is_told_before_the_address_changes() {
    for site in sites().await {
        let mut visitor = site.visitor();
        for wrong in ["/search?age=abc&words=", "/search?sort=x", "/search?only=number&number=abc"] {
            assert_eq!(asked(&mut visitor, wrong).await.0, 200, "{}: {wrong}", site.name);
        }
        let numbers = "/search?only=number&words=%E5%AE%87%E5%AE%99&number=13010-2&number=abc";
        let page = visitor.get(numbers).await;
        assert!(page.says("1件中") && page.says("13010-00000002"), "{}: nothing else is asked", site.name);
    }
}

#[tokio::test]
async fn order_and_size_of_the_page_stay_when_the_form_is_sent_and_the_page_does_not() {
    for site in sites().await {
        let mut visitor = site.visitor();
        visitor.get("/search?sort=deadline&size=10&page=2").await;
        let page = visitor.submit("検索", &[("フルタイム", "full")]).await;
        assert_eq!(page.path, "/search?category=full&sort=deadline&size=10", "{}", site.name);
    }
}
