//! The screens' words, after seeds 003 and 004 (3.1 (2), 3.3, 3.4).

use jiff::SignedDuration;
use mynaportal_standin::{Endpoint, Fault, PEOPLE};
use reqwest::{StatusCode, header};

use crate::{
    browser::{Browser, Screen},
    rig::{NONCE, Rig, SERVICE, STATE, Side, location, query, read, token_parts},
};

const SITE: &str = "厚生労働省 ハローワークインターネットサービス";
const NOT_REAL: &str = "開発用の代わりの画面です（本物のマイナポータルではありません）";

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_first_and_led_on_to_where_they_wanted() {
    let rig = Rig::start().await;
    let ways = [
        ("/", "top", "/"),
        ("/connect", "connect", "/connect"),
        ("/connect/consent", "consent", "/connect/consent"),
    ];
    for (path, then, after) in ways {
        let mut browser = Browser::new(&rig);
        let response = browser.open(path).await;
        assert_eq!(location(&response), format!("/sign-in?then={then}"));
        let screen = browser.look(&location(&response)).await;
        assert_eq!(screen.heading(), "マイナポータルへログイン");
        assert!(screen.has(NOT_REAL));
        assert_eq!(screen.texts("label").len(), PEOPLE.len());
        assert_eq!(browser.lead("/sign-in", &[("person", "hanako"), ("then", then)]).await, after);
        assert!(browser.look(after).await.has("ログイン中：明日 花子"));
    }
    let mut browser = Browser::new(&rig);
    let evil = [("person", "hanako"), ("then", "https://evil.invalid/")];
    assert_eq!(browser.lead("/sign-in", &evil).await, "/");
}

#[tokio::test]
async fn nobody_signs_in_without_a_person_or_with_a_card_that_cannot_be_read() {
    let rig = Rig::start().await;
    let cases =
        [("", "試験用の人を選んでください。"), ("unreadable", "マイナンバーカードを読み取れませんでした。")];
    for (person, sentence) in cases {
        let mut browser = Browser::new(&rig);
        let screen = Screen::of(browser.post("/sign-in", &[("person", person)]).await).await;
        assert_eq!(screen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(screen.texts("[role=alert]")[0].contains(sentence));
        assert_eq!(location(&browser.open("/connect").await), "/sign-in?then=connect");
    }
}

#[tokio::test]
async fn before_a_link_the_list_says_so_and_shows_the_four_sites_with_their_texts() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "hanako").await;
    let top = browser.look("/").await;
    assert!(top.texts("main a").contains(&"もっとつながる".to_owned()));
    let screen = browser.look("/connect").await;
    assert_eq!(screen.heading(), "もっとつながる");
    assert_eq!(screen.texts("h2"), ["つながっているウェブサイト", "つながっていないウェブサイト"]);
    assert!(screen.has("つながっているウェブサイトはありません。"));
    assert_eq!(screen.texts("thead th"), ["ウェブサイト名", "説明", "つながり"]);
    assert_eq!(
        screen.texts("tbody th"),
        [
            "国税電子申告・納税システム (e-Tax)",
            "ねんきんネット (日本年金機構)",
            "総務省 電波利用 電子申請・届出システムLite",
            SITE
        ]
    );
    assert_eq!(
        screen.texts("tbody td:nth-child(2)"),
        [
            "国税に関する各種手続について、インターネット等を利用して電子的に手続が行えるサービスです。 つなぎ方が分からない方はこちら",
            "現在おつながりしています。しばらく待ってから「再読込」ボタンを押してください。つなぎ設定処理が完了すると、原則として、ねんきんネットを24時間いつでもご利用いただけます。 つなぎ方が分からない方はこちら",
            "つなぎ方が分からない方はこちら",
            "全国のハローワークで受理した求人情報を検索・閲覧したり、求職者マイページで応募情報等を管理することができるサービスです。 つなぎ方が分からない方はこちら",
        ]
    );
    assert_eq!(screen.texts("tbody td:nth-child(3)"), ["つなぐ", "処理中", "つなぐ", "つなぐ"]);
    assert_eq!(screen.all("tbody button:not([disabled])").len(), 1, "only our row acts");
    assert_eq!(screen.attribute("tbody form", "action"), "/connect/consent");
    assert!(screen.texts("main button").contains(&"再読込".to_owned()));
}

