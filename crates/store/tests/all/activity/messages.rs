//! Threads and their messages.

use domain::job_hunt::MessageSender;
use store::NewThread;

use super::{later, postings, two};
use crate::job_seekers::world::{now, places};

#[tokio::test]
async fn threads_are_listed_by_their_newest_message_with_what_is_unread() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        places(&store).await;
        let numbers = postings(&store, 1).await;
        let mut tx = store.begin().await.unwrap();
        let office = tx.open_thread(a, NewThread::Office("11080"), "ご案内", now()).await.unwrap();
        let employer =
            tx.open_thread(a, NewThread::Posting(numbers[0]), "面接について", now()).await.unwrap();
        let same = tx.open_thread(a, NewThread::Posting(numbers[0]), "別の件名", now()).await.unwrap();
        assert_eq!(same, employer, "one thread a posting");
        tx.open_thread(a, NewThread::Office("11081"), "空", now()).await.unwrap();
        for (thread, sender, at) in [
            (office, MessageSender::Office, 1),
            (employer, MessageSender::Employer, 2),
            (employer, MessageSender::Seeker, 3),
        ] {
            assert!(tx.add_message(a, thread, (sender, "本文\n二行目"), later(at)).await.unwrap());
        }
        assert!(!tx.add_message(b, office, (MessageSender::Seeker, "x"), now()).await.unwrap());
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let threads = conn.message_threads(a, 0, 10).await.unwrap();
        let listed: Vec<_> = threads
            .iter()
            .map(|one| (one.id, one.subject.as_str(), one.messages, one.unread, one.newest_at))
            .collect();
        assert_eq!(
            listed,
            [(employer, "面接について", 2, 1, later(3)), (office, "ご案内", 1, 1, later(1))],
            "{}: without the empty one",
            store.name
        );
        assert_eq!(threads[1].office.as_deref(), Some("越谷公共職業安定所"));
        assert_eq!(threads[0].posting.as_ref().unwrap().posting.number, numbers[0]);
        assert_eq!(conn.message_threads(a, 1, 10).await.unwrap().len(), 1);
        assert_eq!(
            (conn.count_message_threads(a).await.unwrap(), conn.count_message_threads(b).await.unwrap()),
            (2, 0)
        );
        assert!(conn.message_threads(b, 0, 10).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn opening_a_thread_reads_what_was_received_in_it_and_only_its_owner_can() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 1).await;
        let mut tx = store.begin().await.unwrap();
        let thread = tx.open_thread(a, NewThread::Posting(numbers[0]), "件名", now()).await.unwrap();
        for (sender, at) in
            [(MessageSender::Employer, 1), (MessageSender::Seeker, 2), (MessageSender::Employer, 9)]
        {
            tx.add_message(a, thread, (sender, "本文"), later(at)).await.unwrap();
        }
        tx.read_messages(b, thread, later(5)).await.unwrap();
        assert_eq!(tx.home_counts(a).await.unwrap().unread_messages, 2);
        tx.read_messages(a, thread, later(5)).await.unwrap();
        tx.read_messages(a, thread, later(6)).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        assert!(conn.message_thread(b, thread).await.unwrap().is_none(), "{}", store.name);
        let found = conn.message_thread(a, thread).await.unwrap().unwrap();
        let read: Vec<_> = found.messages.iter().map(|one| (one.sender, one.read_at)).collect();
        assert_eq!(
            read,
            [
                (MessageSender::Employer, Some(later(5))),
                (MessageSender::Seeker, None),
                (MessageSender::Employer, None)
            ],
            "{}: what came later stays unread",
            store.name
        );
        assert_eq!(conn.home_counts(a).await.unwrap().unread_messages, 1);
    }
}
