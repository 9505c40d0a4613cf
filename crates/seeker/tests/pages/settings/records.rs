//! ログインの記録 and 求職情報を見た記録.

use axum::http::StatusCode;
use domain::own_records::{CounterRole, RecordPart};
use store::{NewRecordAccess, RecordOf};
use testkit::{PASSWORD, TestSite, Visitor, days, minutes, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

async fn guesses(site: &TestSite, times: usize) {
    for _ in 0..times {
        let mut stranger = site.visitor();
        stranger.get("/login").await;
        let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")];
        assert_eq!(stranger.submit("ログイン", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

async fn lines(visitor: &mut Visitor) -> Vec<String> {
    visitor.get("/settings").await;
    let page = visitor.follow("ログインの記録").await;
    assert_eq!(page.h1(), "ログインの記録");
    page.texts("main .task-list li").into_iter().map(|line| testkit::plain(&line)).collect()
}

#[tokio::test]
async fn every_sign_in_stands_there_with_its_time_device_and_way() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        site.advance(minutes(5));
        let mut again = site.visitor();
        again.signs_in(EMAIL).await;
        let lines = lines(&mut again).await;
        assert_eq!(lines.len(), 2, "{lines:?}");
        for words in ["2026年11月20日10時05分", "Chrome(Linux)", "方法:パスワード"] {
            assert!(lines[0].contains(words), "{words}: {}", lines[0]);
        }
        assert!(
            lines[1].contains("2026年11月20日10時00分") && lines[1].contains("アカウント登録"),
            "{}",
            lines[1]
        );
    }
}

#[tokio::test]
async fn wrong_passwords_are_counted_and_each_is_told_once() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        guesses(&site, 3).await;
        visitor.get("/settings/sign-ins").await;
        assert!(visitor.page().says("パスワードの誤りが3回ありました"), "before anybody knew the right one");

        // On the person's own device, which has a budget of its own.
        visitor.get("/settings/my-data").await;
        visitor.submit("画面で見る", &[("パスワード", PASSWORD)]).await;
        let told = lines(&mut visitor).await;
        assert!(told[0].contains("パスワードの誤りが3回ありました"), "{told:?}");
        assert!(!visitor.page().says("最後に正しいパスワードが入力されたあと"));

        guesses(&site, 1).await;
        visitor.get("/settings/my-data").await;
        visitor.submit("画面で見る", &[("パスワード", "Wrong-2026#")]).await;
        visitor.submit("画面で見る", &[("パスワード", PASSWORD)]).await;
        let told = lines(&mut visitor).await;
        assert!(told[0].contains("パスワードの誤りが2回ありました"), "one of each: {told:?}");
        assert!(told[1].contains("パスワードの誤りが3回ありました"), "{told:?}");
    }
}

#[tokio::test]
async fn a_hundred_lines_are_kept_for_twelve_months_twenty_on_a_page() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let mut tx = site.store().begin().await.unwrap();
        let account = tx.account_by_email(&EMAIL.parse_email()).await.unwrap().unwrap().id;
        for n in 0..105 {
            let at = site.now() + minutes(n);
            tx.note_sign_in(account, domain::session::SignInWay::Portal, &format!("端末{n}"), at)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let first = lines(&mut visitor).await;
        assert!(visitor.page().says("100件"));
        assert_eq!(first.len(), 20);
        assert!(first[0].contains("端末104") && first[0].contains("マイナポータル"));
        let page = visitor.follow("次へ").await;
        assert!(page.says("端末84") && page.says("2ページ目"));
        let page = visitor.get("/settings/sign-ins?page=99").await;
        assert!(page.says("端末5") && page.says("5ページ目"));

        // The registration is 12 months old at the end of that day, and some minutes older than the others.
        site.advance(days(365));
        visitor.signs_in(EMAIL).await;
        let mut tx = site.store().begin().await.unwrap();
        let since = domain::own_records::sign_ins_kept_since(site.now());
        assert_eq!(tx.forget_sign_ins(since, 1000).await.unwrap(), 0, "the same day of the next year");
        let since = domain::own_records::sign_ins_kept_since(site.now() + days(1));
        assert_eq!(tx.forget_sign_ins(since, 40).await.unwrap(), 40, "in batches");
        assert!(tx.forget_sign_ins(since, 1000).await.unwrap() >= 59);
        tx.commit().await.unwrap();
    }
}

trait ParseEmail {
    fn parse_email(&self) -> domain::account::EmailAddress;
}

impl ParseEmail for str {
    fn parse_email(&self) -> domain::account::EmailAddress {
        domain::account::EmailAddress::parse(self).unwrap()
    }
}

#[tokio::test]
async fn whoever_looked_at_the_record_stands_there_without_a_name_and_for_nobody_else() {
    for site in sites(seeker::router).await {
        let mut other = site.registered("other@example.jp").await;
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings").await;
        let page = visitor.follow("求職情報を見た記録").await;
        assert!(page.says("記録はありません"));

        let mut tx = site.store().begin().await.unwrap();
        let account = tx.account_by_email(&EMAIL.parse_email()).await.unwrap().unwrap().id;
        for n in 0..21 {
            let reason = format!("職業相談{n}");
            let look = NewRecordAccess {
                of: RecordOf::Account(account),
                office_code: "13010",
                role: CounterRole::Officer,
                seen_by: "厚労 一郎",
                part: RecordPart::JobSeeker,
                reason: &reason,
            };
            tx.note_record_access(&look, site.now() + minutes(n)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let page = visitor.get("/settings/record-access").await;
        for words in ["21件", "窓口の職員", "求職情報の確認", "職業相談20", "2026年11月20日 10時20分"]
        {
            assert!(page.says(words), "{words}");
        }
        assert!(!page.says("厚労") && !page.says("職業相談0 "));
        assert!(visitor.follow("次へ").await.says("理由：職業相談0"));
        assert!(other.get("/settings/record-access").await.says("記録はありません"));

        visitor.get("/settings/my-data").await;
        let page = visitor.submit("ファイルを受け取る", &[("パスワード", PASSWORD)]).await;
        assert!(page.body.contains("職業相談20") && !page.body.contains("厚労 一郎"));
    }
}
