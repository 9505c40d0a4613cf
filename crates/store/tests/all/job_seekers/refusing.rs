//! Who cannot register on the web, and how nobody finds out who is registered.

use domain::{
    clock::Timestamp,
    job_seeker::{BasicInformation, CHECKS_A_DAY},
};
use store::{BasicChange, Completion, Store};
use uuid::Uuid;

use super::world::{
    account, account_since, basic, complete, complete_at, counter_registration, day, done, fresh, now,
    save_all,
};

#[tokio::test]
async fn one_person_with_two_accounts_completes_only_one_even_at_the_same_moment() {
    for store in fresh().await {
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..6 {
            let account = account(&store, &format!("a{index}")).await;
            save_all(&store, account, &basic("明日")).await;
            let node = store.store.clone();
            tries.spawn(async move { complete(&node, account).await });
        }
        let answers = tries.join_all().await;
        let done = answers.iter().filter(|answer| matches!(answer, Completion::Done(_))).count();
        let refused = answers.iter().filter(|answer| **answer == Completion::Refused).count();
        assert_eq!((done, refused), (1, 5), "{}", store.name);
    }
}

#[tokio::test]
async fn a_person_known_at_a_counter_within_five_years_is_refused_in_every_writing() {
    for (name, last_used_on, refused) in [
        ("明日 勇気", "2026-11-19", true),
        ("明日勇気", "2021-11-20", true),
        ("明日　勇気", "2021-11-19", false),
        ("明日 勇氣", "2026-11-19", true),
        ("明日 勇樹", "2026-11-19", false),
    ] {
        for store in fresh().await {
            counter_registration(&store, name, last_used_on).await;
            let account = account(&store, "a").await;
            save_all(&store, account, &basic("明日")).await;
            let was_refused = complete(&store, account).await == Completion::Refused;
            assert_eq!(was_refused, refused, "{name} {last_used_on} {}", store.name);
        }
    }
}

#[tokio::test]
async fn a_last_use_in_heisei_28_or_before_does_not_count() {
    for (last_used_on, refused) in [("2017-03-31", false), ("2017-04-01", true)] {
        for store in fresh().await {
            counter_registration(&store, "明日 勇気", last_used_on).await;
            let in_2021 = "2021-03-01T00:00:00Z".parse().unwrap();
            let account = account_since(&store, "a", in_2021).await;
            save_all(&store, account, &basic("明日")).await;
            let was_refused = complete_at(&store, account, in_2021).await == Completion::Refused;
            assert_eq!(was_refused, refused, "{last_used_on} {}", store.name);
        }
    }
}

#[tokio::test]
async fn who_is_under_fifteen_gets_the_same_answer_as_who_is_known() {
    for store in fresh().await {
        let child = account(&store, "child").await;
        let mut young = basic("明日");
        young.birth_date = day("2011-11-21");
        save_all(&store, child, &young).await;
        assert_eq!(complete(&store, child).await, Completion::Refused, "{}", store.name);
        young.birth_date = day("2011-11-20");
        save_all(&store, child, &young).await;
        done(complete(&store, child).await);
    }
}

#[tokio::test]
async fn a_person_with_an_open_page_cannot_open_another_but_may_after_leaving() {
    for store in fresh().await {
        let first = account(&store, "first").await;
        save_all(&store, first, &basic("髙橋")).await;
        done(complete(&store, first).await);

        let second = account(&store, "second").await;
        save_all(&store, second, &basic("高橋")).await;
        assert_eq!(complete(&store, second).await, Completion::Refused, "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        assert!(tx.withdraw(first, now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            done(complete(&store, second).await).number.to_string(),
            "11080-00000002",
            "{}",
            store.name
        );
    }
}

#[tokio::test]
async fn after_three_refusals_nothing_is_looked_up_until_the_next_day() {
    for store in fresh().await {
        counter_registration(&store, "明日 勇気", "2026-11-19").await;
        let prober = account(&store, "prober").await;
        save_all(&store, prober, &basic("明日")).await;
        for _ in 0..CHECKS_A_DAY {
            assert_eq!(complete(&store, prober).await, Completion::Refused, "{}", store.name);
        }
        // A name that nobody has is refused just the same now, so the answer tells nothing.
        save_all(&store, prober, &basic("誰か")).await;
        assert_eq!(complete(&store, prober).await, Completion::Refused, "{}", store.name);
        let last_second = "2026-11-20T14:59:59Z".parse().unwrap();
        assert_eq!(complete_at(&store, prober, last_second).await, Completion::Refused, "{}", store.name);
        let next_day = "2026-11-20T15:00:00Z".parse().unwrap();
        done(complete_at(&store, prober, next_day).await);
    }
}

#[tokio::test]
async fn parallel_tries_are_evaluated_three_times_exactly() {
    for store in fresh().await {
        counter_registration(&store, "明日 勇気", "2026-11-19").await;
        for (tries, refused_for_the_day) in [(CHECKS_A_DAY - 1, false), (CHECKS_A_DAY, true), (12, true)] {
            let prober = account(&store, &format!("prober{tries}")).await;
            save_all(&store, prober, &basic("明日")).await;
            let mut running = tokio::task::JoinSet::new();
            for _ in 0..tries {
                let node = store.store.clone();
                running.spawn(async move { complete(&node, prober).await });
            }
            let answers = running.join_all().await;
            assert!(answers.iter().all(|answer| *answer == Completion::Refused), "{}", store.name);
            let mut nobody = basic("誰か");
            nobody.birth_date = day(&format!("1980-04-{tries:02}"));
            save_all(&store, prober, &nobody).await;
            let still_refused = complete(&store, prober).await == Completion::Refused;
            assert_eq!(still_refused, refused_for_the_day, "{tries} tries, {}", store.name);
        }
    }
}

#[tokio::test]
async fn a_change_that_passes_gives_nobody_more_refusals_of_the_day() {
    for store in fresh().await {
        counter_registration(&store, "明日 勇気", "2026-11-19").await;
        let prober = account(&store, "prober").await;
        save_all(&store, prober, &basic("誰か")).await;
        done(complete(&store, prober).await);
        let (known, harmless, unknown) = (basic("明日"), basic("誰々"), basic("何某"));
        for (person, expected) in [
            (&known, BasicChange::Refused),
            (&known, BasicChange::Refused),
            (&harmless, BasicChange::Saved),
            (&known, BasicChange::Refused),
            // Nobody has this name: it is refused because it is not looked up any more.
            (&unknown, BasicChange::Refused),
        ] {
            assert_eq!(changes(&store, prober, person, now()).await, expected, "{}", store.name);
        }
        let next_day = "2026-11-20T15:00:00Z".parse().unwrap();
        assert_eq!(changes(&store, prober, &unknown, next_day).await, BasicChange::Saved, "{}", store.name);
    }
}

async fn changes(store: &Store, account: Uuid, person: &BasicInformation, at: Timestamp) -> BasicChange {
    let mut tx = store.begin().await.unwrap();
    let change = tx.change_basic(account, person, at).await.unwrap();
    tx.commit().await.unwrap();
    change
}
