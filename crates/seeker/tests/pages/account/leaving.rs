//! 退会 and アカウントの再登録 (seed 000, 3.1).

use axum::http::StatusCode;
use domain::{job_hunt::MessageSender, notice::NoticeKind};
use store::{NewNotice, NewThread};
use testkit::{PASSWORD, TestSite, Visitor, days, key_in, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

async fn leave(site: &TestSite) -> Visitor {
    let mut visitor = site.registered(EMAIL).await;
    let page = visitor.get("/settings/leave").await;
    assert_eq!(page.h1(), "退会");
    assert!(page.says("すべての端末でログアウトします") && page.says("2026年12月20日まで"));
    visitor.follow("退会の手続きへ進む").await;
    let page = visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
    assert_eq!(page.h1(), "退会手続きの完了");
    site.letter(EMAIL, "退会手続き完了のお知らせ").await;
    visitor
}

async fn come_back(site: &TestSite, password: &str) -> (Visitor, testkit::Page) {
    let mut visitor = site.visitor();
    visitor.get("/login").await;
    let page = visitor.submit("アカウントを再登録", &[]).await;
    assert_eq!(page.h1(), "アカウントの再登録");
    let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL), ("パスワード", password)]).await;
    (visitor, page)
}

#[tokio::test]
async fn what_is_lost_is_said_first_with_how_much_it_is() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.get("/settings/leave").await;
        for words in [
            "求職情報 登録の途中の内容",
            "お気に入りの求人 0件",
            "保存した求人検索条件 0件",
            "応募した求人の記録 0件",
            "メッセージ 0件",
            "お知らせ 0件",
            "マイナポータルとのつながり なし",
            "消去の14日前、7日前、1日前に、メールでお知らせします",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let session = adapters::secrets::sha256(visitor.cookie("seeker").unwrap());
        let mut tx = site.store().begin().await.unwrap();
        let account = tx.session(&session, "seeker").await.unwrap().unwrap().account;
        let new = NewNotice { kind: NoticeKind::Safety, subject: "一つ", link: "/home" };
        tx.add_notice(account, &new, site.now()).await.unwrap();
        let thread =
            tx.open_thread(account, NewThread::Office("11080"), "面接の件", site.now()).await.unwrap();
        for body in ["一通目", "二通目"] {
            let text = (MessageSender::Office, body);
            assert!(tx.add_message(account, thread, text, site.now()).await.unwrap());
        }
        tx.commit().await.unwrap();
        let page = visitor.get("/settings/leave").await;
        assert!(page.says("お知らせ 1件") && page.says("メッセージ 2件"), "{}", page.text());
    }
}

#[tokio::test]
async fn leaving_asks_the_password_and_ends_every_session() {
    for site in sites(seeker::router).await {
        let mut elsewhere = site.registered(EMAIL).await;
        let mut visitor = elsewhere.clone();
        visitor.get("/settings/leave/confirm").await;
        let page = visitor.submit("退会する", &[("パスワード", "Wrong-2026#")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(elsewhere.get("/settings/sessions").await.h1(), "ログイン中の端末");
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        assert_eq!(elsewhere.get("/settings/sessions").await.h1(), "求職者マイページログイン");
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn on_day_thirty_the_account_comes_back_with_the_key_from_the_mail() {
    for site in sites(seeker::router).await {
        leave(&site).await;
        site.advance(days(30));
        let (mut visitor, page) = come_back(&site, PASSWORD).await;
        assert_eq!(page.h1(), "認証キー入力");
        let key = key_in(&site.letter(EMAIL, "アカウント再登録申込受付通知").await);
        let wrong = visitor.submit("完了", &[("認証キー", "3467-9ACD-EFGH-JKMN")]).await;
        assert!(wrong.error_at("verification_key").contains("確認できませんでした"));
        let page = visitor.submit("完了", &[("認証キー", &key)]).await;
        assert!(page.says("アカウントの再登録が完了しました"));
        site.letter(EMAIL, "アカウント再登録完了のお知らせ").await;
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn on_day_thirty_one_it_does_not_and_the_person_is_told_what_to_do() {
    for site in sites(seeker::router).await {
        leave(&site).await;
        site.advance(days(31));
        let (_, page) = come_back(&site, PASSWORD).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("email").contains("最寄りのハローワーク"));
        assert!(page.error_at("email").contains("改めてアカウントと求職情報を登録してください"));
        site.registered(EMAIL).await;
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "registered anew");
    }
}

#[tokio::test]
async fn a_wrong_password_an_unknown_id_and_a_late_stranger_learn_nothing() {
    for site in sites(seeker::router).await {
        leave(&site).await;
        let (_, wrong) = come_back(&site, "Wrong-2026#").await;
        let mut visitor = site.visitor();
        visitor.get("/reopen").await;
        let typed = [("ID（メールアドレス）", "nobody@example.jp"), ("パスワード", PASSWORD)];
        let unknown = visitor.submit("次へ進む", &typed).await;
        assert_eq!(wrong.body.replace(EMAIL, "…"), unknown.body.replace("nobody@example.jp", "…"));
        assert!(site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn somebody_who_did_not_leave_is_sent_to_the_login() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let (_, page) = come_back(&site, PASSWORD).await;
        assert!(page.error_at("email").contains("退会していません"));
    }
}
