//! What was typed survives a time-out: the form comes back after signing in again
//! (spec/security.md, Sessions; `site::Parked`).

use testkit::{PASSWORD, TestSite, Visitor, hours, minutes, seconds};

use super::profile::world::{BASIC, send_basic, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const FORM: &str = "/profile/basic";

/// Sends 基本情報登録 one second after half an hour without a request; the login stands open then.
async fn sends_too_late(site: &TestSite, visitor: &mut Visitor) {
    visitor.get(FORM).await;
    site.advance(minutes(30) + seconds(1));
    let page = visitor.submit("保存して次へ進む", &BASIC).await;
    assert_eq!(page.h1(), "求職者マイページログイン", "{}", site.name);
    assert!(
        page.says("入力の途中だった内容は、ログインすると元の画面に表示されます（パスワードを除きます）")
    );
}

/// Signs in where the visitor stands, as this person.
async fn logs_in(visitor: &mut Visitor, email: &str) -> testkit::Page {
    visitor.submit("ログイン", &[("ID（メールアドレス）", email), ("パスワード", PASSWORD)]).await
}

#[tokio::test]
async fn the_login_leads_back_to_the_form_with_everything_that_was_typed() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        let page = logs_in(&mut visitor, EMAIL).await;
        assert_eq!((page.path.as_str(), page.h1().as_str()), (FORM, "基本情報登録"), "{}", site.name);
        for (field, typed) in [
            ("family_name", "明日"),
            ("given_name", "勇気"),
            ("family_kana", "あした"),
            ("given_kana", "ﾕｳｷ"),
            ("birth_date_year", "１９９０"),
            ("birth_date_month", "４"),
            ("birth_date_day", "１"),
            ("postal_code", "３４３ー００２３"),
            ("prefecture", "11"),
            ("municipality", "越谷市"),
            ("town", "東越谷１－５－６"),
            ("telephone", "０９０ー１２３４ー５６７８"),
        ] {
            assert_eq!(page.value_of(field).as_deref(), Some(typed), "{}: {field}", site.name);
        }
        assert!(page.errors().is_empty(), "nothing was sent yet: nothing is wrong");
        assert!(!page.body.contains(PASSWORD), "the password of the login is not on it");
    }
}

#[tokio::test]
async fn what_was_sent_too_late_was_not_saved() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        logs_in(&mut visitor, EMAIL).await;
        assert_eq!(visitor.get("/profile").await.texts(".task-list .tag")[0], "未入力", "{}", site.name);
    }
}

#[tokio::test]
async fn passwords_and_keys_of_a_form_are_not_kept() {
    let sent = [
        ("family_name", "明日"),
        ("password", "Secret-of-mine-1#"),
        ("new_password_confirmation", "Secret-of-mine-2#"),
        ("verification_key", "3467-9ACD-EFGH-JKMN"),
    ];
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get(FORM).await;
        let account = account_of(&site, &visitor).await;
        site.advance(minutes(31));
        visitor.post(FORM, &sent).await;
        let page = logs_in(&mut visitor, EMAIL).await;
        assert_eq!(page.value_of("family_name").as_deref(), Some("明日"), "{}", site.name);
        let before = site.now() - hours(1);
        let kept =
            site.store().read().await.unwrap().parked_form(account, FORM, before).await.unwrap().unwrap();
        assert!(kept.contains("family_name"), "{kept}");
        for secret in ["Secret-of-mine", "3467", "password", "key"] {
            assert!(!kept.contains(secret) && !page.body.contains("Secret-of-mine"), "{secret} is in {kept}");
        }
    }
}

#[tokio::test]
async fn the_password_of_leaving_is_asked_again_after_a_time_out() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings/leave/confirm").await;
        let account = account_of(&site, &visitor).await;
        site.advance(minutes(31));
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        let page = logs_in(&mut visitor, EMAIL).await;
        assert_eq!(page.h1(), "退会の確認", "nobody has left, {}", site.name);
        assert_eq!(page.value_of("password").as_deref(), Some(""));
        let before = site.now() - hours(1);
        let mut conn = site.store().read().await.unwrap();
        let kept = conn.parked_form(account, "/settings/leave/confirm", before).await.unwrap();
        assert!(!kept.unwrap_or_default().contains("Asagao"), "{}", site.name);
    }
}

