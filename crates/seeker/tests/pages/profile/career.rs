//! 6 経歴: jobs newest first, or 「職歴なし」 as a choice.

use axum::http::StatusCode;
use domain::job_seeker::{MAX_DUTIES_CHARS, MAX_EXPERIENCES};
use testkit::{Page, Visitor, hours};

use super::world::{newcomer, registered, signs_in, sites};

const LIST: &str = "/profile/career";
const NEW: &str = "/profile/career/new";

const JOB: [(&str, &str); 7] = [
    ("company", "株式会社竹田商店"),
    ("employment", "regular"),
    ("occupation", "一般事務"),
    ("started_year", "２０１２"),
    ("started_month", "4"),
    ("ended_year", "令和2"),
    ("ended_month", "3"),
];

async fn send(visitor: &mut Visitor, otherwise: &[(&str, &str)]) -> Page {
    let mut sent: Vec<(&str, &str)> =
        JOB.into_iter().filter(|(field, _)| otherwise.iter().all(|(other, _)| other != field)).collect();
    sent.extend(otherwise);
    visitor.post(NEW, &sent).await
}

#[tokio::test]
async fn jobs_stand_newest_first_and_can_be_changed_and_deleted() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get(NEW).await;
        let page = visitor
            .submit(
                "保存する",
                &[
                    ("会社名", "株式会社竹田商店"),
                    ("雇用形態", "regular"),
                    ("職種", "一般事務"),
                    ("started_year", "2012"),
                    ("started_month", "4"),
                    ("ended_year", "2020"),
                    ("ended_month", "3"),
                    ("仕事の内容", "書類の作成\n電話の応対"),
                ],
            )
            .await;
        assert_eq!(page.path, LIST, "{:?}", page.errors());
        let now = [
            ("company", "いまの会社"),
            ("started_year", "2020"),
            ("ended_year", ""),
            ("ended_month", ""),
            ("employed", "on"),
        ];
        let page = send(&mut visitor, &now).await;
        assert_eq!(page.texts("main section h2"), ["いまの会社", "株式会社竹田商店"]);
        assert!(
            page.says("2020年4月（令和2年）～在職中")
                && page.says("2012年4月（平成24年）～2020年3月（令和2年）")
        );
        assert!(page.says("書類の作成") && page.says("いまは2件です"));

        let change = page.link("変更：いまの会社").unwrap();
        visitor.get(&change).await;
        assert!(visitor.page().texts("input[name=employed][checked]").len() == 1);
        let page = visitor.submit("保存する", &[("職種", "経理")]).await;
        assert!(page.says("経理"), "{}", page.text());
        let delete = page.link("削除：いまの会社").unwrap();
        visitor.get(&delete).await;
        let page = visitor.submit("削除する", &[]).await;
        assert_eq!(page.texts("main section h2"), ["株式会社竹田商店"], "{}", site.name);
        assert_eq!(visitor.get(&change).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_long_texts_are_kept() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post(NEW, &[]).await;
        for field in ["company", "employment", "occupation", "started"] {
            page.error_at(field);
        }
        let long = "あ".repeat(MAX_DUTIES_CHARS + 1);
        for (field, value, at, part) in [
            ("duties", long.as_str(), "duties", "いまは301文字あります"),
            ("occupation", &"あ".repeat(29), "occupation", "28文字以内"),
            ("started_month", "", "started", "入社年月の月"),
            ("ended_year", "2011", "ended", "入社年月より前"),
            ("employed", "on", "ended", "空欄にしてください"),
            ("reason", &"あ".repeat(101), "reason", "100文字以内"),
        ] {
            let page = send(&mut visitor, &[(field, value)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(page.error_at(at).contains(part), "{}", page.error_at(at));
            assert_eq!(page.value_of("company").as_deref(), Some("株式会社竹田商店"));
        }
        assert_eq!(
            send(&mut visitor, &[("duties", &long)])
                .await
                .value_of("duties")
                .map(|it| it.trim_start_matches('\n').to_owned()),
            Some(long.clone())
        );
        let exact = "あ".repeat(MAX_DUTIES_CHARS);
        assert_eq!(send(&mut visitor, &[("duties", &exact)]).await.path, LIST, "{}", site.name);
    }
}

#[tokio::test]
async fn no_career_is_a_choice_of_its_own_that_a_job_takes_back() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get(LIST).await;
        let page = visitor.submit("「職歴なし」と登録する", &[]).await;
        assert!(page.says("「職歴なし」と登録されています"));
        assert!(visitor.get("/profile").await.says("経歴"), "{}", site.name);
        visitor.get(LIST).await;
        let page = visitor.submit("「職歴なし」を取り消す", &[]).await;
        assert!(!page.says("「職歴なし」と登録されています"));
        visitor.submit("「職歴なし」と登録する", &[]).await;
        let page = send(&mut visitor, &[]).await;
        assert!(!page.says("「職歴なし」") && page.says("竹田商店"), "{}", page.text());
        let page = visitor.post(LIST, &[("deed", "none")]).await;
        assert!(page.says("竹田商店") && !page.says("「職歴なし」と登録されています"), "{}", site.name);
    }
}

#[tokio::test]
async fn ten_jobs_are_the_most_and_pressing_twice_adds_once() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get(NEW).await;
        let entry = visitor.page().value_of("entry").unwrap();
        send(&mut visitor, &[("entry", &entry)]).await;
        send(&mut visitor, &[("entry", &entry)]).await;
        for _ in 1..MAX_EXPERIENCES {
            assert_eq!(send(&mut visitor, &[]).await.path, LIST);
        }
        let page = send(&mut visitor, &[]).await;
        assert!(page.error_at("company").contains("10件まで"), "{}", site.name);
        let kept = site.store().read().await.unwrap().experiences(account).await.unwrap().len();
        assert_eq!(kept, MAX_EXPERIENCES, "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_comes_back_after_signing_in() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get(NEW).await;
        site.advance(hours(1));
        send(&mut visitor, &[("duties", "書類の作成")]).await;
        let mut again = signs_in(&site, account).await;
        let page = again.get(NEW).await;
        assert_eq!(page.value_of("company").as_deref(), Some("株式会社竹田商店"), "{}", site.name);
        assert_eq!(again.submit("保存する", &[]).await.path, LIST, "{}", site.name);
    }
}

#[tokio::test]
async fn the_history_tells_the_job_before_and_after() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        visitor.post(LIST, &[("deed", "none")]).await;
        send(&mut visitor, &[]).await;
        let page = visitor.get("/profile/history").await;
        assert!(page.says("2回の変更があります"), "{}", page.text());
        let newest = page.texts("main .box").remove(0);
        assert!(newest.contains("職歴なし") && newest.contains("竹田商店"), "{newest}");
    }
}
