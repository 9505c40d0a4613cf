//! アカウント登録 (seed 001, 2.1) and the key (spec/security.md, 認証キー).

use axum::http::StatusCode;
use testkit::{PASSWORD, TestSite, Visitor, days, key_in, minutes, seconds, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

async fn fill_in(visitor: &mut Visitor, email: &str) -> testkit::Page {
    visitor.get("/register").await;
    let typed = [
        ("メールアドレス", email),
        ("メールアドレス（確認用）", email),
        ("に同意します", "on"),
        ("在学中", "on"),
    ];
    visitor.submit("次へ進む", &typed).await
}

async fn finish(visitor: &mut Visitor, password: &str, key: &str) -> testkit::Page {
    let typed = [("新規のパスワード", password), ("新規のパスワード（確認用）", password), ("認証キー", key)];
    visitor.submit("完了", &typed).await
}

async fn apply(site: &TestSite, email: &str) -> (Visitor, String) {
    let mut visitor = site.visitor();
    let page = fill_in(&mut visitor, email).await;
    assert_eq!(page.h1(), "パスワード登録", "{:?}", page.errors());
    let key = key_in(&site.letter(email, "アカウント仮登録完了通知").await);
    (visitor, key)
}

#[tokio::test]
async fn the_first_screen_has_what_the_seed_shows_in_its_order() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/register").await;
        assert_eq!(page.h1(), "求職者マイページアカウント登録");
        let text = page.text();
        let order = [
            "おおむね過去5年以内",
            "雇用保険の受給手続き",
            "system@mail.hellowork.mhlw.go.jp",
            "メールアドレスの登録",
            "パスワードの登録",
            "求職者マイページアカウント登録完了",
            "求職情報の登録",
            "14日以内",
            "求職者マイページの開設",
            "基本的な考え方",
            "第1条",
            "に同意します",
            "在学中",
            "キャンセル",
            "次へ進む",
        ];
        let mut rest = text.as_str();
        for words in order {
            let at = rest.find(words).unwrap_or_else(|| panic!("「{words}」 is missing or out of order"));
            rest = &rest[at..];
        }
    }
}

#[tokio::test]
async fn each_refused_kind_of_address_is_refused_at_its_field_and_keeps_what_was_typed() {
    for site in sites(seeker::router).await {
        let kinds = [
            (".abcd@example.co.jp", "先頭にピリオド"),
            ("abcd.@example.co.jp", "@の直前にピリオド"),
            ("ab..cd@example.co.jp", "連続"),
            ("ab[cd@example.co.jp", "利用できない"),
            ("abcd.example.co.jp", "「@」"),
            ("", "入力してください"),
        ];
        for (email, reason) in kinds {
            let mut visitor = site.visitor();
            let page = fill_in(&mut visitor, email).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
            assert!(page.title().starts_with("エラー："));
            assert!(page.error_at("email").contains(reason), "{email}: {}", page.error_at("email"));
            assert_eq!(page.value_of("email").unwrap_or_default(), email);
        }
    }
}

#[tokio::test]
async fn confirmation_consent_and_declaration_are_each_required() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        let page =
            visitor.post("/register", &[("email", EMAIL), ("email_confirmation", "other@example.jp")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("email_confirmation").contains("同じアドレス"));
        assert!(page.error_at("consent").contains("プライバシーポリシー"));
        assert!(page.error_at("not_student").contains("在学中"));
    }
}

#[tokio::test]
async fn the_right_key_and_a_good_password_open_the_account() {
    for site in sites(seeker::router).await {
        let (mut visitor, key) = apply(&site, EMAIL).await;
        let page = finish(&mut visitor, PASSWORD, &key.to_lowercase().replace('-', "")).await;
        assert_eq!(page.h1(), "求職者マイページアカウント登録完了");
        assert!(page.says("14日以内") && page.says("求職情報を登録") && page.says("2026年12月04日"));
    }
}

