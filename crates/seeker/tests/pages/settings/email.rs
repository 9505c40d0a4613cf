//! メールアドレスの変更 (spec/domain.md 2.5, spec/security.md 認証キー).

use axum::http::StatusCode;
use domain::letters::Letter;
use testkit::{PASSWORD, Page, TestSite, Visitor, days, hours, key_in, minutes, seconds, sites};

const OLD: &str = "sakura.tanaka@example.jp";
const NEW: &str = "hana.tanaka@example.jp";
const KEY_LETTER: &str = "メールアドレス変更申込受付通知";
const ASKED: &str = "メールアドレス変更のお申込みのお知らせ";
const DONE: &str = "メールアドレス変更完了のお知らせ";

async fn ask(visitor: &mut Visitor, new: &str, password: &str) -> Page {
    visitor.get("/settings/email").await;
    let typed =
        [("新しいメールアドレス", new), ("新しいメールアドレス（確認用）", new), ("パスワード", password)];
    visitor.submit("次へ進む", &typed).await
}

/// The letters that wait: the one to `to` with this subject, and how many others.
fn pick<'a>(letters: &'a [Letter], to: &str, subject: &str) -> Option<&'a Letter> {
    letters.iter().find(|letter| letter.to == to && letter.subject == subject)
}

async fn asked(site: &TestSite, visitor: &mut Visitor, new: &str) -> String {
    let page = ask(visitor, new, PASSWORD).await;
    assert_eq!(page.h1(), "認証キー入力", "{:?}", page.errors());
    let letters = site.letters().await;
    assert_eq!(letters.len(), 2);
    let told = pick(&letters, OLD, ASKED).unwrap();
    assert!(told.body.contains("お心当たりのない場合は") && !told.body.contains(new));
    key_in(pick(&letters, new, KEY_LETTER).unwrap())
}

async fn types(visitor: &mut Visitor, key: &str) -> Page {
    visitor.get("/settings/email/key").await;
    visitor.submit("完了", &[("認証キー", key)]).await
}

