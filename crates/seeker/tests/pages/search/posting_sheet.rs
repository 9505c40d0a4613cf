//! The paper of a 求人票, its 2次元バーコード, its data for programs, and the way around the page.

use axum::http::StatusCode;
use lopdf::Document;
use serde_json::Value;
use testkit::{Page, days, posting};

use super::fresh;

const PATH: &str = "/postings/13010-00000001";
const PAPER: &str = "/postings/13010-00000001/sheet.pdf";
const CODE: &str = "/postings/13010-00000001/code.svg";

/// The words of a PDF without spaces.
pub(super) fn paper_text(page: &Page) -> String {
    let pdf = Document::load_mem(&page.bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

#[tokio::test]
async fn the_paper_says_what_the_page_says_on_one_or_two_pages_and_no_cache_keeps_it() {
    let columns = [
        ("受理安定所コード", "13010"),
        ("事業所名", "株式会社あおぞら"),
        ("賃金形態", "時給"),
        ("賃金下限", "1240"),
        ("賃金上限", "1260"),
        ("休憩時間", "60分"),
        ("求人に関する特記事項", "見学できます"),
    ];
    for site in fresh().await {
        site.import(&[posting(1, &columns)]).await;
        let mut visitor = site.visitor();
        let page = visitor.get(PATH).await;
        assert_eq!(page.link("求人票を表示（PDF・印刷用）").as_deref(), Some(PAPER), "{}", site.name);
        let paper = visitor.get(PAPER).await;
        assert_eq!((paper.status, paper.header("content-type")), (StatusCode::OK, "application/pdf"));
        assert_eq!(paper.header("cache-control"), "no-store");
        assert_eq!(paper.header("x-robots-tag"), "noindex");
        assert!(paper.header("content-disposition").contains("kyujinhyo-13010-00000001.pdf"));
        assert!(paper.header("etag").is_empty() && paper.header("last-modified").is_empty());
        let text = paper_text(&paper);
        for words in page.texts(".sheet-block dt").into_iter().chain(page.texts(".sheet-block dd")) {
            let words: String = words.split_whitespace().collect();
            assert!(text.contains(&words), "{}: {words} in {text}", site.name);
        }
        assert!(text.contains("http://127.0.0.1:8080/postings/13010-00000001"), "{text}");
        assert!(text.contains("2026年11月20日に表示した内容です"), "{text}");
        assert!(Document::load_mem(&paper.bytes).unwrap().get_pages().len() <= 2);
    }
}

#[tokio::test]
async fn paper_and_code_end_with_the_page_and_are_not_there_where_it_is_not() {
    for site in fresh().await {
        site.import(&[
            posting(1, &[("紹介期限日", "2026-11-20")]),
            posting(2, &[("公開範囲", "4")]),
            posting(3, &[]),
        ])
        .await;
        let mut visitor = site.visitor();
        for of in ["sheet.pdf", "code.svg"] {
            let status = async |visitor: &mut testkit::Visitor, number: &str| {
                visitor.get(&format!("/postings/{number}/{of}")).await.status
            };
            assert_eq!(status(&mut visitor, "13010-00000001").await, StatusCode::OK, "{}", site.name);
            for absent in ["13010-00000002", "13010-00000099", "x", "%00"] {
                assert_eq!(
                    status(&mut visitor, absent).await,
                    StatusCode::NOT_FOUND,
                    "{}: {absent}",
                    site.name
                );
            }
        }
        site.advance(days(1));
        for path in [PAPER, CODE] {
            assert_eq!(visitor.get(path).await.status, StatusCode::GONE, "{}: {path}", site.name);
        }
        site.close_all_but(&[posting(1, &[])]).await;
        let closed = visitor.get("/postings/13010-00000003/sheet.pdf").await;
        assert_eq!(closed.status, StatusCode::GONE, "{}", site.name);
    }
}

#[tokio::test]
async fn another_spelling_of_the_number_leads_to_the_one_paper() {
    for site in fresh().await {
        site.import(&[posting(1, &[])]).await;
        let paper = site.visitor().get("/postings/13010-1/sheet.pdf").await;
        assert_eq!((paper.status, paper.path.as_str()), (StatusCode::OK, PAPER), "{}", site.name);
    }
}

#[tokio::test]
async fn one_address_that_asks_for_too_much_paper_waits_and_others_do_not() {
    for site in fresh().await {
        let (mut greedy, mut other) = (site.visitor(), site.visitor().from_address([198, 51, 100, 7]));
        for _ in 0..60 {
            assert_eq!(greedy.get(PAPER).await.status, StatusCode::NOT_FOUND, "{}", site.name);
        }
        assert_eq!(greedy.get(PAPER).await.status, StatusCode::TOO_MANY_REQUESTS, "{}", site.name);
        assert_eq!(other.get(PAPER).await.status, StatusCode::NOT_FOUND, "{}", site.name);
        assert_eq!(greedy.get("/login").await.status, StatusCode::OK, "{}", site.name);
    }
}

#[tokio::test]
async fn the_code_is_an_image_of_the_page_itself_with_words_for_it() {
    for site in fresh().await {
        site.import(&[posting(1, &[])]).await;
        let mut visitor = site.visitor();
        let page = visitor.get(PATH).await;
        let image = "img[alt='この求人票のページへの2次元バーコード']";
        assert_eq!(page.attribute(image, "src").as_deref(), Some(CODE), "{}", site.name);
        let code = visitor.get(CODE).await;
        assert_eq!(code.header("content-type"), "image/svg+xml");
        assert_eq!((code.header("cache-control"), code.header("x-robots-tag")), ("no-store", "noindex"));
        assert!(code.body.contains("<svg"), "{}", site.name);
    }
}

#[tokio::test]
async fn links_jump_to_every_block_and_to_the_way_to_apply() {
    for site in fresh().await {
        site.import(&[posting(1, &[("選考方法", "面接")])]).await;
        let page = site.visitor().get(PATH).await;
        let blocks = page.texts(".sheet-block h2");
        assert_eq!(page.texts(".sheet-jump a")[1..], blocks, "{}", site.name);
        for number in 2..=blocks.len() + 1 {
            let place = page.attribute(&format!(".sheet-jump li:nth-child({number}) a"), "href").unwrap();
            let section = format!("section[id='{}'] h2", &place[1..]);
            assert_eq!(page.texts(&section), [blocks[number - 2].as_str()], "{place}");
        }
        assert_eq!(page.attribute("#apply h2", "id").as_deref(), Some("apply-title"));
    }
}

/// The data block of a page, read.
pub(super) fn data(page: &Page) -> Option<Value> {
    let text = page.texts("script[type='application/ld+json']").pop()?;
    Some(serde_json::from_str(&text).unwrap())
}

#[tokio::test]
async fn programs_read_a_posting_of_scope_1_and_search_engines_are_kept_from_the_others() {
    for site in fresh().await {
        let named = |serial: u32| {
            posting(serial, &[("公開範囲", &serial.to_string()), ("事業所名", "株式会社あおぞら")])
        };
        site.import(&[1, 2, 3].map(named)).await;
        let page = site.visitor().get(PATH).await;
        let data = data(&page).unwrap();
        assert_eq!(data["hiringOrganization"]["name"], "株式会社あおぞら", "{}", site.name);
        assert_eq!(data["url"], "http://127.0.0.1:8080/postings/13010-00000001");
        assert_eq!(page.attribute("meta[name=robots]", "content"), None);
        let mut seeker = super::registered_seeker(&site).await;
        assert_eq!(super::posting_sheet::data(&seeker.get(PATH).await), Some(data), "alike for everybody");
        for serial in [2, 3] {
            for visitor in [&mut site.visitor(), &mut seeker] {
                let page = visitor.get(&format!("/postings/13010-{serial:08}")).await;
                assert_eq!(super::posting_sheet::data(&page), None, "{}: {serial}", site.name);
                assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
            }
        }
    }
}

#[tokio::test]
async fn markup_of_an_employer_stays_inside_the_data_and_marks_of_readings_stay_text() {
    let evil = "</script><script>alert(1)</script>｜求人《きゅうじん》";
    for site in fresh().await {
        site.import(&[posting(1, &[("仕事の内容", evil), ("事業所名", evil)])]).await;
        let page = site.visitor().get(PATH).await;
        assert!(!page.body.contains("<script>alert"), "{}", site.name);
        assert_eq!(data(&page).unwrap()["description"], evil, "{}", site.name);
    }
}
