//! ふりがな and plain words (design/ui.md): on demand, in the templates' own words, never in what people wrote.

mod texts;
mod walk;

use axum::http::StatusCode;
use testkit::{TestSite, Visitor, sites};

const ASKED: &[(&str, &str)] =
    &[("return_to", "/login"), ("text_size", "normal"), ("contrast", "normal"), ("ruby", "ruby")];

async fn with_readings(site: &TestSite) -> Visitor {
    let mut visitor = site.visitor();
    visitor.post("/display", ASKED).await;
    visitor
}

#[tokio::test]
async fn readings_stand_over_fixed_texts_for_whoever_asked() {
    for site in sites(seeker::router).await {
        let mut visitor = with_readings(&site).await;
        let page = visitor.get("/").await;
        assert!(page.texts("footer rt").contains(&"きやく".to_owned()));
        assert!(!page.texts("main rt").is_empty(), "{}", site.name);
        let spoken = page.texts("rt:not([aria-hidden=\"true\"])");
        assert_eq!(spoken, Vec::<String>::new(), "a screen reader reads the words alone");
    }
}

#[tokio::test]
async fn all_others_see_the_words_alone_and_no_page_shows_the_marks() {
    for site in sites(seeker::router).await {
        let (mut plain, mut ruby) = (site.visitor(), with_readings(&site).await);
        for path in ["/", "/login", "/register", "/search", "/faq", "/words", "/nowhere", "/sitemap"] {
            let page = plain.get(path).await;
            assert_eq!(page.texts("rt"), Vec::<String>::new(), "{path}");
            for page in [page, ruby.get(path).await] {
                assert!(!page.body.contains('《'), "{path} {}", site.name);
            }
        }
    }
}

#[tokio::test]
async fn what_somebody_wrote_is_never_taken_for_a_reading() {
    for site in sites(seeker::router).await {
        let mut visitor = with_readings(&site).await;
        let page = visitor
            .get("/search?words=%EF%BD%9C%E5%A4%AA%E9%83%8E%E3%80%8A%E3%81%AF%E3%81%AA%E3%80%8B")
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body.contains("太郎&#12298;はな》"),
            "the words that were searched for stand there as typed"
        );
        assert!(!page.body.contains("<ruby>太郎"), "{}", site.name);
    }
}

#[tokio::test]
async fn the_terms_of_a_page_are_explained_on_it_and_all_of_them_on_one_page() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        let login = visitor.get("/login").await;
        assert!(login.texts(".to-words").contains(&"ことばの説明".to_owned()), "one press away");
        let explained = login.texts("#words-list dt");
        assert!(explained.iter().any(|term| term == "アカウント"), "{explained:?}");
        assert!(!explained.iter().any(|term| term == "賃金"), "only what stands on the page");
        let all = visitor.get("/words").await;
        assert_eq!(all.h1(), "ことばの説明");
        assert_eq!(all.texts(".words__list dt").len(), site::WORDS.len(), "{}", site.name);
    }
}

#[tokio::test]
async fn the_badges_of_a_job_card_have_readings_and_what_an_import_made_up_has_none() {
    for site in sites(seeker::router).await {
        let badges = ("こだわり条件", "学歴不問|週休二日制(土日休)|経験不問の仕事");
        site.import(&[testkit::posting(1, &[badges])]).await;
        let page = with_readings(&site).await.get("/search").await;
        let readings = page.texts(".job-card > ul rt").concat();
        assert!(readings.contains("がくれきふもん"), "{}: {readings}", site.name);
        assert!(readings.contains("しゅうきゅう"), "{}: whatever the width: {readings}", site.name);
        assert!(!readings.contains("けいけん"), "{}: not what somebody wrote: {readings}", site.name);
    }
}

#[tokio::test]
async fn the_pages_of_a_signed_in_person_have_readings_too_and_none_shows_the_marks() {
    for site in crate::profile::world::sites().await {
        let (mut visitor, _) = crate::profile::world::registered(&site, "a", &[]).await;
        visitor.post("/display", ASKED).await;
        for path in [
            "/home",
            "/home/receipt",
            "/home/code",
            "/search",
            "/search/saved",
            "/activity",
            "/activity/favourites",
            "/activity/applications",
            "/activity/requests",
            "/messages",
            "/notices",
            "/settings",
            "/settings/account",
            "/settings/password",
            "/settings/validity",
            "/settings/notices",
            "/settings/sign-in",
            "/settings/sign-ins",
            "/settings/sessions",
            "/settings/my-data",
            "/settings/leave",
            "/profile",
            "/profile/basic",
            "/profile/disclosure",
            "/profile/work",
            "/profile/places",
            "/profile/education",
            "/profile/career",
            "/profile/introduction",
            "/profile/history",
            "/profile/preview",
        ] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path} {}", site.name);
            assert!(page.texts("main rt").len() > 1, "{path} has readings");
            for mark in ['《', '》', '｜'] {
                let text = page.text().replace("｜ハローワークインターネットサービス", "");
                assert!(!text.contains(mark), "{path} shows {mark}: {text}");
            }
        }
    }
}
