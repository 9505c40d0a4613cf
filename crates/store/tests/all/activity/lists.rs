//! Applications and offers, and the counts of the home.

use domain::job_hunt::{ApplicationState, ApplicationWay, MessageSender};
use store::{HomeCounts, NewApplication, NewOffer, NewThread, OfferKind};

use super::{later, postings, two};
use crate::job_seekers::world::{day, now};

#[tokio::test]
async fn running_applications_stand_apart_from_those_that_ended() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 3).await;
        let new = |posting, state| NewApplication { account: a, posting, way: ApplicationWay::Online, state };
        let mut tx = store.begin().await.unwrap();
        for (seconds, (number, state)) in (0..).zip([
            (numbers[0], ApplicationState::Applied),
            (numbers[1], ApplicationState::NotHired),
            (numbers[2], ApplicationState::Interview),
        ]) {
            assert!(tx.add_application(&new(number, state), later(seconds)).await.unwrap().is_some());
        }
        let again = new(numbers[0], ApplicationState::Applied);
        assert_eq!(tx.add_application(&again, now()).await.unwrap(), None, "one at a time");
        let again = new(numbers[1], ApplicationState::Applied);
        assert!(tx.add_application(&again, later(9)).await.unwrap().is_some(), "after its end once more");
        let thread = tx.open_thread(a, NewThread::Posting(numbers[2]), "面接のご案内", now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let running = conn.applications(a, true, (0, 10)).await.unwrap();
        let listed: Vec<_> = running.iter().map(|one| (one.posting.posting.number, one.state)).collect();
        assert_eq!(
            listed,
            [
                (numbers[1], ApplicationState::Applied),
                (numbers[2], ApplicationState::Interview),
                (numbers[0], ApplicationState::Applied)
            ],
            "{}",
            store.name
        );
        assert_eq!((running[1].thread, running[0].thread), (Some(thread), None));
        assert_eq!(conn.applications(a, false, (0, 10)).await.unwrap().len(), 1);
        assert_eq!(conn.applications(a, true, (2, 10)).await.unwrap().len(), 1);
        assert_eq!(conn.count_applications(a, true).await.unwrap(), 3);
        assert_eq!(conn.count_applications(a, false).await.unwrap(), 1);
        assert!(conn.applications(b, true, (0, 10)).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn offers_stand_in_their_own_list_and_come_once_a_posting() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 2).await;
        let new =
            |posting| NewOffer { account: a, posting, office_code: "13010", expires_on: day("2026-12-20") };
        for kind in [OfferKind::Request, OfferKind::Referral] {
            let mut tx = store.begin().await.unwrap();
            assert!(tx.add_offer(kind, &new(numbers[0]), later(0)).await.unwrap());
            assert!(tx.add_offer(kind, &new(numbers[1]), later(1)).await.unwrap());
            assert!(!tx.add_offer(kind, &new(numbers[1]), later(2)).await.unwrap(), "{}", store.name);
            tx.commit().await.unwrap();
            let mut conn = store.read().await.unwrap();
            let offers = conn.offers(a, kind, (0, 10)).await.unwrap();
            let listed: Vec<_> = offers.iter().map(|one| one.posting.posting.number).collect();
            assert_eq!(listed, [numbers[1], numbers[0]], "{}", store.name);
            assert_eq!(offers[0].expires_on, day("2026-12-20"));
            assert_eq!(conn.offers(a, kind, (1, 1)).await.unwrap().len(), 1);
            assert_eq!(conn.count_offers(a, kind).await.unwrap(), 2);
            assert_eq!(conn.count_offers(b, kind).await.unwrap(), 0);
            assert!(conn.offers(b, kind, (0, 10)).await.unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn the_home_counts_everything_of_one_person_at_once() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 2).await;
        let mut tx = store.begin().await.unwrap();
        let thread = tx.open_thread(a, NewThread::Office("13010"), "お知らせ", now()).await.unwrap();
        for sender in [MessageSender::Office, MessageSender::Seeker, MessageSender::Office] {
            tx.add_message(a, thread, (sender, "本文"), now()).await.unwrap();
        }
        tx.add_favourite(a, numbers[0], now()).await.unwrap();
        tx.add_favourite(a, numbers[1], now()).await.unwrap();
        for (number, state) in
            [(numbers[0], ApplicationState::Applied), (numbers[1], ApplicationState::Hired)]
        {
            let new = NewApplication { account: a, posting: number, way: ApplicationWay::Referral, state };
            tx.add_application(&new, now()).await.unwrap();
        }
        let offer =
            NewOffer { account: a, posting: numbers[0], office_code: "13010", expires_on: day("2026-12-20") };
        tx.add_offer(OfferKind::Referral, &offer, now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let expected = HomeCounts {
            unread_messages: 2,
            applications: 1,
            requests: 0,
            referrals: 1,
            favourites: 2,
            previous_login_at: None,
        };
        assert_eq!(conn.home_counts(a).await.unwrap(), expected, "{}", store.name);
        assert_eq!(conn.home_counts(b).await.unwrap(), HomeCounts::default());
    }
}
