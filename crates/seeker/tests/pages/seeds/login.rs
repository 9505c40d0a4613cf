//! Seeds 000 and 004, 3.1 (1) and 3.3: the sentences of login, パスワード再登録 and logout.

use axum::http::StatusCode;
use testkit::{PASSWORD, sites};

use super::says_all;

const EMAIL: &str = "sakura.tanaka@example.jp";

#[tokio::test]
async fn the_login_says_what_to_do_after_leaving() {
    for site in sites(seeker::router).await {
        says_all(
            &site.visitor().get("/login").await,
            &[
                "アカウントとして登録したメールアドレスとパスワードを入力してください。",
                "過去30日以内にマイページを退会した方",
                "マイページの利用を再開したい場合は、アカウントの再登録を行います。",
                "「アカウントを再登録」ボタンをクリックし、以前アカウントとして利用していたメールアドレスとパスワードを入力してください。",
                "入力したメールアドレス宛に認証キーが通知されますので、「認証キー入力」画面で入力してください。",
                "マイページ退会後31日以上が経過している方",
                "ハローワークの窓口を利用していただく方でマイページの利用を再開したい場合には、最寄りのハローワークまでご連絡ください。",
                "ハローワークの窓口を利用していない方（オンライン登録者）は、ハローワークにご連絡いただくと、以前登録した求職情報を利用してマイページの開設手続きを行うことができます。",
                "ハローワークにご連絡されない場合は、改めてアカウント（メールアドレスとパスワード）と求職情報を登録し直してください。",
            ],
        );
    }
}

#[tokio::test]
async fn the_login_says_what_to_do_when_locked_out_or_without_the_id() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/login").await;
        says_all(
            &page,
            &[
                "パスワードを5回続けて誤ると、ロックがかかりログインできなくなります。",
                "30分程度時間を空けてお試しください。",
                "ID（メールアドレス）を忘れた場合",
                "利用しているハローワークにご連絡の上、確認依頼の手続きを行ってください。",
                "最寄りのハローワークにご連絡ください。",
                "なお、ハローワークでは、パスワードの確認はできませんので、パスワードを忘れた場合は、「パスワードをお忘れの方」からパスワードを再登録してください。",
            ],
        );
        assert_eq!(visitor.follow("パスワードをお忘れの方").await.h1(), "求職者マイページパスワード再登録");
    }
}

#[tokio::test]
async fn the_reset_screens_say_what_is_mailed_how_long_it_works_and_what_to_do_without_it() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        says_all(&visitor.get("/password-reset").await, &["新しいパスワードを設定しなおします。"]);
        let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        says_all(
            &page,
            &[
                "メールに記載の「認証キー」を確認のうえ、「新しいパスワード」「新しいパスワード（確認用）」「認証キー」を入力し、「完了」ボタンをクリックしてください",
                "メール配信から50分以内",
                "のすべてを含む8桁以上32桁以内で入力してください。",
                "しばらく経ってもメールが届かない場合は、メール受信制限の設定内容と入力したメールアドレスが正しいかをご確認ください。",
                "メール受信制限をされている方は、system@mail.hellowork.mhlw.go.jpからのメール受信を許可し、",
                "はじめからパスワード再登録をやり直してください。",
                "登録を完了する前に、この「パスワード再登録」画面を閉じないでください。",
            ],
        );
        assert_eq!(page.link("はじめからパスワード再登録をやり直す").as_deref(), Some("/password-reset"));
        site.letter(EMAIL, "パスワード再登録申込受付通知").await;
    }
}

#[tokio::test]
async fn the_new_password_is_set_and_opens_the_page() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        visitor.get("/login").await;
        visitor.follow("パスワードをお忘れの方").await;
        visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        let key = testkit::key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
        let new = "Himawari-2026#";
        let typed =
            [("新しいパスワード", new), ("新しいパスワード（確認用）", new), ("認証キー", key.as_str())];
        says_all(&visitor.submit("完了", &typed).await, &["新しいパスワードが設定されました"]);
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", new)];
        assert_eq!(visitor.submit("ログイン", &typed).await.status, StatusCode::OK, "{}", site.name);
        assert!(visitor.cookie("seeker").is_some() && new != PASSWORD);
    }
}

#[tokio::test]
async fn people_are_told_to_log_out_and_that_the_portal_is_another_matter() {
    for site in sites(seeker::router).await {
        says_all(&site.visitor().get("/terms").await, &["利用を終えるときは、必ずログアウトしてください。"]);
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.get("/settings").await;
        assert_eq!(page.texts("header .masthead__person button"), ["ログアウト"], "at the top of the screen");
        says_all(
            &visitor.submit("ログアウト", &[]).await,
            &["マイナポータルのご利用を終了する場合は、マイナポータルからログアウトしてください。"],
        );
    }
}
