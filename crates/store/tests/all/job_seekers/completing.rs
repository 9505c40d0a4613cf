//! 完了: one number, one office, once.

use domain::{
    account::AccountState,
    japanese::PostalCode,
    job_seeker::{Task, TaskList},
};
use store::{Completion, Store};

use super::world::{account, account_since, basic, complete, complete_at, day, done, fresh, now, save_all};

#[tokio::test]
async fn completion_gives_number_office_and_validity_and_opens_the_page() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let registration = done(complete(&store, account).await);
        assert_eq!(registration.number.to_string(), "11080-00000001", "{}", store.name);
        assert_eq!(registration.office_code, "11080", "{}", store.name);
        assert_eq!(registration.applied_on, day("2026-11-20"), "{}", store.name);
        assert_eq!(registration.valid_until, day("2027-01-31"), "{}", store.name);
        let mut conn = store.read().await.unwrap();
        assert_eq!(
            conn.job_seeker(account).await.unwrap().registration,
            Some(registration),
            "{}",
            store.name
        );
        let state = conn.account(account).await.unwrap().map(|account| account.state);
        assert_eq!(state, Some(AccountState::Open), "{}", store.name);
    }
}

#[tokio::test]
async fn the_day_of_application_is_the_day_in_tokyo() {
    for store in fresh().await {
        let new_year = "2026-12-31T15:00:00Z".parse().unwrap();
        let account = account_since(&store, "a", new_year).await;
        save_all(&store, account, &basic("明日")).await;
        let registration = done(complete_at(&store, account, new_year).await);
        assert_eq!(registration.applied_on, day("2027-01-01"), "{}", store.name);
        assert_eq!(registration.valid_until, day("2027-03-31"), "{}", store.name);
    }
}

#[tokio::test]
async fn numbers_run_by_office_and_a_split_town_has_its_own_office() {
    for store in fresh().await {
        let mut numbers = Vec::new();
        for (index, postal_code) in ["343-0023", "343-0023", "343-0099", "999-9999"].into_iter().enumerate() {
            let account = account(&store, &format!("a{index}")).await;
            let mut basic = basic("明日");
            basic.birth_date = day(&format!("199{index}-04-01"));
            basic.address.postal_code = PostalCode::parse(postal_code).unwrap();
            save_all(&store, account, &basic).await;
            numbers.push(done(complete(&store, account).await).number.to_string());
        }
        let expected = ["11080-00000001", "11080-00000002", "11081-00000001", "11080-00000003"];
        assert_eq!(numbers, expected, "an unknown code falls to the municipality's office; {}", store.name);
    }
}

#[tokio::test]
async fn the_fourteenth_day_is_in_time_and_the_fifteenth_is_not() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let fifteenth_day = "2026-12-04T15:00:00Z".parse().unwrap();
        assert_eq!(complete_at(&store, account, fifteenth_day).await, Completion::Void, "{}", store.name);
        let last_moment = "2026-12-04T14:59:59Z".parse().unwrap();
        done(complete_at(&store, account, last_moment).await);
    }
}

#[tokio::test]
async fn a_missing_page_keeps_the_registration_open() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        assert_eq!(complete(&store, account).await, Completion::Incomplete(TaskList::default()));
        let mut tx = store.begin().await.unwrap();
        tx.save_basic(account, &basic("明日"), now()).await.unwrap();
        tx.save_situation(account, (false, None), now()).await.unwrap();
        tx.commit().await.unwrap();
        let left = TaskList::default().with(Task::Basic, true);
        assert_eq!(complete(&store, account).await, Completion::Incomplete(left), "{}", store.name);
        let state = store.read().await.unwrap().account(account).await.unwrap().map(|account| account.state);
        assert_eq!(state, Some(AccountState::Registered), "{}", store.name);
    }
}

#[tokio::test]
async fn pressing_complete_twice_gives_the_number_once() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let first = done(complete(&store, account).await);
        let much_later = "2027-06-01T00:00:00Z".parse().unwrap();
        assert_eq!(done(complete_at(&store, account, much_later).await), first, "{}", store.name);
    }
}

#[tokio::test]
async fn two_nodes_at_the_same_moment_give_one_number() {
    for store in fresh().await {
        let other_node = Store::connect(&store.url).await.unwrap();
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..16 {
            let node = if index % 2 == 0 { store.store.clone() } else { other_node.clone() };
            tries.spawn(async move { done(complete(&node, account).await).number.to_string() });
        }
        let numbers = tries.join_all().await;
        assert_eq!(numbers, vec!["11080-00000001"; 16], "{}", store.name);
    }
}

#[tokio::test]
async fn many_people_at_the_same_moment_get_different_numbers_without_a_gap() {
    for store in fresh().await {
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..12 {
            let account = account(&store, &format!("a{index}")).await;
            let mut basic = basic("明日");
            basic.birth_date = day(&format!("19{}-04-01", 70 + index));
            save_all(&store, account, &basic).await;
            let node = store.store.clone();
            tries.spawn(async move { done(complete(&node, account).await).number.to_string() });
        }
        let mut numbers = tries.join_all().await;
        numbers.sort();
        let expected: Vec<String> = (1..=12).map(|serial| format!("11080-{serial:08}")).collect();
        assert_eq!(numbers, expected, "{}", store.name);
    }
}

#[tokio::test]
async fn an_address_whose_municipality_is_gone_is_asked_again() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut moved = basic("明日");
        moved.address.municipality_code = "11999".into();
        save_all(&store, account, &moved).await;
        assert_eq!(complete(&store, account).await, Completion::AddressGone, "{}", store.name);
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
    }
}

#[tokio::test]
async fn an_account_that_is_voided_or_left_meanwhile_completes_nothing() {
    for store in fresh().await {
        let voided = account(&store, "voided").await;
        save_all(&store, voided, &basic("明日")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.void_account(voided).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            complete(&store, voided).await,
            Completion::Incomplete(TaskList::default()),
            "{}",
            store.name
        );

        let left = account(&store, "left").await;
        save_all(&store, left, &basic("明日")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.withdraw(left, now()).await.unwrap());
        tx.commit().await.unwrap();
        assert!(matches!(complete(&store, left).await, Completion::Incomplete(_)), "{}", store.name);
        assert_eq!(store.read().await.unwrap().job_seeker(left).await.unwrap().registration, None);
    }
}