#[tokio::test]
async fn another_person_who_signs_in_there_sees_an_empty_form() {
    for site in sites().await {
        site.registered("other@example.jp").await;
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        let page = logs_in(&mut visitor, "other@example.jp").await;
        assert_eq!(page.path, FORM, "{}", site.name);
        for field in ["family_name", "given_name", "birth_date_year", "postal_code", "prefecture", "town"] {
            assert_eq!(page.value_of(field).as_deref(), Some(""), "{field}, {}", site.name);
        }
        // It still waits for the person who typed it, on whatever device.
        let mut elsewhere = site.visitor();
        elsewhere.signs_in(EMAIL).await;
        assert_eq!(elsewhere.get(FORM).await.value_of("family_name").as_deref(), Some("明日"));
    }
}

#[tokio::test]
async fn a_visitor_whose_session_is_unknown_leaves_nothing_behind() {
    for site in sites().await {
        let mut owner = site.registered(EMAIL).await;
        for cookie in [None, Some("0".repeat(64))] {
            let mut stranger = site.visitor();
            if let Some(cookie) = cookie {
                stranger.set_cookie("seeker", &cookie);
            }
            let page = stranger.post(FORM, &[("family_name", "誰か")]).await;
            assert!(page.path.starts_with("/login"), "{}", page.path);
        }
        assert_eq!(owner.get(FORM).await.value_of("family_name").as_deref(), Some(""), "{}", site.name);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_by_logging_out_keeps_nothing() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get(FORM).await;
        let mut second_window = visitor.clone();
        visitor.submit("ログアウト", &[]).await;
        let page = second_window.submit("保存して次へ進む", &BASIC).await;
        assert!(page.path.starts_with("/login"), "{}", page.path);
        let page = logs_in(&mut second_window, EMAIL).await;
        assert_eq!(page.value_of("family_name").as_deref(), Some(""), "{}", site.name);
    }
}

#[tokio::test]
async fn once_saved_it_is_forgotten_and_what_was_saved_stands_there() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        logs_in(&mut visitor, EMAIL).await;
        let page = visitor.submit("保存して次へ進む", &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get(FORM).await;
        assert_eq!(page.value_of("given_kana").as_deref(), Some("ユウキ"), "saved, not as typed");
        // Saved anew, the old typing does not come back either.
        send_basic(&mut visitor, &[("姓", "昨日")]).await;
        assert_eq!(visitor.get(FORM).await.value_of("family_name").as_deref(), Some("昨日"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_form_that_is_wrong_is_kept_until_it_is_saved() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        logs_in(&mut visitor, EMAIL).await;
        let page = visitor.submit("保存して次へ進む", &[("電話番号", "1")]).await;
        assert_eq!(page.status, 422, "{}", site.name);
        assert_eq!(visitor.get(FORM).await.value_of("family_name").as_deref(), Some("明日"));
    }
}

#[tokio::test]
async fn it_waits_an_hour_and_not_longer() {
    for site in sites().await {
        let mut visitor = site.registered(EMAIL).await;
        sends_too_late(&site, &mut visitor).await;
        site.advance(hours(1) - seconds(1));
        let mut in_time = site.visitor();
        in_time.signs_in(EMAIL).await;
        assert_eq!(in_time.get(FORM).await.value_of("family_name").as_deref(), Some("明日"));
        site.advance(seconds(1));
        assert_eq!(in_time.get(FORM).await.value_of("family_name").as_deref(), Some(""), "{}", site.name);
    }
}

/// Whose session this browser has.
async fn account_of(site: &TestSite, visitor: &Visitor) -> uuid::Uuid {
    let hash = adapters::secrets::sha256(visitor.cookie("seeker").unwrap());
    site.store().read().await.unwrap().session(&hash, "seeker").await.unwrap().unwrap().account
}
