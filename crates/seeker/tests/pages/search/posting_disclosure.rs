//! 公開範囲 on everything that belongs to a 求人票 (domain 5.6): page, title, headers, data for programs, paper with its
//! metadata, code. For every scope and every kind of viewer, attacked with every clue in every place.

use axum::http::StatusCode;
use domain::posting::Posting;
use lopdf::{Document, Object};
use testkit::{Page, TestSite, Visitor, posting};

use super::{fresh, posting_sheet::paper_text, registered_seeker};

/// What only they may read who may know the employer, as it would stand on a page without spaces.
const CLUES: [&str; 20] = [
    "大塚マート",
    "オオツカマート",
    "北烏山",
    "157-0061",
    "1307-697250-2",
    "大崎",
    "141-6002",
    "山形",
    "花子",
    "03-0000-0000",
    "1234567890123",
    "otsuka.example.jp",
    "人事課",
    "中山駅",
    "jinji@",
    "徒歩7分の白い建物",
    "浜町倉庫",
    "見知らぬ手がかり",
    "9876-5432",
    "saiyo@",
];

fn of_scope(scope: u32) -> Posting {
    let own =
        "株式会社　大塚マート（代表 山形 花子、1307-697250-2、03-0000-0000、https://otsuka.example.jp/）";
    posting(
        scope,
        &[
            ("公開範囲", &scope.to_string()),
            ("職種", "レジ係（大塚マート）"),
            (
                "仕事の内容",
                &format!("{own}のレジの仕事です。03-9876-5432か北烏山3丁目3-9の店へ。saiyo@otsuka.jp"),
            ),
            ("求人に関する特記事項", &format!("おおつかまーとで働きませんか。{own}")),
            ("就業時間", "大塚マートの営業時間"),
            ("選考方法", "大塚マートでの面接"),
            ("応募書類等", "履歴書を大塚マートへ"),
            ("こだわり条件", "転勤なし|大塚マート優待"),
            ("事業所番号", "1307-697250-2"),
            ("事業所名", "株式会社　大塚マート"),
            ("事業所名カナ", "カブシキガイシャ　オオツカマート"),
            ("所在地郵便番号", "1570061"),
            ("所在地", "東京都世田谷区北烏山3丁目3－9"),
            ("就業場所郵便番号", "1416002"),
            ("就業場所都道府県", "東京都"),
            ("就業場所市区町村コード", "13101"),
            ("就業場所市区町村", "千代田区"),
            ("就業場所住所", "東京都千代田区大崎1丁目22－22"),
            ("法人番号", "1234567890123"),
            ("代表者名", "山形　花子"),
            ("担当者の課係名・役職名", "人事課"),
            ("担当者の電話番号", "03-0000-0000"),
            ("担当者のEメール", "jinji@otsuka.example.jp"),
            ("ホームページ", "https://otsuka.example.jp/"),
            ("就業場所の最寄り駅", "中山駅"),
            ("就業場所に関する特記事項", "徒歩7分の白い建物"),
            ("選考場所", "浜町倉庫"),
            ("誰も知らない欄", "見知らぬ手がかり"),
        ],
    )
}

async fn site_with_scopes() -> Vec<TestSite> {
    let sites = fresh().await;
    for site in &sites {
        site.import(&[1, 2, 3, 4].map(of_scope)).await;
    }
    sites
}

/// Everything of an answer that can be read: headers, the document without its spaces, and of a PDF also its text
/// and its metadata.
fn all_of(page: &Page) -> String {
    let mut all: String = page.body.split_whitespace().collect();
    for (name, value) in &page.headers {
        all.push_str(&format!("\n{name}:{}", String::from_utf8_lossy(value.as_bytes())));
    }
    if page.header("content-type") == "application/pdf" {
        all.push_str(&paper_text(page));
        let pdf = Document::load_mem(&page.bytes).unwrap();
        for object in pdf.objects.values() {
            all.push_str(&strings(object));
        }
    }
    all
}

/// Every text in an object of a PDF: titles, alternative texts, bookmarks, metadata.
fn strings(object: &Object) -> String {
    match object {
        Object::String(..) => lopdf::decode_text_string(object).unwrap_or_default() + "\n",
        Object::Array(all) => all.iter().map(strings).collect(),
        Object::Dictionary(all) => all.iter().map(|(_, value)| strings(value)).collect(),
        Object::Stream(stream) => {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let of_it: String = stream.dict.iter().map(|(_, value)| strings(value)).collect();
            of_it + &String::from_utf8_lossy(&content)
        }
        _ => String::new(),
    }
}

