//! The words and page contract (spec/wording.md), row by row: every screen of the present scope by its h1,
//! its controls by their visible words, what stands in order, the footer, the mails, the e-mail rules.
//!
//! The ways to the マイナンバーカード on アカウント登録完了: `card/offers.rs`; マイナポータルからログイン, マイページ属性連携認証 and
//! 属性連携不整合確認: `portal/`. Rows that later work fills: the form of マイページ開設; filled lists on the home.

use axum::http::StatusCode;
use testkit::{PASSWORD, Page, TestSite, Visitor, key_in, plain, sites};

use super::profile::world;

mod home;
mod mail;
mod registration;

const EMAIL: &str = "sakura.tanaka@example.jp";

/// The eight links of the footer, in their order.
const FOOTER: [&str; 8] = [
    "リンク集",
    "サイトマップ",
    "サイトポリシー",
    "プライバシーポリシー",
    "利用規約",
    "よくあるご質問",
    "お問い合わせ先",
    "所在地情報",
];

/// The labels of the form in the page's main part, without ※必須 and ※任意, in their order.
fn labels(page: &Page) -> Vec<String> {
    let words = |label: &String| plain(label).replace("※必須", "").replace("※任意", "");
    page.texts("main label").iter().map(words).collect()
}

/// The buttons of the page's main part, in their order.
fn buttons(page: &Page) -> Vec<String> {
    page.texts("main button:not([type=button])").iter().map(|words| plain(words)).collect()
}

/// The breadcrumb, without spaces.
fn way(page: &Page) -> String {
    plain(&page.texts(".breadcrumb li").concat())
}

/// Fails unless these words stand in the page's main part, each after the one before.
fn in_order(page: &Page, order: &[&str]) {
    let text = plain(&page.text());
    let mut rest = text.as_str();
    for words in order {
        let Some((_, after)) = rest.split_once(&plain(words)) else {
            panic!("「{words}」 does not stand on 「{}」 after the words before it: {rest}", page.h1())
        };
        rest = after;
    }
}

/// The screen behind a button or link of the top page.
async fn from_the_top(site: &TestSite, words: &str) -> (Visitor, Page) {
    let mut visitor = site.visitor();
    let top = visitor.get("/").await;
    assert!(top.h1().contains("ハローワークインターネットサービス"), "{}", site.name);
    let page = visitor.follow(words).await;
    (visitor, page)
}

#[tokio::test]
async fn the_top_page_has_its_entries_a_job_search_and_the_notices() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/").await;
        assert!(plain(&page.h1()).contains("ハローワークインターネットサービス"));
        for (words, path) in [
            ("マイページを開設して求職申込み", "/register"),
            ("求職者マイページにログイン", "/login"),
            ("ハローワークをご利用中の方のマイページ開設", "/opening"),
        ] {
            assert_eq!(page.link(words).as_deref(), Some(path));
        }
        assert!(page.says("サイト運営者からのお知らせ"));
        assert_eq!(page.texts("[role=search] button"), ["求人を探す"]);
        let page = visitor.submit("求人を探す", &[("フリーワード", "介護")]).await;
        assert_eq!(page.h1(), "求人検索", "{}", site.name);
        assert_eq!(page.value_of("words").as_deref(), Some("介護"));
    }
}

#[tokio::test]
async fn cancelling_ends_on_the_top_page_with_nothing_registered() {
    for site in sites(seeker::router).await {
        let (mut visitor, _) = from_the_top(&site, "マイページを開設して求職申込み").await;
        let page = visitor.submit("キャンセル", &[]).await;
        assert!(page.path.starts_with('/') && page.h1().contains("ハローワークインターネットサービス"));
        assert!(site.letters().await.is_empty(), "{}", site.name);

        registration::asks_for_an_account(&mut visitor, EMAIL).await;
        site.letter(EMAIL, "アカウント仮登録完了通知").await;
        let page = visitor.submit("キャンセル", &[]).await;
        assert!(page.h1().contains("ハローワークインターネットサービス"), "{}", site.name);
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn the_login_has_its_fields_its_ways_and_both_texts_on_the_days_after_leaving() {
    for site in sites(seeker::router).await {
        let (_, page) = from_the_top(&site, "求職者マイページにログイン").await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}", site.name);
        assert_eq!(way(&page), "トップ>ログイン");
        assert_eq!(labels(&page), ["ID(メールアドレス)", "パスワード"]);
        assert_eq!(buttons(&page), ["ログイン", "アカウントを再登録"]);
        assert_eq!(page.link("パスワードをお忘れの方").as_deref(), Some("/password-reset"));
        in_order(
            &page,
            &[
                "アカウントとして登録したメールアドレスとパスワードを入力してください。",
                "ID（メールアドレス）",
                "パスワード",
                "ログイン",
                "パスワードをお忘れの方",
                "過去30日以内にマイページを退会した方",
                "アカウントを再登録",
                "マイページ退会後31日以上が経過している方",
            ],
        );
    }
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_in_two_screens() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let (mut visitor, _) = from_the_top(&site, "求職者マイページにログイン").await;
        let page = visitor.follow("パスワードをお忘れの方").await;
        assert_eq!(page.h1(), "求職者マイページパスワード再登録", "{}", site.name);
        assert_eq!(labels(&page), ["ID(メールアドレス)"]);
        assert_eq!(buttons(&page), ["キャンセル", "次へ進む"]);
        let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        assert_eq!(page.h1(), "パスワード再登録");
        assert_eq!(labels(&page), ["新しいパスワード", "新しいパスワード(確認用)", "認証キー"]);
        assert_eq!(buttons(&page)[..2], ["キャンセル", "完了"]);
        site.letter(EMAIL, "パスワード再登録申込受付通知").await;
    }
}