#[tokio::test]
async fn nothing_changes_before_the_key_and_everything_with_it() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let mut elsewhere = site.visitor();
        elsewhere.signs_in(OLD).await;
        let mut thief = visitor.clone();
        let key = asked(&site, &mut visitor, NEW).await;
        assert_eq!(site.visitor().signs_in(NEW).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.visitor().signs_in(OLD).await.status, StatusCode::OK, "still the ID");

        let page = types(&mut visitor, &key).await;
        assert_eq!(page.h1(), "アカウントを編集");
        assert!(page.says("ID（メールアドレス）を変更しました") && page.says(NEW) && !page.says(OLD));
        let letters = site.letters().await;
        assert_eq!(letters.len(), 2);
        let old = pick(&letters, OLD, DONE).unwrap();
        assert!(
            old.body.contains("ヘルプデスクか、最寄りのハローワークにご連絡ください")
                && !old.body.contains(NEW)
        );
        assert!(pick(&letters, NEW, DONE).is_some());

        assert_eq!(visitor.get("/settings").await.h1(), "求職者情報・設定", "the own session goes on");
        assert_eq!(elsewhere.get("/settings").await.h1(), "求職者マイページログイン");
        assert_eq!(thief.get("/settings").await.h1(), "求職者マイページログイン", "the old token is dead");
        assert_eq!(site.visitor().signs_in(OLD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.visitor().signs_in(NEW).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_code_that_waits_in_the_old_mailbox_finishes_no_login_after_the_change_and_no_device_is_spared() {
    let code_in = |letters: &[Letter]| {
        let letter = pick(letters, OLD, "ワンタイムパスワードのお知らせ").unwrap();
        letter.body.lines().find_map(|line| line.strip_prefix("ワンタイムパスワード：")).unwrap().to_owned()
    };
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        visitor.get("/settings/sign-in/code-on").await;
        visitor.submit("使う", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        let mut spared = site.visitor();
        spared.signs_in(OLD).await;
        let code = code_in(&site.letters().await);
        spared.submit("ログインする", &[("one_time_password", &code), ("spare", "1")]).await;
        spared.forget_cookie("seeker");
        assert_eq!(spared.signs_in(OLD).await.status, StatusCode::OK, "spared before");
        assert_eq!(spared.get("/settings").await.h1(), "求職者情報・設定");
        spared.forget_cookie("seeker");
        let mut thief = site.visitor();
        assert_eq!(thief.signs_in(OLD).await.h1(), "ワンタイムパスワードの入力");
        let code = code_in(&site.letters().await);

        let key = asked(&site, &mut visitor, NEW).await;
        types(&mut visitor, &key).await;
        assert_eq!(site.letters().await.len(), 2);
        let page = thief.submit("ログインする", &[("one_time_password", &code)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert_eq!(page.h1(), "求職者マイページログイン");
        assert_eq!(spared.signs_in(NEW).await.h1(), "ワンタイムパスワードの入力", "{}", site.name);
        assert_eq!(site.letters().await.len(), 1);
    }
}

#[tokio::test]
async fn a_taken_address_shows_the_same_screen_and_its_letter_has_no_key() {
    for site in sites(seeker::router).await {
        site.registered(NEW).await;
        let mut visitor = site.registered(OLD).await;
        let mut screens = Vec::new();
        for new in [NEW, "nobody@example.jp"] {
            let page = ask(&mut visitor, new, PASSWORD).await;
            screens.push((page.status, page.path.clone(), page.body.replace(new, "…")));
        }
        assert_eq!(screens[0], screens[1]);
        let letters = site.letters().await;
        let told = pick(&letters, NEW, "メールアドレス変更のお申込みについて").unwrap();
        assert!(
            !told.body.contains("認証キー") && told.body.contains("すでにアカウントとして登録されている")
        );
        assert!(pick(&letters, "nobody@example.jp", KEY_LETTER).is_some());
    }
}

#[tokio::test]
async fn an_address_that_left_is_free_again_on_day_thirty_one() {
    for site in sites(seeker::router).await {
        let mut leaver = site.registered(NEW).await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        for (day, subject) in [(30, "メールアドレス変更のお申込みについて"), (31, KEY_LETTER)]
        {
            site.advance(days(if day == 30 { 30 } else { 1 }));
            // An account without 求職情報 lives two weeks: a new one each time.
            let id = format!("day{day}@example.jp");
            let mut visitor = site.registered(&id).await;
            ask(&mut visitor, NEW, PASSWORD).await;
            let letters = site.letters().await;
            assert!(pick(&letters, NEW, subject).is_some(), "day {day}");
        }
    }
}

#[tokio::test]
async fn of_two_requests_only_the_newest_key_works_whichever_tab_it_is_typed_in() {
    for site in sites(seeker::router).await {
        let mut one = site.registered(OLD).await;
        let mut other = one.clone();
        let first = asked(&site, &mut one, "first@example.jp").await;
        site.advance(seconds(1));
        let second = asked(&site, &mut other, NEW).await;
        let page = types(&mut one, &first).await;
        assert!(page.error_at("verification_key").contains("いちばん新しいメール"));
        assert!(types(&mut one, &second).await.says("ID（メールアドレス）を変更しました"));
        assert_eq!(site.letters().await.len(), 2);
        assert_eq!(site.visitor().signs_in(NEW).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_key_lives_fifty_minutes_bears_five_wrong_tries_and_works_once() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let key = asked(&site, &mut visitor, NEW).await;
        site.advance(minutes(25));
        visitor.get("/settings").await;
        site.advance(minutes(25) + seconds(1));
        let page = types_late(&mut visitor, &key).await;
        assert!(page.says("入力を待っている認証キーはありません"), "{}", page.text());

        let key = asked(&site, &mut visitor, NEW).await;
        for _ in 0..5 {
            assert_eq!(
                types(&mut visitor, "3467-9ACD-EFGH-JKMN").await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        assert_eq!(types(&mut visitor, &key).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the sixth try");

        let key = asked(&site, &mut visitor, NEW).await;
        let mut twice = visitor.clone();
        twice.get("/settings/email/key").await;
        types(&mut visitor, &key).await;
        assert_eq!(site.letters().await.len(), 2);
        let page = visitor.post("/settings/email/key", &[("verification_key", key.as_str())]).await;
        assert_eq!(page.h1(), "アカウントを編集", "pressed twice");
        assert!(site.letters().await.is_empty(), "told once");
    }
}

async fn types_late(visitor: &mut Visitor, key: &str) -> Page {
    visitor.post("/settings/email/key", &[("verification_key", key)]).await
}

#[tokio::test]
async fn the_same_address_in_another_case_is_no_new_one_and_what_was_typed_stays() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let page = ask(&mut visitor, "Sakura.Tanaka@EXAMPLE.jp", PASSWORD).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("email").contains("現在のID"));
        assert_eq!(page.value_of("email").as_deref(), Some("Sakura.Tanaka@EXAMPLE.jp"));
        visitor.get("/settings/email").await;
        let typed = [("新しいメールアドレス", NEW), ("新しいメールアドレス（確認用）", "x@example.jp")];
        let page = visitor.submit("次へ進む", &typed).await;
        assert!(page.error_at("email_confirmation").contains("同じアドレス"));
        assert!(page.error_at("password").contains("入力してください"));
        assert!(!site.everything_stored().await.contains("login_guard:"), "nothing was counted");
    }
}

#[tokio::test]
async fn a_wrong_password_sends_nothing_and_counts_for_the_lock() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        visitor.forget_cookie("device");
        for _ in 0..5 {
            assert_eq!(ask(&mut visitor, NEW, "Wrong-2026#").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        site.letter(OLD, "ログインを一時的に止めました").await;
        assert_eq!(ask(&mut visitor, NEW, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY, "locked");
    }
}

#[tokio::test]
async fn an_address_that_somebody_registers_meanwhile_is_not_taken_away_from_them() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let key = asked(&site, &mut visitor, NEW).await;
        site.registered(NEW).await;
        let page = types(&mut visitor, &key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("verification_key").contains("ほかのアカウントで使われています"));
        assert_eq!(site.visitor().signs_in(OLD).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_new_password_calls_the_request_off() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let key = asked(&site, &mut visitor, NEW).await;
        visitor.get("/settings/password").await;
        let new = "Himawari-2026#";
        let typed =
            [("現在のパスワード", PASSWORD), ("新しいパスワード", new), ("新しいパスワード（確認用）", new)];
        visitor.submit("パスワードを変更する", &typed).await;
        site.letters().await;
        let page = visitor.post("/settings/email/key", &[("verification_key", key.as_str())]).await;
        assert!(page.says("入力を待っている認証キーはありません") && page.says(OLD));
    }
}

#[tokio::test]
async fn a_key_for_the_old_address_sets_no_password_after_the_change() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let mut reader = site.visitor();
        reader.get("/password-reset").await;
        reader.submit("次へ進む", &[("ID（メールアドレス）", OLD)]).await;
        let reset = key_in(&site.letter(OLD, "パスワード再登録申込受付通知").await);
        let key = asked(&site, &mut visitor, NEW).await;
        types(&mut visitor, &key).await;
        site.letters().await;
        let new = "Himawari-2026#";
        let typed =
            [("新しいパスワード", new), ("新しいパスワード（確認用）", new), ("認証キー", reset.as_str())];
        assert_eq!(reader.submit("完了", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn one_address_gets_five_letters_in_fifty_minutes_and_one_account_makes_ten_requests_a_day() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        for n in 1..=10 {
            let page = ask(&mut visitor, NEW, PASSWORD).await;
            assert_eq!(page.h1(), "認証キー入力", "the same screen each time");
            let letters = site.letters().await;
            assert_eq!(pick(&letters, NEW, KEY_LETTER).is_some(), n <= 5, "request {n}");
        }
        let page = ask(&mut visitor, "other@example.jp", PASSWORD).await;
        assert!(page.error_at("email").contains("24時間に10回まで"));
        let page = {
            visitor.get("/settings/email/key").await;
            visitor.submit("認証キーをもう一度送る", &[]).await
        };
        assert!(page.error_at("verification_key").contains("24時間に10回まで"));
        assert!(site.letters().await.is_empty());
        site.advance(hours(24));
        visitor.signs_in(OLD).await;
        assert_eq!(ask(&mut visitor, NEW, PASSWORD).await.h1(), "認証キー入力");
        site.letters().await;
    }
}

#[tokio::test]
async fn a_key_sent_again_takes_the_place_of_the_first() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let first = asked(&site, &mut visitor, NEW).await;
        site.advance(seconds(1));
        visitor.get("/settings/account").await;
        let page = visitor.follow("認証キーを入力する：メールアドレスの変更").await;
        assert!(page.says(NEW));
        let page = visitor.submit("認証キーをもう一度送る", &[]).await;
        assert!(page.says("認証キーをもう一度送りました"));
        let key = key_in(pick(&site.letters().await, NEW, KEY_LETTER).unwrap());
        assert_eq!(types(&mut visitor, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(types(&mut visitor, &key).await.says("ID（メールアドレス）を変更しました"));
        site.letters().await;
    }
}

#[tokio::test]
async fn no_key_stands_in_the_database() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(OLD).await;
        let key = asked(&site, &mut visitor, NEW).await;
        let stored = site.everything_stored().await;
        assert!(stored.contains(NEW) && !stored.contains(&key) && !stored.contains(&key.replace('-', "")));
    }
}
