//! ワンタイムパスワード by mail: six digits, ten minutes, once, in the browser that typed the password.

use axum::http::StatusCode;
use testkit::{PASSWORD, minutes, seconds, sites};

use super::world::{
    CODE_LETTER, EMAIL, another, code_in, half_way, is_in, types_code, types_password, with_mailed_code,
};

#[tokio::test]
async fn without_a_wish_login_goes_straight_into_the_page() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        types_password(&mut visitor).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
        assert!(site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn whoever_switched_it_on_types_the_mailed_code_after_the_password() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, code) = half_way(&site).await;
        assert!(!visitor.clone().cookie_names().contains(&"seeker"), "no session before the code");
        let page = types_code(&mut visitor, &another(&code)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("one_time_password").contains("確認できませんでした"));
        assert_eq!(page.value_of("one_time_password").unwrap_or_default(), "", "never shown again");
        let full_width: String =
            code.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap()).collect();
        let typed = format!(" {} {} ", &full_width[..9], &full_width[9..]);
        types_code(&mut visitor, &typed).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn what_is_no_code_is_said_at_its_box_and_costs_no_try() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, code) = half_way(&site).await;
        for (typed, sentence) in [("", "6桁の数字を入力してください。"), ("12345", "6桁の数字だけ")]
        {
            for _ in 0..3 {
                let page = types_code(&mut visitor, typed).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
                assert!(page.error_at("one_time_password").contains(sentence));
            }
        }
        types_code(&mut visitor, &code).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn a_code_works_for_ten_minutes_and_not_longer() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut in_time, code) = half_way(&site).await;
        site.advance(minutes(10));
        types_code(&mut in_time, &code).await;
        assert!(is_in(&mut in_time).await, "{}", site.name);

        let (mut late, code) = half_way(&site).await;
        site.advance(minutes(10) + seconds(1));
        let page = types_code(&mut late, &code).await;
        assert!(page.error_at("one_time_password").contains("確認できませんでした"));
        late.submit("もう一度送信する", &[]).await;
        let fresh = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        types_code(&mut late, &fresh).await;
        assert!(is_in(&mut late).await, "{}", site.name);
    }
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_the_login_begins_again() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, _) = half_way(&site).await;
        site.advance(minutes(8));
        visitor.submit("もう一度送信する", &[]).await;
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        site.advance(minutes(7) + seconds(1));
        let page = types_code(&mut visitor, &code).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.h1(), "求職者マイページログイン");
        assert!(page.error_at("email").contains("時間が過ぎた"), "{}", site.name);
    }
}

#[tokio::test]
async fn only_the_newest_code_works_and_it_works_once() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, old) = half_way(&site).await;
        let page = visitor.submit("もう一度送信する", &[]).await;
        assert!(page.says("新しいワンタイムパスワードをメールで送信しました。"));
        let new = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        if old != new {
            assert!(!types_code(&mut visitor, &old).await.errors().is_empty());
        }
        let mut second_window = visitor.clone();
        types_code(&mut visitor, &new).await;
        assert!(is_in(&mut visitor).await);
        let page = types_code(&mut second_window, &new).await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}: used up", site.name);
        assert!(!second_window.cookie_names().contains(&"seeker"));
    }
}

#[tokio::test]
async fn a_code_is_worth_nothing_in_another_browser() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (_, code) = half_way(&site).await;
        let (mut thief, _) = half_way(&site).await;
        assert!(!types_code(&mut thief, &code).await.errors().is_empty(), "the code of another login");
        let mut stranger = site.visitor();
        let page = stranger.post("/login/code", &[("one_time_password", &code)]).await;
        assert!(page.error_at("email").contains("もう一度"), "{}", site.name);
        assert_eq!(stranger.get("/login/code").await.h1(), "求職者マイページログイン");
    }
}

#[tokio::test]
async fn a_wrong_password_is_answered_as_before_and_mails_nothing() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        site.registered("other@example.jp").await;
        let mut answers = Vec::new();
        for email in [EMAIL, "other@example.jp", "nobody@example.jp"] {
            let mut visitor = site.visitor();
            visitor.get("/login").await;
            let typed = [("ID（メールアドレス）", email), ("パスワード", "Wrong-2026#")];
            let page = visitor.submit("ログイン", &typed).await;
            answers.push((page.status, page.body.replace(email, "…"), visitor.cookie_names().len()));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{}", site.name);
        assert!(site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn the_way_back_to_the_page_that_asked_for_the_login_is_kept() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let mut visitor = site.visitor();
        visitor.get("/settings/sessions").await;
        let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)];
        visitor.submit("ログイン", &typed).await;
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        assert_eq!(types_code(&mut visitor, &code).await.h1(), "ログイン中の端末", "{}", site.name);
    }
}

#[tokio::test]
async fn no_mailbox_is_flooded_and_the_page_says_so() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, _) = half_way(&site).await;
        for _ in 0..4 {
            visitor.submit("もう一度送信する", &[]).await;
            site.letter(EMAIL, CODE_LETTER).await;
        }
        let page = visitor.submit("もう一度送信する", &[]).await;
        assert!(page.says("新しいワンタイムパスワードは送信していません"), "{}", site.name);
        let mut another = site.visitor();
        let page = types_password(&mut another).await;
        assert!(page.says("新しいワンタイムパスワードは送信していません"));
        assert!(site.letters().await.is_empty());
        site.advance(minutes(10));
        visitor.submit("もう一度送信する", &[]).await;
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        types_code(&mut visitor, &code).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn neither_the_code_nor_what_the_browser_holds_lies_in_the_database() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (visitor, code) = half_way(&site).await;
        let stored = site.everything_stored().await;
        assert!(stored.contains("mailed_code"));
        assert!(!stored.contains(&format!("：{code}")), "{}: the letter was erased", site.name);
        assert!(!stored.contains(visitor.cookie("half-way").unwrap()));
    }
}