#[tokio::test]
async fn a_bad_password_or_a_missing_key_does_not_cost_a_try_and_no_secret_comes_back() {
    for site in sites(seeker::router).await {
        let (mut visitor, key) = apply(&site, EMAIL).await;
        for _ in 0..6 {
            let page = finish(&mut visitor, "short#1", &key).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.error_at("password").contains("8桁以上32桁以内"));
            assert!(!page.body.contains("short#1") && !page.body.contains(&key));
        }
        assert!(
            finish(&mut visitor, PASSWORD, "")
                .await
                .error_at("verification_key")
                .contains("入力してください")
        );
        assert_eq!(finish(&mut visitor, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
    }
}

#[tokio::test]
async fn a_password_that_is_easily_guessed_is_refused_with_its_reason() {
    for site in sites(seeker::router).await {
        let (mut visitor, key) = apply(&site, EMAIL).await;
        for (password, reason) in [
            ("P@ssw0rd1", "よく使われていて"),
            ("HelloWork#1", "このサービスの名前"),
            ("Tanaka#2026", "メールアドレスやお名前"),
        ] {
            let page = finish(&mut visitor, password, &key).await;
            assert!(page.error_at("password").contains(reason), "{password}: {}", page.error_at("password"));
        }
    }
}

#[tokio::test]
async fn a_key_works_in_its_fiftieth_minute_and_not_a_second_later() {
    for site in sites(seeker::router).await {
        let (mut in_time, key) = apply(&site, EMAIL).await;
        site.advance(minutes(50));
        assert_eq!(finish(&mut in_time, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
        let (mut late, key) = apply(&site, "late@example.jp").await;
        site.advance(minutes(50) + seconds(1));
        assert!(finish(&mut late, PASSWORD, &key).await.error_at("verification_key").contains("50分"));
    }
}

#[tokio::test]
async fn five_wrong_tries_kill_a_key() {
    for site in sites(seeker::router).await {
        let (mut visitor, key) = apply(&site, EMAIL).await;
        for _ in 0..5 {
            let page = finish(&mut visitor, PASSWORD, "3467-9ACD-EFGH-JKMN").await;
            assert!(page.error_at("verification_key").contains("確認できませんでした"));
        }
        let page = finish(&mut visitor, PASSWORD, &key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the right key comes too late");
    }
}

#[tokio::test]
async fn four_wrong_tries_leave_a_key_alive() {
    for site in sites(seeker::router).await {
        let (mut visitor, key) = apply(&site, EMAIL).await;
        for _ in 0..4 {
            finish(&mut visitor, PASSWORD, "3467-9ACD-EFGH-JKMN").await;
        }
        assert_eq!(finish(&mut visitor, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
    }
}

#[tokio::test]
async fn only_the_newest_key_of_an_address_works_and_only_on_its_own_screen() {
    for site in sites(seeker::router).await {
        let (mut first, old_key) = apply(&site, EMAIL).await;
        site.advance(seconds(1));
        let (mut second, new_key) = apply(&site, EMAIL).await;
        for key in [&old_key, &new_key] {
            assert_eq!(finish(&mut first, PASSWORD, key).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(finish(&mut second, PASSWORD, &old_key).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(finish(&mut second, PASSWORD, &new_key).await.h1(), "求職者マイページアカウント登録完了");
    }
}

#[tokio::test]
async fn a_key_sent_again_replaces_the_first() {
    for site in sites(seeker::router).await {
        let (mut visitor, old_key) = apply(&site, EMAIL).await;
        site.advance(seconds(1));
        let page = visitor.submit("認証キーをもう一度送る", &[]).await;
        assert_eq!(page.h1(), "パスワード登録");
        let new_key = key_in(&site.letter(EMAIL, "アカウント仮登録完了通知").await);
        assert!(
            finish(&mut visitor, PASSWORD, &old_key).await.error_at("verification_key").contains("新しい")
        );
        assert_eq!(finish(&mut visitor, PASSWORD, &new_key).await.h1(), "求職者マイページアカウント登録完了");
    }
}

#[tokio::test]
async fn the_mail_opens_the_same_screen_on_another_device_and_the_key_is_still_typed() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        fill_in(&mut visitor, EMAIL).await;
        let letter = site.letter(EMAIL, "アカウント仮登録完了通知").await;
        let link = letter.body.lines().find(|line| line.contains("/register/password/")).unwrap().to_owned();
        let mut phone = site.visitor();
        let page = phone.get(&link).await;
        assert_eq!(page.h1(), "パスワード登録");
        assert!(!page.body.contains(&key_in(&letter)));
        assert_eq!(
            finish(&mut phone, PASSWORD, &key_in(&letter)).await.h1(),
            "求職者マイページアカウント登録完了"
        );
    }
}

#[tokio::test]
async fn pressing_twice_makes_one_account_and_a_used_key_makes_no_other() {
    for site in sites(seeker::router).await {
        let (visitor, key) = apply(&site, EMAIL).await;
        let (mut one, mut other, mut third) = (visitor.clone(), visitor.clone(), visitor);
        assert_eq!(finish(&mut one, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
        let page = finish(&mut other, PASSWORD, &key).await;
        assert_eq!(page.h1(), "求職者マイページログイン");
        assert!(page.says("登録は完了しています"));
        let page = finish(&mut third, "Himawari-2026#", &key).await;
        assert_eq!(page.h1(), "求職者マイページログイン");
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "the first password holds");
    }
}

#[tokio::test]
async fn known_unknown_and_withdrawn_addresses_see_the_same_screens() {
    for site in sites(seeker::router).await {
        let mut leaver = site.registered("left@example.jp").await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        site.registered("known@example.jp").await;

        let mut bodies = Vec::new();
        for email in ["known@example.jp", "new@example.jp", "left@example.jp"] {
            let mut visitor = site.visitor();
            let page = fill_in(&mut visitor, email).await;
            let request = page.path.rsplit('/').next().unwrap().to_owned();
            let wrong = finish(&mut visitor, PASSWORD, "3467-9ACD-EFGH-JKMN").await;
            let strip = |page: &testkit::Page| (page.status, page.body.replace(&request, "…"));
            bodies.push((strip(&page), strip(&wrong)));
        }
        assert_eq!(bodies[0], bodies[1]);
        assert_eq!(bodies[1], bodies[2]);

        let letters = site.letters().await;
        let to = |address: &str| letters.iter().find(|letter| letter.to == address).unwrap();
        assert!(to("known@example.jp").body.contains("すでに登録されています"));
        assert!(to("left@example.jp").body.contains("アカウントを再登録"));
        assert!(to("new@example.jp").body.contains("認証キー："));
        assert_eq!(letters.iter().filter(|letter| letter.body.contains("認証キー：")).count(), 1);
    }
}

#[tokio::test]
async fn an_address_gets_at_most_five_letters_an_hour_and_the_screens_stay_the_same() {
    for site in sites(seeker::router).await {
        for _ in 0..7 {
            let mut visitor = site.visitor();
            assert_eq!(fill_in(&mut visitor, EMAIL).await.h1(), "パスワード登録");
            site.advance(seconds(1));
        }
        assert_eq!(site.letters().await.len(), 5);
        site.advance(minutes(61));
        fill_in(&mut site.visitor(), EMAIL).await;
        assert_eq!(site.letters().await.len(), 1);
    }
}

#[tokio::test]
async fn an_account_without_job_seeker_information_is_void_after_fourteen_days() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        site.advance(days(14));
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK);
        site.advance(days(1));
        let page = site.visitor().signs_in(EMAIL).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (mut anew, key) = apply(&site, EMAIL).await;
        assert_eq!(finish(&mut anew, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
    }
}

#[tokio::test]
async fn the_screen_of_an_unknown_request_is_not_there() {
    for site in sites(seeker::router).await {
        for path in ["/register/password/x", "/password-reset/0", "/reopen/あ"] {
            assert_eq!(site.visitor().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn once_the_letter_is_sent_the_database_holds_neither_key_nor_password_nor_the_address_of_the_screen() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        let page = fill_in(&mut visitor, EMAIL).await;
        let request = page.path.rsplit('/').next().unwrap().to_owned();
        let stored = site.everything_stored().await;
        assert!(stored.contains("認証キー："), "{}: a letter that waits holds its key", site.name);
        let letter = site.letter(EMAIL, "アカウント仮登録完了通知").await;
        let link = letter.body.lines().find(|line| line.contains("/register/password/")).unwrap();
        let mailed = link.rsplit('/').next().unwrap();
        let key = key_in(&letter);
        let bare = key.replace('-', "");
        let before = site.everything_stored().await;
        assert_eq!(finish(&mut visitor, PASSWORD, &key).await.h1(), "求職者マイページアカウント登録完了");
        let after = site.everything_stored().await;
        assert!(after.contains(EMAIL) && after.contains("$argon2id$"), "{}: the dump is whole", site.name);
        for stored in [before, after] {
            for secret in [&key, &bare, &request, mailed, PASSWORD] {
                assert!(!stored.contains(secret), "{}: {secret} is stored", site.name);
            }
        }
    }
}
