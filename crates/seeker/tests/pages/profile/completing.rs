//! 登録内容の確認 and 完了: once, however often it is pressed.

use axum::http::StatusCode;
use testkit::days;

use super::world::{fill_everything, newcomer, registered, signs_in, sites};

#[tokio::test]
async fn the_check_page_shows_everything_with_a_way_to_change_each_line() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page =
            fill_everything(&mut visitor, &[("gender", "woman"), ("建物名・部屋番号", "メゾン越谷101")])
                .await;
        for words in [
            "明日 勇気",
            "アシタ ユウキ",
            "女性",
            "1990年04月01日（平成2年4月1日）",
            "〒343-0023",
            "埼玉県越谷市東越谷1-5-6",
            "メゾン越谷101",
            "090-1234-5678",
            "公開する",
            "施設介護員",
            "正社員",
            "指定しない",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let changes = page.texts(".change a");
        // 障害情報 does not apply to this person: it is told, but there is nothing to change.
        assert_eq!(changes.len(), page.texts(".summary-list dt").len() - 1);
        assert!(changes.contains(&"変更：住所".to_owned()), "{changes:?}");
        assert_eq!(visitor.follow("変更：希望職種").await.h1(), "希望職種・時間等");
    }
}

#[tokio::test]
async fn completing_gives_number_office_and_validity_and_opens_the_home() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        assert_eq!(visitor.get("/home").await.path, "/profile", "not before");
        fill_everything(&mut visitor, &[]).await;
        let page = visitor.submit("完了", &[]).await;
        assert_eq!(page.h1(), "求職情報の登録完了");
        for words in ["11080-00000001", "越谷公共職業安定所", "2027年01月31日"] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        assert_eq!(visitor.follow("求職者マイページホームへ進む").await.h1(), "求職者マイページホーム");
    }
}

#[tokio::test]
async fn pressing_twice_in_two_tabs_or_on_two_devices_gives_one_number() {
    for site in sites().await {
        let (mut first, account) = newcomer(&site, "a").await;
        fill_everything(&mut first, &[]).await;
        let mut second = first.clone();
        let mut elsewhere = signs_in(&site, account).await;
        elsewhere.get("/profile/check").await;
        for visitor in [&mut first, &mut second, &mut elsewhere] {
            let page = visitor.submit("完了", &[]).await;
            assert!(page.h1() == "求職情報の登録完了" && page.says("11080-00000001"), "{}", page.text());
        }
        assert_eq!(first.get("/profile/check").await.path, "/profile/done");
        let (mut other, _) = registered(&site, "b", &[("birth_date_year", "1991")]).await;
        assert!(other.get("/profile/done").await.says("11080-00000002"), "no number was lost, {}", site.name);
    }
}

#[tokio::test]
async fn after_the_fourteenth_day_the_page_says_how_to_begin_again() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        site.advance(days(15));
        let mut late = signs_in(&site, account).await;
        late.get("/profile/check").await;
        let page = late.submit("完了", &[]).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::GONE, "アカウントは無効になりました"));
        assert!(page.says("はじめからアカウントを登録する"));
    }
}

#[tokio::test]
async fn a_home_shows_its_own_person_only() {
    for site in sites().await {
        let (mut one, _) = registered(&site, "a", &[]).await;
        let (mut other, _) = registered(
            &site,
            "b",
            &[("姓", "昨日"), ("郵便番号", "999-9999"), ("都道府県", "13"), ("市区町村", "千代田区")],
        )
        .await;
        let (one, other) = (one.get("/home").await, other.get("/home").await);
        assert!(one.says("明日 勇気様") && one.says("11080-00000001") && one.says("越谷公共職業安定所"));
        assert!(
            other.says("昨日 勇気様") && other.says("13010-00000001") && other.says("飯田橋公共職業安定所")
        );
        assert!(!one.body.contains("13010-00000001") && !other.body.contains("11080-00000001"));
        assert!(!one.body.contains("昨日") && !other.body.contains("明日"), "{}", site.name);
    }
}
