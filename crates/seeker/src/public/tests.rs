//! The public pages in a router of their own, as a visitor without a session sees them.

use adapters::{
    password::{Cost, Hasher},
    secrets::SecretKey,
    sign_on::SignOn,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use domain::clock::Clock;
use site::{App, AppParts, Settings, Throttle, finish};
use store::Store;
use tempfile::TempDir;
use tower::ServiceExt;

/// The eight links of the footer in their order, with where they lead (spec/wording.md).
const FOOTER: [(&str, &str); 8] = [
    ("リンク集", "/links"),
    ("サイトマップ", "/sitemap"),
    ("サイトポリシー", "/site-policy"),
    ("プライバシーポリシー", "/privacy"),
    ("利用規約", "/terms"),
    ("よくあるご質問", "/faq"),
    ("お問い合わせ先", "/contact"),
    ("所在地情報", "/locations"),
];

struct Site {
    router: Router,
    _folder: TempDir,
}

impl Site {
    async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let store =
            Store::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
        let clock = Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap());
        let secret = SecretKey::from_text("a secret of this test that is long enough").unwrap();
        let hasher = Hasher::new(secret.clone(), Cost::CHEAPEST, 1).unwrap();
        let settings = Settings { mail_from: "sender@example.jp".into(), ..Settings::default() };
        let throttle = Throttle::new(60, clock.clone());
        let finder = search::Index::open(&folder.path().join("index")).unwrap().finder();
        let app = App::new(AppParts {
            store,
            finder,
            clock,
            settings,
            hasher,
            secret,
            throttle,
            sign_on: SignOn::default(),
        });
        Self { router: finish(crate::router(), app), _folder: folder }
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn page(&self, path: &str) -> String {
        let response = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        text(response).await
    }

    async fn set_display(&self, body: &'static str) -> Response<Body> {
        let request = Request::post("/display")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn header_of(response: &Response<Body>, name: header::HeaderName) -> &str {
    response.headers().get(name).unwrap().to_str().unwrap()
}

#[tokio::test]
async fn the_top_page_offers_the_three_entries_a_search_and_the_notices() {
    let top = Site::open().await.page("/").await.replace("<wbr>", "");
    for words in [
        "<h1 id=\"top-name\">ハローワークインターネットサービス</h1>",
        "href=\"/login\">求職者マイページにログイン<",
        "href=\"/register\">マイページを開設して求職申込み<",
        "href=\"/opening\">ハローワークをご利用中の方のマイページ開設<",
        "action=\"/search\" method=\"get\"",
        "サイト運営者からのお知らせ",
    ] {
        assert!(top.contains(words), "{words}");
    }
    assert!(top.contains("sender@example.jp"), "the operator's own address is named");
}

#[tokio::test]
async fn the_top_page_says_after_a_logout_that_the_portal_is_not_logged_out_with_it() {
    let site = Site::open().await;
    assert!(site.page("/?done=logout").await.contains("マイナポータルからは、ログアウトされていません"));
    assert!(!site.page("/").await.contains("ログアウトしました"));
}

#[tokio::test]
async fn every_page_has_the_eight_footer_links_in_order_and_each_leads_to_a_page_of_that_name() {
    let site = Site::open().await;
    for (name, path) in FOOTER {
        let page = site.page(path).await;
        assert!(page.contains(&format!("<h1>{name}</h1>")), "{path}");
        assert!(
            page.contains(&format!("<title>{name}｜ハローワークインターネットサービス</title>")),
            "{path}"
        );
        let footer = page.split("<footer").nth(1).unwrap();
        let places: Vec<usize> = FOOTER
            .iter()
            .map(|(name, path)| footer.find(&format!("<a href=\"{path}\">{name}</a>")).unwrap())
            .collect();
        assert!(places.is_sorted(), "{path}");
        assert!(page.contains("0570-077450"), "the help desk stands on {path}");
    }
}

#[tokio::test]
async fn the_two_texts_begin_as_the_seeds_show() {
    let site = Site::open().await;
    assert!(site.page("/privacy").await.contains("<h3>基本的な考え方</h3>"));
    assert!(site.page("/terms").await.contains("<h3>第1条（目的）</h3>"));
}

#[tokio::test]
async fn links_to_other_sites_say_so() {
    let site = Site::open().await;
    for path in ["/", "/links", "/contact", "/opening", "/sitemap"] {
        let page = site.page(path).await;
        let outside: Vec<&str> = page.split("<a ").filter(|link| link.contains("href=\"https://")).collect();
        assert!(!outside.is_empty(), "{path} links at least to the ministry");
        for link in outside {
            let words = link.split("</a>").next().unwrap();
            assert!(words.contains("（外部サイト）"), "{path}: {words}");
        }
    }
}

#[tokio::test]
async fn a_prefecture_without_offices_says_where_to_ask() {
    let site = Site::open().await;
    assert!(!site.page("/locations").await.contains("のハローワーク</h2>"));
    let page = site.page("/locations?prefecture=13").await;
    assert!(page.contains("東京都のハローワーク") && page.contains("まだ登録されていません"));
    assert!(!site.page("/locations?prefecture=99").await.contains("のハローワーク</h2>"));
}

#[tokio::test]
async fn the_reading_settings_are_kept_and_shown_on_the_page_one_came_from() {
    let site = Site::open().await;
    let response = site.set_display("return_to=%2Ffaq&text_size=largest&contrast=inverted").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(header_of(&response, header::LOCATION), "/faq");
    let cookie = header_of(&response, header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let request = Request::get("/faq").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let page = text(site.send(request).await).await;
    assert!(page.contains("data-text-size=\"largest\" data-contrast=\"inverted\""));
    assert!(site.page("/faq").await.contains("data-text-size=\"normal\" data-contrast=\"normal\""));
}

#[tokio::test]
async fn the_reading_settings_lead_back_to_own_paths_only() {
    let site = Site::open().await;
    for body in ["return_to=https%3A%2F%2Fevil.example", "return_to=%2F%2Fevil.example", ""] {
        let response = site.set_display(body).await;
        assert_eq!(header_of(&response, header::LOCATION), "/", "{body}");
    }
}

#[tokio::test]
async fn pages_of_a_person_ask_for_the_login_and_come_back() {
    let site = Site::open().await;
    for (path, next) in
        [("/activity", "%2Factivity"), ("/messages", "%2Fmessages"), ("/settings", "%2Fsettings")]
    {
        let response = site.send(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
        assert_eq!(header_of(&response, header::LOCATION), format!("/login?next={next}"));
    }
}