#[tokio::test]
async fn an_account_comes_back_in_two_screens() {
    for site in sites(seeker::router).await {
        let mut leaver = site.registered(EMAIL).await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letter(EMAIL, "退会手続き完了のお知らせ").await;
        let (mut visitor, _) = from_the_top(&site, "求職者マイページにログイン").await;
        let page = visitor.submit("アカウントを再登録", &[]).await;
        assert_eq!(page.h1(), "アカウントの再登録", "{}", site.name);
        assert_eq!(labels(&page), ["ID(メールアドレス)", "パスワード"]);
        assert_eq!(buttons(&page), ["キャンセル", "次へ進む"]);
        let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)];
        let page = visitor.submit("次へ進む", &typed).await;
        assert_eq!(page.h1(), "認証キー入力");
        assert_eq!(labels(&page), ["認証キー"]);
        assert_eq!(buttons(&page), ["キャンセル", "完了"]);
        site.letter(EMAIL, "アカウント再登録申込受付通知").await;
    }
}

#[tokio::test]
async fn the_opening_for_people_of_the_counter_is_reached_by_its_button_and_says_what_it_needs() {
    for site in sites(seeker::router).await {
        let (_, page) = from_the_top(&site, "ハローワークをご利用中の方のマイページ開設").await;
        assert_eq!(page.h1(), "マイページ開設", "{}", site.name);
        for words in ["同意", "メールアドレス", "生年月日（西暦）", "パスワード登録申込受付通知"]
        {
            assert!(page.says(words), "{words}");
        }
    }
}

#[tokio::test]
async fn the_menu_leads_to_the_landing_page_of_each_name() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let names = ["ホーム", "求人検索", "求職活動状況", "メッセージ", "求職者情報・設定"];
        let home = visitor.get("/home").await;
        assert_eq!(home.texts("nav.menu-bar a"), names, "{}", site.name);
        assert_eq!(home.texts(".phone-menu nav a"), names, "the phone's menu has the same");
        assert_eq!(home.texts(".phone-menu nav button"), ["ログアウト"], "and the way out");
        for name in &names[1..] {
            let page = visitor.follow(name).await;
            assert_eq!(page.h1(), *name, "{}", site.name);
            assert_eq!(page.texts("nav.menu-bar [aria-current=page]"), [*name]);
        }
        assert_eq!(visitor.follow("ホーム").await.h1(), "求職者マイページホーム");
        visitor.follow("求職者情報・設定").await;
        assert_eq!(visitor.follow("退会").await.h1(), "退会", "leaving is reached from there");
    }
}

#[tokio::test]
async fn every_screen_has_the_footers_eight_links_in_order_and_each_leads_to_its_page() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let screens =
            ["/home", "/search", "/activity", "/messages", "/settings", "/settings/leave", "/nowhere"];
        for path in screens {
            assert_eq!(visitor.get(path).await.texts("footer nav a"), FOOTER, "{path} {}", site.name);
        }
        let mut stranger = site.visitor();
        for path in ["/", "/login", "/register", "/password-reset", "/reopen", "/opening", "/nowhere"] {
            assert_eq!(stranger.get(path).await.texts("footer nav a"), FOOTER, "{path} {}", site.name);
        }
        for name in FOOTER {
            let address = stranger.get("/").await.link(name).unwrap_or_else(|| panic!("no link {name}"));
            let page = stranger.get(&address).await;
            assert_eq!((page.status, page.h1().as_str()), (StatusCode::OK, name), "{}", site.name);
            assert!(page.text().chars().count() > 100, "{name} is a real page");
        }
    }
}

#[tokio::test]
async fn logout_is_a_post_ends_on_the_top_page_and_says_that_the_portal_is_not_logged_out() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let refused = site.visitor().get("/logout").await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{}", site.name);
        assert_eq!(visitor.get("/logout").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(visitor.get("/settings").await.h1(), "求職者情報・設定", "still signed in");
        let page = visitor.submit("ログアウト", &[]).await;
        assert!(page.h1().contains("ハローワークインターネットサービス"), "{}", site.name);
        assert!(page.says("マイナポータルからは、ログアウトされていません"));
        assert!(visitor.get("/home").await.path.starts_with("/login"));
    }
}

/// The walk of one new person along the first four rows, screen by screen.
#[tokio::test]
async fn the_rows_of_opening_an_account_follow_one_another() {
    for site in sites(seeker::router).await {
        let (mut visitor, page) = from_the_top(&site, "マイページを開設して求職申込み").await;
        registration::is_the_account_screen(&page);
        let page = registration::asks_for_an_account(&mut visitor, EMAIL).await;
        registration::is_the_password_screen(&page);
        let key = key_in(&site.letter(EMAIL, "アカウント仮登録完了通知").await);
        let page = registration::sets_a_password(&mut visitor, &key).await;
        registration::is_the_done_screen(&page);
        assert_eq!(visitor.follow("求職情報を登録").await.h1(), "求職情報登録", "{}", site.name);
    }
}
