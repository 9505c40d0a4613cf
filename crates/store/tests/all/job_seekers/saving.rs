//! Each page is saved on its own.

use domain::job_seeker::{Disclosure, PlaceWishes, Task, TaskList, WorkWishes};

use super::world::{account, basic, complete, done, fresh, now, place_wishes, save_all, work_wishes};

#[tokio::test]
async fn each_page_is_saved_on_its_own_and_read_back_as_it_was() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.job_seeker(account).await.unwrap().tasks(), TaskList::default(), "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        tx.save_work(account, &work_wishes(), now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = conn.job_seeker(account).await.unwrap();
        assert_eq!(saved.work, Some(work_wishes()), "{}", store.name);
        assert_eq!((&saved.basic, saved.disclosure, &saved.places), (&None, None, &None), "{}", store.name);
        assert!(saved.tasks().is_done(Task::Work) && saved.tasks().done() == 1, "{}", store.name);

        save_all(&store, account, &basic("明日")).await;
        let saved = conn.job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(basic("明日")), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
        assert!(saved.tasks().is_complete() && saved.registration.is_none(), "{}", store.name);
    }
}

#[tokio::test]
async fn saving_a_page_again_replaces_it_and_nothing_else() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let mut plain = basic("昨日");
        plain.gender = None;
        plain.address.building = None;
        let fewer = WorkWishes { job_kinds: vec!["0101".parse().unwrap()], ..work_wishes() };
        let nothing_said = PlaceWishes { wage: None, ..place_wishes() };
        let mut tx = store.begin().await.unwrap();
        tx.save_basic(account, &plain, now()).await.unwrap();
        tx.save_work(account, &fewer, now()).await.unwrap();
        tx.save_places(account, &nothing_said, now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(plain), "{}", store.name);
        assert_eq!((saved.work, saved.places), (Some(fewer), Some(nothing_said)), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
    }
}

#[tokio::test]
async fn after_completion_the_saved_pages_stand_still() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.save_basic(account, &basic("昨日"), now()).await.unwrap(), "{}", store.name);
        assert!(!tx.save_disclosure(account, Disclosure::Closed, now()).await.unwrap(), "{}", store.name);
        assert!(!tx.save_work(account, &WorkWishes::default(), now()).await.unwrap(), "{}", store.name);
        assert!(!tx.save_places(account, &PlaceWishes::default(), now()).await.unwrap(), "{}", store.name);
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(basic("明日")), "{}", store.name);
        assert_eq!((saved.work, saved.places), (Some(work_wishes()), Some(place_wishes())), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
    }
}