/// Page, paper and code of a posting for a viewer tell every clue, or none.
async fn tells(visitor: &mut Visitor, scope: u32) -> bool {
    let path = format!("/postings/13010-{scope:08}");
    let mut told = Vec::new();
    for of in ["", "/sheet.pdf"] {
        let answer = visitor.get(&format!("{path}{of}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}{of}");
        assert_eq!(answer.header("cache-control"), "no-store");
        let all = all_of(&answer);
        let clues: Vec<_> = CLUES.iter().filter(|clue| all.contains(**clue)).collect();
        assert!(clues.is_empty() || clues.len() == CLUES.len(), "{path}{of} tells half: {clues:?}");
        told.push(!clues.is_empty());
    }
    assert_eq!(told[0], told[1], "page and paper of {path}");
    let code = all_of(&visitor.get(&format!("{path}/code.svg")).await);
    assert!(CLUES.iter().all(|clue| !code.contains(clue)), "the code carries the address alone");
    told[0]
}

#[tokio::test]
async fn a_visitor_gets_the_employer_of_scope_1_alone_by_page_paper_and_data() {
    for site in site_with_scopes().await {
        let mut visitor = site.visitor();
        for (scope, known) in [(1, true), (2, false), (3, false)] {
            assert_eq!(tells(&mut visitor, scope).await, known, "{}: {scope}", site.name);
        }
        let paper = visitor.get("/postings/13010-00000002/sheet.pdf").await;
        assert!(paper_text(&paper).contains("求職登録している方に限り公開"), "{}", site.name);
        let paper = visitor.get("/postings/13010-00000003/sheet.pdf").await;
        assert!(paper_text(&paper).contains("インターネットでは公開していません"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_person_in_force_gets_the_employers_of_scopes_1_and_2() {
    for site in site_with_scopes().await {
        let mut seeker = registered_seeker(&site).await;
        for (scope, known) in [(1, true), (2, true), (3, false)] {
            assert_eq!(tells(&mut seeker, scope).await, known, "{}: {scope}", site.name);
        }
    }
}

#[tokio::test]
async fn a_person_whose_registration_is_not_in_force_or_not_complete_gets_what_a_visitor_gets() {
    for site in site_with_scopes().await {
        super::account(&site, "unfinished@example.jp").await;
        let mut unfinished = site.visitor();
        unfinished.signs_in("unfinished@example.jp").await;
        let mut off = registered_seeker(&site).await;
        off.get("/settings/validity").await;
        let email = domain::account::EmailAddress::parse(super::EMAIL).unwrap();
        let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
        let mut tx = site.store().begin().await.unwrap();
        tx.switch_off(account.id, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        for person in [&mut unfinished, &mut off] {
            for (scope, known) in [(1, true), (2, false), (3, false)] {
                assert_eq!(tells(person, scope).await, known, "{}: {scope}", site.name);
            }
        }
    }
}

#[tokio::test]
async fn a_posting_of_scope_4_answers_as_one_that_never_was_by_every_address() {
    for site in site_with_scopes().await {
        let mut seeker = registered_seeker(&site).await;
        for visitor in [&mut site.visitor(), &mut seeker] {
            for of in ["", "/sheet.pdf", "/code.svg"] {
                let hidden = visitor.get(&format!("/postings/13010-00000004{of}")).await;
                let unknown = visitor.get(&format!("/postings/13010-00000099{of}")).await;
                assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{}: {of}", site.name);
                let names =
                    |page: &Page| -> Vec<String> { page.headers.keys().map(ToString::to_string).collect() };
                assert_eq!(names(&hidden), names(&unknown), "{}: {of}", site.name);
                let body = |page: &Page, number: &str| page.body.replace(number, "");
                assert_eq!(
                    body(&hidden, "13010-00000004"),
                    body(&unknown, "13010-00000099"),
                    "{}: {of}",
                    site.name
                );
            }
        }
    }
}

#[tokio::test]
async fn asking_for_a_part_or_for_what_changed_tells_no_more() {
    for site in site_with_scopes().await {
        let mut visitor = site.visitor();
        for (name, value) in [
            ("range", "bytes=0-1000000"),
            ("if-none-match", "*"),
            ("if-modified-since", "Fri, 20 Nov 2026 00:00:00 GMT"),
            ("accept", "application/ld+json"),
            ("x-forwarded-for", "127.0.0.1"),
        ] {
            for path in ["/postings/13010-00000003", "/postings/13010-00000003/sheet.pdf"] {
                let request = axum::http::Request::get(path).header(name, value);
                let answer = visitor.raw(request.body(axum::body::Body::empty()).unwrap()).await;
                assert_eq!(answer.status, StatusCode::OK, "{}: {name} {path}", site.name);
                let all = all_of(&answer);
                assert!(CLUES.iter().all(|clue| !all.contains(clue)), "{}: {name} {path}", site.name);
            }
        }
    }
}
