//! Counting failures (spec/security.md): the lock cannot be beaten and cannot keep a person out.

use axum::http::StatusCode;
use domain::login_guard::{Guard, Verdict};
use testkit::{PASSWORD, TestSite, Visitor, days, key_in, minutes, seconds, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const LOCKED: &str = "ログインを一時的に止めました";

async fn guess(visitor: &mut Visitor, password: &str) -> StatusCode {
    visitor.get("/login").await;
    visitor.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", password)]).await.status
}

async fn lock(site: &TestSite) {
    for _ in 0..5 {
        assert_eq!(guess(&mut site.visitor(), "Wrong-2026#").await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    site.letter(EMAIL, LOCKED).await;
}

#[tokio::test]
async fn five_wrong_passwords_lock_for_thirty_minutes_and_the_person_is_told() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        lock(&site).await;
        assert_eq!(guess(&mut site.visitor(), PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
        site.advance(minutes(30) - seconds(1));
        assert_eq!(guess(&mut site.visitor(), PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
        site.advance(seconds(1));
        assert_eq!(
            guess(&mut site.visitor(), PASSWORD).await,
            StatusCode::OK,
            "tries while locked did not lengthen it"
        );
    }
}

#[tokio::test]
async fn four_wrong_passwords_do_not_lock_and_a_success_begins_anew() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        for _ in 0..2 {
            for _ in 0..4 {
                guess(&mut site.visitor(), "Wrong-2026#").await;
            }
            assert_eq!(guess(&mut site.visitor(), PASSWORD).await, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn a_locked_id_answers_as_a_wrong_password_and_as_an_unknown_id() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        visitor.get("/login").await;
        let wrong = visitor
            .submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")])
            .await;
        for _ in 0..4 {
            guess(&mut site.visitor(), "Wrong-2026#").await;
        }
        site.letter(EMAIL, LOCKED).await;
        visitor.get("/login").await;
        let locked =
            visitor.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!((wrong.status, &wrong.body), (locked.status, &locked.body));
    }
}

#[tokio::test]
async fn unknown_ids_are_counted_as_well_and_get_no_letter() {
    for site in sites(seeker::router).await {
        for _ in 0..6 {
            guess(&mut site.visitor(), "Wrong-2026#").await;
        }
        assert!(site.letters().await.is_empty());
        // Five wrong passwords for an ID that did not exist lock it for a stranger once it does.
        site.registered(EMAIL).await;
        assert_eq!(
            guess(&mut site.visitor(), PASSWORD).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            site.name
        );
        let counters = site.everything_stored().await;
        let counters: Vec<&str> = counters.lines().filter(|row| row.starts_with("login_guard:")).collect();
        assert_eq!(counters.len(), 1, "{}", site.name);
        assert!(!counters[0].contains("sakura"), "{}: an address stands in {}", site.name, counters[0]);
    }
}

#[tokio::test]
async fn of_two_hundred_parallel_guesses_at_most_five_are_evaluated() {
    for site in sites(seeker::router).await {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..200 {
            let (store, now) = (site.store().clone(), site.now());
            tasks.spawn(async move {
                let mut tx = store.begin().await.unwrap();
                let verdict = tx.count_login_try("the same guard", now).await.unwrap();
                tx.commit().await.unwrap();
                verdict
            });
        }
        let verdicts = tasks.join_all().await;
        let evaluated = verdicts.iter().filter(|verdict| **verdict != Verdict::Refuse).count();
        assert_eq!(evaluated, 5, "{}", site.name);
    }
}

#[tokio::test]
async fn the_statement_counts_as_the_rule_says() {
    for site in sites(seeker::router).await {
        let mut guard = Guard::default();
        for round in 0..140 {
            let now = site.now();
            let (after, expected) = guard.count(now);
            let mut tx = site.store().begin().await.unwrap();
            assert_eq!(
                tx.count_login_try("guard", now).await.unwrap(),
                expected,
                "{} try {round}",
                site.name
            );
            tx.commit().await.unwrap();
            guard = after;
            site.advance(if round % 7 == 6 { minutes(31) } else { seconds(20) });
        }
        assert!(guard.in_total <= 100);
    }
}

#[tokio::test]
async fn a_hundred_failures_without_a_success_kill_the_password_until_a_reset() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        for _ in 0..20 {
            lock(&site).await;
            site.advance(minutes(31));
        }
        assert_eq!(guess(&mut site.visitor(), PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY, "dead");
        reset(&site, "Himawari-2026#").await;
        assert_eq!(guess(&mut site.visitor(), "Himawari-2026#").await, StatusCode::OK);
    }
}

async fn reset(site: &TestSite, password: &str) {
    let mut visitor = site.visitor();
    visitor.get("/password-reset").await;
    visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
    let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
    let typed = [
        ("新しいパスワード", password),
        ("新しいパスワード（確認用）", password),
        ("認証キー", key.as_str()),
    ];
    let page = visitor.submit("完了", &typed).await;
    assert!(page.says("新しいパスワードが設定されました"), "{:?}", page.errors());
    site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
}

#[tokio::test]
async fn a_stranger_cannot_keep_a_person_out_on_a_device_of_their_own() {
    for site in sites(seeker::router).await {
        let mut own = site.registered(EMAIL).await;
        own.submit("ログアウト", &[]).await;
        lock(&site).await;
        assert_eq!(
            guess(&mut site.visitor(), PASSWORD).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "a stranger's device"
        );
        assert_eq!(guess(&mut own, PASSWORD).await, StatusCode::OK, "the person's own");
    }
}

#[tokio::test]
async fn a_persons_own_device_has_a_budget_of_five_as_well() {
    for site in sites(seeker::router).await {
        let mut own = site.registered(EMAIL).await;
        own.submit("ログアウト", &[]).await;
        for _ in 0..5 {
            guess(&mut own, "Wrong-2026#").await;
        }
        site.letter(EMAIL, LOCKED).await;
        assert_eq!(guess(&mut own, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_device_cookie_of_another_account_or_a_forged_one_opens_no_second_budget() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let other = site.registered("other@example.jp").await;
        lock(&site).await;
        let foreign = other.cookie("device").unwrap().to_owned();
        let forged = format!("{}.{}.{}", foreign.split('.').next().unwrap(), "0".repeat(64), "0".repeat(64));
        for cookie in [foreign, forged] {
            let mut thief = site.visitor();
            thief.set_cookie("device", &cookie);
            assert_eq!(guess(&mut thief, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
}

#[tokio::test]
async fn a_new_password_by_key_lifts_the_lock() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        lock(&site).await;
        reset(&site, "Himawari-2026#").await;
        assert_eq!(guess(&mut site.visitor(), "Himawari-2026#").await, StatusCode::OK);
    }
}

#[tokio::test]
async fn every_way_in_that_takes_the_password_shares_the_counter() {
    for site in sites(seeker::router).await {
        let mut own = site.registered(EMAIL).await;
        own.forget_cookie("device");
        for _ in 0..3 {
            let mut visitor = site.visitor();
            visitor.get("/reopen").await;
            let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")];
            assert_eq!(visitor.submit("次へ進む", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for _ in 0..2 {
            own.get("/settings/leave/confirm").await;
            own.submit("退会する", &[("パスワード", "Wrong-2026#")]).await;
        }
        site.letter(EMAIL, LOCKED).await;
        assert_eq!(guess(&mut site.visitor(), PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn waiting_does_not_wipe_out_failures_that_have_locked_before() {
    for site in sites(seeker::router).await {
        let mut tx = site.store().begin().await.unwrap();
        for guard in ["guessed at", "mistyped once"] {
            let tries = if guard == "guessed at" { 5 } else { 1 };
            for _ in 0..tries {
                tx.count_login_try(guard, site.now()).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        for (waited, forgotten) in [(days(30), 0), (days(1), 1), (days(335), 0), (days(1), 1)] {
            site.advance(waited);
            let mut tx = site.store().begin().await.unwrap();
            assert_eq!(
                tx.forget_login_guards(site.now()).await.unwrap(),
                forgotten,
                "{} {waited}",
                site.name
            );
            tx.commit().await.unwrap();
        }
    }
}

/// Opens the screen that a letter leads to.
async fn by_mail(site: &TestSite, letter: &domain::letters::Letter) -> Visitor {
    let mut visitor = site.visitor();
    let link = letter.body.lines().find(|line| line.contains("/password-reset/")).unwrap();
    visitor.get(link).await;
    visitor
}

async fn try_key(visitor: &mut Visitor, key: &str) -> testkit::Page {
    let password = "Himawari-2026#";
    let typed =
        [("new_password", password), ("new_password_confirmation", password), ("verification_key", key)];
    let path = visitor.page().path.clone();
    visitor.post(&path, &typed).await
}

#[tokio::test]
async fn a_stranger_who_spoils_the_keys_does_not_keep_the_owner_of_the_mailbox_out() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        lock(&site).await;
        // More keys than an address is sent, and more tries than a key has.
        for _ in 0..6 {
            site.advance(seconds(1));
            let mut stranger = site.visitor();
            stranger.get("/password-reset").await;
            stranger.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
            for _ in 0..6 {
                let page = try_key(&mut stranger, "3467-9ACD-EFGH-JKMN").await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
            }
        }
        site.advance(minutes(49));
        let letters = site.letters().await;
        assert_eq!(letters.len(), 5, "{}: no flood", site.name);
        let newest = letters.last().unwrap();
        let page = try_key(&mut by_mail(&site, newest).await, &key_in(newest)).await;
        assert!(page.says("新しいパスワードが設定されました"), "{}: {:?}", site.name, page.errors());
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        assert_eq!(guess(&mut site.visitor(), "Himawari-2026#").await, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_mailed_link_has_five_tries_as_well() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        visitor.get("/password-reset").await;
        visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        let letter = site.letter(EMAIL, "パスワード再登録申込受付通知").await;
        let mut visitor = by_mail(&site, &letter).await;
        for _ in 0..5 {
            try_key(&mut visitor, "3467-9ACD-EFGH-JKMN").await;
        }
        let page = try_key(&mut visitor, &key_in(&letter)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
    }
}