#[tokio::test]
async fn agreeing_to_a_link_leads_to_the_service_with_issuer_hint_and_the_way_back() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "hanako").await;
    let screen = browser.look("/connect/consent").await;
    assert_eq!(screen.heading(), "同意確認");
    assert_eq!(screen.texts("main button"), ["同意"]);
    let to = browser.lead("/connect/consent", &[]).await;
    assert!(to.starts_with(&format!("{SERVICE}/sso/link?")), "{to}");
    let sent = query(&to);
    assert_eq!(sent["iss"], rig.origin);
    assert_eq!(sent["target_link_uri"], format!("{}/connect/done", rig.origin));
    assert!(!sent["login_hint"].contains("hanako") && sent["login_hint"].len() > 20);
    assert_eq!(sent.len(), 3);
}

#[tokio::test]
async fn a_link_is_made_when_the_browser_comes_back_and_shown_from_then_on() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "hanako").await;
    assert_eq!(location(&browser.open("/connect/done").await), "/connect", "nobody agreed yet");
    browser.lead("/connect/consent", &[]).await;
    let done = browser.look("/connect/done").await;
    assert_eq!(done.heading(), "つながり完了");
    assert!(done.has("厚生労働省 ハローワークインターネットサービスとアカウントをつなげました。"));
    assert!(done.has(
        "続けて厚生労働省 ハローワークインターネットサービスを利用する場合は、「厚生労働省 ハローワークインターネットサービスを利用する」ボタンを押してください。"
    ));
    assert_eq!(
        done.texts("main button"),
        [
            "マイナポータルメインメニューへ",
            "もっとつながる一覧へ",
            "厚生労働省 ハローワークインターネットサービスを利用する"
        ]
    );
    assert_eq!(done.attribute("main li:nth-child(3) form", "action"), format!("{SERVICE}/sso/login"));
    assert_eq!(done.attribute("input[name=iss]", "value"), rig.origin);
    assert_eq!(done.attribute("input[name=target_link_uri]", "value"), format!("{SERVICE}/home"));

    let list = browser.look("/connect").await;
    assert!(!list.has("つながっているウェブサイトはありません。"));
    assert_eq!(list.texts("tbody th")[0], SITE);
    assert_eq!(list.texts("tbody td:nth-child(3)"), ["やめる", "つなぐ", "処理中", "つなぐ"]);
    let link = list.attribute("tbody th a", "href");
    assert!(link.starts_with(&format!("{SERVICE}/sso/login?")));
    assert_eq!(query(&link)["target_link_uri"], format!("{SERVICE}/home"));
    let mut other = Browser::signed_in(&rig, "taro").await;
    assert!(other.look("/connect").await.has("つながっているウェブサイトはありません。"));
}

#[tokio::test]
async fn ending_a_link_asks_for_agreement_and_takes_the_row_away() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "hanako").await;
    assert_eq!(location(&browser.open("/disconnect").await), "/connect", "there is no link to end");
    let mut browser = Browser::linked(&rig, "hanako").await;
    let screen = browser.look("/disconnect").await;
    assert_eq!(screen.heading(), "つながりの解除");
    assert!(screen.has("解除に同意する場合は「同意」ボタンを押してください。"));
    assert_eq!(screen.texts("main button"), ["同意"]);
    browser.lead("/disconnect", &[]).await;
    assert!(browser.look("/connect").await.has("つながっているウェブサイトはありません。"));
}

#[tokio::test]
async fn logging_out_of_the_portal_says_that_the_service_is_another_matter() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "hanako").await;
    let with_the_old_cookie = browser.clone();
    assert_eq!(browser.lead("/sign-out", &[]).await, "/signed-out");
    let screen = browser.look("/signed-out").await;
    assert!(screen.has(
        "マイナポータルをログアウトしても、求職者マイページはログアウトされませんので、求職者マイページのご利用を終了する場合は、求職者マイページからログアウトしてください。"
    ));
    for mut browser in [browser, with_the_old_cookie] {
        assert_eq!(location(&browser.open("/connect").await), "/sign-in?then=connect");
    }
}

