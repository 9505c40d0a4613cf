//! Who is offered the card, and where (seed 001, 2.1 ⑧; spec/wording.md, 求職者マイページアカウント登録完了).

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use testkit::{Page, Visitor, plain};

use super::world::{FORM, REST, START, worlds};
use crate::profile::world::{newcomer, registered, sites};

const WITH: &str = "マイナンバーカードを使って求職情報を登録";
const WITHOUT: &str = "マイナンバーカードを使わずに求職情報を登録";
const DONE: &str = "/register/done";

/// Opens アカウント登録完了 as a browser that says this of itself.
async fn done(visitor: &mut Visitor, says: &[(&str, &str)]) -> Page {
    let mut request = Request::get(DONE).header("host", "127.0.0.1:8080");
    for (name, value) in says {
        request = request.header(*name, *value);
    }
    let page = visitor.raw(request.body(Body::empty()).unwrap()).await;
    assert_eq!(page.h1(), "求職者マイページアカウント登録完了");
    assert!(page.says("14日以内"));
    page
}

/// The buttons of the page's main part, in their order.
fn ways(page: &Page) -> Vec<String> {
    page.texts("main a.button").iter().map(|words| plain(words)).collect()
}

#[tokio::test]
async fn on_a_smart_device_the_done_screen_offers_both_ways_and_the_card_first() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        for says in [
            ("sec-ch-ua-mobile", "?1"),
            (
                "user-agent",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1",
            ),
            ("user-agent", "Mozilla/5.0 (Linux; Android 14; K) Chrome/140.0.0.0 Mobile Safari/537.36"),
        ] {
            let page = done(&mut visitor, &[says]).await;
            assert_eq!(ways(&page), [WITH, WITHOUT].map(plain), "{says:?} {}", world.site.name);
            assert_eq!(page.link(WITH).as_deref(), Some(START));
            assert_eq!(page.link(WITHOUT).as_deref(), Some("/profile"));
            assert!(
                page.says("マイナンバーカードを使うと、「基本情報登録」画面での入力を一部、省略できます。")
            );
        }
    }
}

#[tokio::test]
async fn on_a_pc_the_card_is_the_second_choice_and_says_what_it_needs() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        for says in [
            ("sec-ch-ua-mobile", "?0"),
            ("user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36"),
        ] {
            let page = done(&mut visitor, &[says]).await;
            assert_eq!(ways(&page), ["求職情報を登録", WITH].map(plain), "{says:?} {}", world.site.name);
            assert_eq!(page.link("求職情報を登録").as_deref(), Some("/profile"));
            assert_eq!(page.link(WITH).as_deref(), Some(START));
            assert!(page.says("続けて「求職情報を登録」ボタンをクリックし、求職情報を入力してください。"));
            assert!(page.says("「基本情報登録」画面での入力を一部、省略できます。パソコンでは、デジタル認証アプリを入れたスマートフォンか、マイナンバーカードに対応したカードリーダーが必要です。"));
        }
    }
}

#[tokio::test]
async fn the_form_offers_the_card_as_long_as_it_is_unsaved_and_unfilled() {
    const OFFER: &str = "マイナンバーカードから読み取る";
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        assert_eq!(visitor.get(FORM).await.link(OFFER).as_deref(), Some(START), "{}", world.site.name);
        assert_eq!(visitor.get(&format!("{FORM}?card=unread")).await.link(OFFER).as_deref(), Some(START));
        let page = visitor.submit("保存して次へ進む", &[("姓", "明日")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.link(OFFER), None, "what was typed would be lost on the way");
        let page = world.reads(&mut visitor, "taro").await;
        assert_eq!(page.link(OFFER), None);
        visitor.submit("保存して次へ進む", &REST).await;
        let page = visitor.get(FORM).await;
        assert_eq!(page.value_of("given_name").as_deref(), Some("太郎"));
        assert_eq!(page.link(OFFER), None, "{}", world.site.name);
    }
}

#[tokio::test]
async fn where_the_operator_has_no_provider_nothing_of_it_is_there() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = done(&mut visitor, &[("sec-ch-ua-mobile", "?1")]).await;
        assert_eq!(ways(&page), ["求職情報を登録"], "{}", site.name);
        assert!(!page.says("マイナンバーカード"));
        assert!(!visitor.get(FORM).await.says("マイナンバーカード"));
        for path in [START, "/sso/card/callback?state=x&code=y"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn only_somebody_who_is_signed_in_can_go_there() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        let page = visitor.get(START).await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}", world.site.name);
        // Browsers do not follow the answer to a form on to another site: the login leads to the form.
        assert!(page.path.ends_with("next=%2Fprofile%2Fbasic"), "{}", page.path);
    }
}

#[tokio::test]
async fn who_is_registered_already_is_led_to_what_was_registered() {
    for world in worlds().await {
        let (mut visitor, _) = registered(&world.site, "a", &[]).await;
        for path in [START, "/sso/card/callback?state=x&code=y"] {
            let page = visitor.get(path).await;
            assert_eq!((page.path.as_str(), page.h1().as_str()), ("/profile", "求職情報"), "{path}");
        }
        world.site.letters().await;
    }
}
