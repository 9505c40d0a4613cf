//! お知らせ and stopped mails: everybody has their own.

use domain::notice::NoticeKind;
use store::{NewNotice, Store};
use uuid::Uuid;

use crate::job_seekers::world::{account, now};

async fn told(store: &Store, account: Uuid, subject: &str) -> Uuid {
    let mut tx = store.begin().await.unwrap();
    let new = NewNotice { kind: NoticeKind::Validity, subject, link: "/settings/validity" };
    let id = tx.add_notice(account, &new, now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_notice_is_read_by_its_own_person_only() {
    for store in testkit::stores().await {
        let (own, other) = (account(&store, "own").await, account(&store, "other").await);
        let id = told(&store, own, "一つ目").await;
        told(&store, own, "二つ目").await;
        assert_eq!(store.read().await.unwrap().unread_notices(own).await.unwrap(), 2, "{}", store.name);
        assert_eq!(store.read().await.unwrap().unread_notices(other).await.unwrap(), 0, "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.open_notice(other, id, now()).await.unwrap(), None, "{}", store.name);
        assert_eq!(tx.read_all_notices(other, now()).await.unwrap(), 0, "{}", store.name);
        let link = tx.open_notice(own, id, now()).await.unwrap();
        assert_eq!(link.as_deref(), Some("/settings/validity"), "{}", store.name);
        assert_eq!(tx.count_notices(own).await.unwrap(), (2, 1), "{}", store.name);
        assert_eq!(tx.read_all_notices(own, now()).await.unwrap(), 1, "{}", store.name);
        assert_eq!(tx.unread_notices(own).await.unwrap(), 0, "{}", store.name);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn notices_come_newest_first_page_by_page() {
    for store in testkit::stores().await {
        let own = account(&store, "own").await;
        for subject in ["一", "二", "三"] {
            told(&store, own, subject).await;
        }
        let mut conn = store.read().await.unwrap();
        let subjects = |page: Vec<store::Notice>| page.into_iter().map(|one| one.subject).collect::<Vec<_>>();
        assert_eq!(subjects(conn.notices(own, 0, 2).await.unwrap()), ["三", "二"], "{}", store.name);
        assert_eq!(subjects(conn.notices(own, 2, 2).await.unwrap()), ["一"], "{}", store.name);
    }
}

#[tokio::test]
async fn a_mail_is_stopped_by_kind_comes_again_and_safety_never_stops() {
    for store in testkit::stores().await {
        let own = account(&store, "own").await;
        let mut tx = store.begin().await.unwrap();
        for kind in NoticeKind::ALL {
            tx.set_mail(own, (kind, false), now()).await.unwrap();
            tx.set_mail(own, (kind, false), now()).await.unwrap();
            assert_eq!(tx.wants_mail(own, kind).await.unwrap(), kind == NoticeKind::Safety, "{}", store.name);
        }
        tx.set_mail(own, (NoticeKind::Match, true), now()).await.unwrap();
        assert!(tx.wants_mail(own, NoticeKind::Match).await.unwrap(), "{}", store.name);
        assert_eq!(tx.stopped_mails(own).await.unwrap().len(), 3, "{}", store.name);
        // The link in the mail of somebody who is gone.
        tx.set_mail(Uuid::now_v7(), (NoticeKind::Match, false), now()).await.unwrap();
        tx.commit().await.unwrap();
    }
}
