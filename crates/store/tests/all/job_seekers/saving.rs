//! Each page is saved on its own.

use domain::job_seeker::{
    BasicInformation, Disclosure, EmploymentWish, Need, PlaceWishes, Provision, Station, Task, TaskList,
    WorkWishes,
};
use store::{BasicChange, OfficeRegistration, Store};
use uuid::Uuid;

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
        let fewer = WorkWishes {
            occupations: vec!["01101".parse().unwrap()],
            days_off: Vec::new(),
            note: None,
            ..work_wishes()
        };
        let nothing_said = PlaceWishes { wage: None, by_car: None, ..place_wishes() };
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
async fn station_disability_and_who_it_is_provided_to_are_read_back() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let station = Station::parse("東武スカイツリーライン", "越谷駅").unwrap();
        let provision = Provision { to_agencies: false, to_municipalities: true };
        let mut tx = store.begin().await.unwrap();
        tx.save_situation(account, (true, station.as_ref()), now()).await.unwrap();
        tx.save_disclosure(account, Disclosure::Closed, now()).await.unwrap();
        tx.save_provision(account, (provision, false), now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!((saved.has_disability, &saved.station), (Some(true), &station), "{}", store.name);
        assert_eq!((saved.provision, saved.office_may_contact), (provision, Some(false)), "{}", store.name);
        assert!(saved.is_shown(), "to municipalities");
        assert_eq!(saved.tasks().need(Task::Disability), Need::Required, "{}", store.name);
        assert!(!saved.tasks().is_done(Task::Basic), "name and address are missing, {}", store.name);
    }
}

#[tokio::test]
async fn somebody_who_was_never_asked_about_a_disability_is_asked_before_completing() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut tx = store.begin().await.unwrap();
        tx.save_basic(account, &basic("明日"), now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert!(saved.basic.is_some() && !saved.tasks().is_done(Task::Basic), "{}", store.name);
    }
}

#[tokio::test]
async fn what_was_chosen_before_there_was_a_picker_is_still_read() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let kinds = WorkWishes::new(vec!["0502".parse().unwrap()], vec![EmploymentWish::ALL[0]]);
        let mut tx = store.begin().await.unwrap();
        tx.save_work(account, &kinds, now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.work, Some(kinds), "{}", store.name);
    }
}

#[tokio::test]
async fn wishes_change_after_completion_and_the_number_stays() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let registration = done(complete(&store, account).await);
        let plain = WorkWishes::new(vec!["01101".parse().unwrap()], vec![EmploymentWish::ALL[0]]);
        let mut tx = store.begin().await.unwrap();
        tx.save_disclosure(account, Disclosure::Closed, now()).await.unwrap();
        tx.save_work(account, &plain, now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!((saved.work, saved.disclosure), (Some(plain), Some(Disclosure::Closed)), "{}", store.name);
        assert_eq!(saved.registration, Some(registration), "{}", store.name);
    }
}

async fn change(store: &Store, account: Uuid, basic: &BasicInformation) -> BasicChange {
    let mut tx = store.begin().await.unwrap();
    let change = tx.change_basic(account, basic, now()).await.unwrap();
    tx.commit().await.unwrap();
    change
}

#[tokio::test]
async fn a_new_name_after_completion_is_checked_as_on_completion() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
        assert_eq!(change(&store, account, &basic("昨日")).await, BasicChange::Saved, "{}", store.name);
        let mut tx = store.begin().await.unwrap();
        let known = basic("一昨日");
        tx.add_office_registration(&OfficeRegistration {
            office_code: "13010".into(),
            name: known.full_name(),
            kana: known.full_kana(),
            birth_date: known.birth_date,
            last_used_on: domain::clock::tokyo_date(now()),
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(change(&store, account, &known).await, BasicChange::Refused, "{}", store.name);
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(basic("昨日")), "{}", store.name);
    }
}

#[tokio::test]
async fn nobody_tries_names_out_by_changing_the_own_one() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
        let mut child = basic("子供");
        child.birth_date = domain::clock::tokyo_date(now());
        for _ in 0..domain::job_seeker::CHECKS_A_DAY {
            assert_eq!(change(&store, account, &child).await, BasicChange::Refused, "{}", store.name);
        }
        assert_eq!(change(&store, account, &basic("昨日")).await, BasicChange::Refused, "{}", store.name);
        let mut moved = basic("明日");
        moved.address.building = None;
        assert_eq!(change(&store, account, &moved).await, BasicChange::Saved, "an address is no name");
    }
}