#[tokio::test]
async fn a_sign_in_at_the_portal_asks_who_it_is_once_and_goes_back_with_a_code() {
    let rig = Rig::start().await;
    let mut browser = Browser::new(&rig);
    let screen = browser.look(&rig.request(Side::Portal, &[])).await;
    assert_eq!(screen.heading(), "マイナポータルへログイン");
    assert_eq!(screen.texts("main button"), ["ログイン", "やめる"]);
    let request = screen.attribute("input[name=request]", "value");
    let fields = [("request", request.as_str()), ("person", "taro"), ("deed", "sign-in")];
    let back = query(&browser.lead("/sign-in", &fields).await);
    assert_eq!((back["state"].as_str(), &back["iss"]), (STATE, &rig.origin));
    let response = rig.exchange(Side::Portal, &back["code"], &[]).send().await.unwrap();
    let claims = token_parts(read(response).await["id_token"].as_str().unwrap()).1;
    assert_eq!(claims["sub"], rig.standin.portal_subject("taro"));
    assert_eq!(claims["nonce"], NONCE);

    let at_once = browser.open(&rig.request(Side::Portal, &[])).await;
    assert!(query(&location(&at_once)).contains_key("code"), "who is signed in is not asked again");
    let asked = browser.look(&rig.request(Side::Portal, &[("prompt", "login")])).await;
    assert_eq!(asked.heading(), "マイナポータルへログイン");
    let again = Screen::of(browser.post("/sign-in", &fields).await).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "a request is answered once");
}

#[tokio::test]
async fn a_sign_in_without_screens_fails_when_a_screen_is_needed() {
    let rig = Rig::start().await;
    for side in [Side::Portal, Side::Card] {
        let back = rig.ask(side, &[("prompt", "none")]).await;
        assert_eq!((back["error"].as_str(), back["state"].as_str()), ("login_required", STATE));
    }
}

#[tokio::test]
async fn a_person_can_refuse_at_the_portal_and_at_the_card() {
    let rig = Rig::start().await;
    for (side, form) in [(Side::Portal, "/sign-in"), (Side::Card, "/card/read")] {
        let mut browser = Browser::new(&rig);
        let screen = browser.look(&rig.request(side, &[])).await;
        let request = screen.attribute("input[name=request]", "value");
        let back = query(&browser.lead(form, &[("request", &request), ("deed", "stop")]).await);
        assert_eq!(back["error"], "access_denied");
        assert_eq!((back["state"].as_str(), &back["iss"]), (STATE, &rig.issuer(side)));
    }
}

#[tokio::test]
async fn the_card_is_read_of_whom_one_chooses_and_every_time_anew() {
    let rig = Rig::start().await;
    let mut browser = Browser::signed_in(&rig, "taro").await;
    let screen = browser.look(&rig.request(Side::Card, &[])).await;
    assert_eq!(screen.heading(), "マイナンバーカードで本人確認");
    assert!(screen.has("開発用の代わりの画面です（本物のデジタル認証アプリではありません）"));
    assert_eq!(screen.texts("main li"), ["氏名", "住所", "生年月日", "性別"]);
    assert_eq!(screen.texts("main button"), ["カードを読み取る", "やめる"]);
    let request = screen.attribute("input[name=request]", "value");
    let no_card = [("request", request.as_str()), ("person", "unreadable"), ("deed", "read")];
    let unread = Screen::of(browser.post("/card/read", &no_card).await).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unread.texts("[role=alert]")[0].contains("読み取れませんでした"));
    let fields = [("request", request.as_str()), ("person", "yoshino"), ("deed", "read")];
    let back = query(&browser.lead("/card/read", &fields).await);
    let tokens = read(rig.exchange(Side::Card, &back["code"], &[]).send().await.unwrap()).await;
    let told = read(rig.user_info(tokens["access_token"].as_str().unwrap()).await).await;
    assert_eq!(told["name"], "𠮷野\u{3000}髙志");
}

