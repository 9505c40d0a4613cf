//! The work of each day: warnings, the end of the 14 days, and what is forgotten.

use domain::{clock::Timestamp, session::SignInWay};
use mypage::{jobs, work::Round};
use store::SignInLine;
use testkit::{OPENING, TestSite, days, hours, seconds, sites};

use crate::forgetting::opened;

pub async fn does_the_work_of_the_day(site: &TestSite) {
    let jobs = jobs::all();
    while jobs.round(&site.app, || {}).await.unwrap() == Round::Busy {}
    assert_eq!(site.store().read().await.unwrap().job_state().await.unwrap().failed, 0, "{}", site.name);
}

async fn subjects(site: &TestSite) -> Vec<String> {
    site.letters().await.into_iter().map(|letter| letter.subject).collect()
}

/// Moves the clock to so many days after the registration, at 00:00:00 in Tokyo.
fn to_day(site: &TestSite, day: i64) {
    // The service opens at 10:00 in Tokyo.
    let midnight = OPENING.parse::<Timestamp>().unwrap() - hours(10) + days(day);
    site.app.clock.move_to(midnight);
}

#[tokio::test]
async fn an_account_without_registration_is_warned_twice_and_void_after_fourteen_days() {
    for site in sites(mypage::setup::realms).await {
        let mut hanako = site.registered("hanako@example.jp").await;
        let warning = "求職情報の登録期限のお知らせ";
        for (day, expected) in
            [(0, vec![]), (6, vec![]), (7, vec![warning]), (12, vec![]), (13, vec![warning])]
        {
            to_day(&site, day);
            does_the_work_of_the_day(&site).await;
            assert_eq!(subjects(&site).await, expected, "{}: day {day}", site.name);
        }
        // The last second of day 14.
        to_day(&site, 15);
        site.advance(-seconds(1));
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, Vec::<String>::new(), "{}: day 14 still counts", site.name);
        assert_eq!(hanako.signs_in("hanako@example.jp").await.status.as_u16(), 200, "{}", site.name);

        site.advance(seconds(1));
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, ["アカウント無効のお知らせ"], "{}: day 15", site.name);
        let page = hanako.signs_in("hanako@example.jp").await;
        assert_eq!(page.status.as_u16(), 422, "{}: the account is gone", site.name);
    }
}

#[tokio::test]
async fn a_warning_that_a_stopped_service_missed_is_made_up_for() {
    for site in sites(mypage::setup::realms).await {
        site.registered("hanako@example.jp").await;
        to_day(&site, 13);
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, ["求職情報の登録期限のお知らせ"], "{}: once, not twice", site.name);
    }
}

#[tokio::test]
async fn the_work_of_a_day_is_done_once_however_many_workers_there_are() {
    for site in sites(mypage::setup::realms).await {
        for _ in 0..3 {
            does_the_work_of_the_day(&site).await;
        }
        let mut tx = site.store().begin().await.unwrap();
        let done = tx.forget_jobs_before(site.now() + days(1)).await.unwrap();
        assert_eq!(done, 7, "{}: one of each daily job", site.name);
    }
}

#[tokio::test]
async fn sent_letters_are_forgotten_after_thirty_days() {
    for site in sites(mypage::setup::realms).await {
        site.registered("hanako@example.jp").await;
        to_day(&site, 31);
        let before = site.store().read().await.unwrap().outbox_state().await.unwrap();
        assert_eq!(before.waiting, 0, "{}", site.name);
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, ["アカウント無効のお知らせ"], "{}", site.name);
        let mut tx = site.store().begin().await.unwrap();
        // Only the letter of today is left to be forgotten.
        assert_eq!(tx.forget_letters_before(site.now() + days(1)).await.unwrap(), 1, "{}", site.name);
    }
}

#[tokio::test]
async fn a_form_that_has_waited_its_hour_is_forgotten_with_the_next_tidying() {
    for site in sites(mypage::setup::realms).await {
        let hanako = site.registered("hanako@example.jp").await;
        let session = adapters::secrets::sha256(hanako.cookie("seeker").unwrap());
        let found = site.store().read().await.unwrap().session(&session, "seeker").await.unwrap();
        let account = found.unwrap().account;
        for (before, path) in [(hours(1), "/profile/basic"), (hours(1) - seconds(1), "/profile/work")] {
            to_day(&site, 1);
            site.advance(-before);
            site::lay_ready(&site.app, account, path, &[("family_name", "明日")]).await.unwrap();
        }
        to_day(&site, 1);
        does_the_work_of_the_day(&site).await;
        let stored = site.everything_stored().await;
        let left: Vec<&str> = stored.lines().filter(|row| row.starts_with("parked_form: ")).collect();
        assert!(left.len() == 1 && left[0].contains("/profile/work"), "{}: {left:?}", site.name);
    }
}

#[tokio::test]
async fn sign_ins_are_kept_through_the_day_twelve_months_later_and_forgotten_with_the_next_tidying() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let noted = async |at: &str, device: &str| {
            let mut tx = site.store().begin().await.unwrap();
            tx.note_sign_in(account, SignInWay::Password, device, at.parse().unwrap()).await.unwrap();
            tx.commit().await.unwrap();
        };
        noted("2026-11-20T23:59:59+09:00", "一日前の端末").await;
        noted("2026-11-21T00:00:00+09:00", "その日の端末").await;
        let kept = async || {
            let lines =
                site.store().read().await.unwrap().sign_ins(account, Timestamp::MIN, (0, 100)).await.unwrap();
            lines
                .into_iter()
                .map(|line| match line {
                    SignInLine::Entered { device, .. } => device,
                    SignInLine::WrongPasswords { .. } => "wrong passwords".to_owned(),
                })
                .collect::<Vec<_>>()
        };
        for (today, expected) in [
            ("2027-11-20", vec!["その日の端末", "一日前の端末"]),
            ("2027-11-21", vec!["その日の端末"]),
            ("2027-11-22", vec![]),
        ] {
            site.app.clock.move_to(format!("{today}T00:00:00+09:00").parse().unwrap());
            does_the_work_of_the_day(&site).await;
            assert_eq!(kept().await, expected, "{}: {today}", site.name);
        }
    }
}

#[tokio::test]
async fn however_many_sign_ins_are_too_old_they_are_all_forgotten_batch_by_batch() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let mut tx = site.store().begin().await.unwrap();
        for _ in 0..5 {
            tx.note_sign_in(account, SignInWay::Password, "端末", site.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        site.advance(days(400));
        assert_eq!(jobs::tidy::forget_sign_ins(&site.app, 2, site.now()).await.unwrap(), 5, "{}", site.name);
    }
}
