//! The history: written once the page is open, newest first, page by page.

use domain::job_seeker::Change;
use testkit::{minutes, seconds};

use super::world::{account, basic, complete, done, fresh, now, save_all};

#[tokio::test]
async fn nothing_is_noted_before_the_page_is_open_and_everything_after_it() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let changes =
            [Change::new("電話番号", "090-1234-5678", "090-0000-0000"), Change::new("性別", "", "女性")];
        let mut tx = store.begin().await.unwrap();
        tx.note_changes(account, ("基本情報", None), &changes, now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().count_changes(account).await.unwrap(), 0, "{}", store.name);

        done(complete(&store, account).await);
        let mut tx = store.begin().await.unwrap();
        tx.note_changes(account, ("基本情報", None), &changes, now()).await.unwrap();
        tx.note_changes(account, ("基本情報", None), &[], now() + seconds(1)).await.unwrap();
        tx.note_changes(account, ("経歴", Some("11080")), &changes[..1], now() + minutes(1)).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.count_changes(account).await.unwrap(), 2, "no change is no line: {}", store.name);
        let all = conn.changes(account, 10, 0).await.unwrap();
        assert_eq!(all.len(), 2, "{}", store.name);
        assert_eq!((all[0].step.as_str(), all[0].office_code.as_deref()), ("経歴", Some("11080")));
        assert_eq!((all[1].changed_at, all[1].office_code.as_deref()), (now(), None));
        assert!(all[1].changes == changes, "in the order of the page: {}", store.name);
    }
}

#[tokio::test]
async fn it_is_read_page_by_page_and_only_by_its_person() {
    for store in fresh().await {
        let (own, other) = (account(&store, "a").await, account(&store, "b").await);
        save_all(&store, own, &basic("明日")).await;
        done(complete(&store, own).await);
        let mut tx = store.begin().await.unwrap();
        for number in 0..5 {
            let change = Change::new("電話番号", "", number.to_string());
            tx.note_changes(own, ("基本情報", None), &[change], now() + seconds(number)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let mut seen = Vec::new();
        for page in 0..3 {
            let deeds = conn.changes(own, 2, page * 2).await.unwrap();
            seen.extend(deeds.iter().map(|deed| deed.changes[0].after.clone()));
        }
        assert_eq!(seen, ["4", "3", "2", "1", "0"], "{}", store.name);
        assert!(conn.changes(other, 10, 0).await.unwrap().is_empty(), "{}", store.name);
    }
}