#[tokio::test]
async fn a_request_waits_ten_minutes_and_not_at_the_other_issuer() {
    let rig = Rig::start().await;
    let mut browser = Browser::new(&rig);
    let screen = browser.look(&rig.request(Side::Card, &[])).await;
    let request = screen.attribute("input[name=request]", "value");
    let fields = [("request", request.as_str()), ("person", "hanako")];
    assert_eq!(browser.post("/sign-in", &fields).await.status(), StatusCode::BAD_REQUEST);
    rig.clock.advance(SignedDuration::from_mins(10));
    let late = Screen::of(browser.post("/card/read", &fields).await).await;
    assert_eq!(
        (late.status, late.heading()),
        (StatusCode::BAD_REQUEST, "手続きの時間が過ぎました".to_owned())
    );
}

#[tokio::test]
async fn developers_order_faults_and_new_keys_and_see_which_is_on() {
    let rig = Rig::start().await;
    let mut browser = Browser::new(&rig);
    let screen = browser.look("/developers").await;
    assert_eq!(screen.heading(), "故障を起こす");
    assert!(screen.has("故障はありません。"));
    assert_eq!(screen.all("button[name=fault]").len(), Fault::ALL.len() + 1);
    for fault in Fault::ALL {
        assert_eq!(browser.lead("/developers/fault", &[("fault", fault.name())]).await, "/developers");
        let screen = browser.look("/developers").await;
        assert!(screen.has(&format!("故障中：{}", fault.label())));
        assert_eq!(screen.texts("[aria-pressed=true]"), [fault.label()]);
    }
    browser.lead("/developers/fault", &[]).await;
    assert!(browser.look("/developers").await.has("故障はありません。"));

    let kids = browser.look("/developers").await.texts("code");
    browser.lead("/developers/keys", &[]).await;
    assert_ne!(browser.look("/developers").await.texts("code"), kids);
    rig.get(&format!("{}/jwks", rig.origin)).await;
    assert_eq!(rig.standin.calls(Endpoint::Keys), 1);
    assert_eq!(browser.look("/developers").await.texts("tbody td"), ["0", "1", "0", "0", "0"]);
}

#[tokio::test]
async fn a_form_of_another_site_is_not_taken() {
    let rig = Rig::start().await;
    for origin in ["https://evil.invalid", "null"] {
        let request = rig.form(&format!("{}/developers/fault", rig.origin), "fault=down");
        let response = request.header(header::ORIGIN, origin).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
    }
    assert!(Browser::new(&rig).look("/developers").await.has("故障はありません。"));
}

#[tokio::test]
async fn every_screen_is_japanese_marked_and_made_without_scripts() {
    let rig = Rig::start().await;
    let mut browser = Browser::linked(&rig, "hanako").await;
    let paths = [
        "/",
        "/connect",
        "/connect/consent",
        "/connect/done",
        "/disconnect",
        "/how-to-connect",
        "/sign-in",
        "/signed-out",
        "/developers",
    ];
    for path in paths {
        let screen = browser.look(path).await;
        assert_eq!(screen.status, StatusCode::OK, "{path}");
        assert_eq!(screen.attribute("html", "lang"), "ja");
        assert!(screen.has(NOT_REAL), "{path}");
        assert!(screen.texts("title")[0].starts_with(&screen.heading()), "{path}");
        assert!(screen.all("script, style, [style], [onclick]").is_empty(), "{path}");
        for input in screen.all("input:not([type=hidden])") {
            let id = input.attr("id").unwrap();
            assert_eq!(screen.all(&format!("label[for={id}]")).len(), 1, "{path}");
        }
    }
    // Browsers ask for it, and complain when it is not there.
    assert_eq!(rig.get(&format!("{}/favicon.ico", rig.origin)).await.status(), StatusCode::NO_CONTENT);
    let style = rig.get(&format!("{}/standin.css", rig.origin)).await;
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    assert!(style.text().await.unwrap().contains(":focus-visible"));
}
