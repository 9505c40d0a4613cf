//! Messages vanish a year after they were sent (seed 002), and their people are warned 14, 7 and 1 days before.

use domain::{job_hunt::MessageSender, letters::Letter, notice::NoticeKind};
use mypage::jobs::old_messages::{EraseOldMessages, warnings};
use store::NewThread;
use testkit::{TestSite, days, hours, sites};
use uuid::Uuid;

use crate::{
    daily::does_the_work_of_the_day,
    forgetting::{day, leaves, opened, record, set, subjects, to_evening},
};

const WARNING: &str = "メッセージがまもなく消去されます";

async fn writes(site: &TestSite, account: Uuid, sent: &[&str]) -> Uuid {
    let mut tx = site.store().begin().await.unwrap();
    let thread = tx
        .open_thread(account, NewThread::Office("11120"), "面接の件", sent[0].parse().unwrap())
        .await
        .unwrap();
    for at in sent {
        let text = (MessageSender::Office, "本文");
        assert!(tx.add_message(account, thread, text, at.parse().unwrap()).await.unwrap());
    }
    tx.commit().await.unwrap();
    thread
}

async fn messages(site: &TestSite) -> usize {
    site.everything_stored().await.lines().filter(|row| row.starts_with("message: ")).count()
}

async fn set_far_validity(site: &TestSite, account: Uuid) {
    set(site, account, "2031-12-31", None).await;
}

/// The mails that leave in the hour after the work of the day.
async fn mails(site: &TestSite) -> Vec<Letter> {
    site.advance(hours(1));
    let letters = site.letters().await;
    site.advance(-hours(1));
    letters
}

/// The mails of a deed at midnight leave in the morning.
async fn looks_at_the_mails_of_the_day(site: &TestSite) {
    site.advance(days(1));
    assert!(subjects(site).await.iter().all(|subject| subject == WARNING), "{}", site.name);
}

#[tokio::test]
async fn a_message_stands_for_a_year_and_is_gone_the_day_after() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set_far_validity(&site, account).await;
        writes(&site, account, &["2026-11-20T23:59:59+09:00", "2026-11-21T00:00:00+09:00"]).await;
        site.app.clock.move_to("2027-11-20T23:59:59+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        assert_eq!(messages(&site).await, 2, "{}: its last day", site.name);
        site.app.clock.move_to("2027-11-21T00:00:00+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        assert_eq!(messages(&site).await, 1, "{}: the one of the next day stands", site.name);
        assert!(site.everything_stored().await.contains("面接の件"));
        site.app.clock.move_to("2027-11-22T00:00:00+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        assert_eq!(messages(&site).await, 0, "{}", site.name);
        assert!(!site.everything_stored().await.contains("面接の件"), "{}: its subject too", site.name);
        assert_eq!(record(&site, "erase-old-messages").await.forgotten, 1, "{}", site.name);
        looks_at_the_mails_of_the_day(&site).await;
    }
}

async fn notices(site: &TestSite, account: Uuid) -> Vec<String> {
    let notices = site.store().read().await.unwrap().notices(account, 0, 20).await.unwrap();
    notices.into_iter().map(|notice| notice.subject).collect()
}

#[tokio::test]
async fn each_message_is_warned_of_fourteen_seven_and_one_day_before_and_on_no_other_day() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set_far_validity(&site, account).await;
        // Its last day is 20 November 2027.
        writes(&site, account, &["2026-11-20T23:59:59+09:00"]).await;
        let first = day("2027-11-01");
        for after in 0..22 {
            let today = first.saturating_add(jiff::ToSpan::days(after));
            to_evening(&site, &today.to_string());
            does_the_work_of_the_day(&site).await;
            does_the_work_of_the_day(&site).await;
            let due = ["2027-11-06", "2027-11-13", "2027-11-19"].contains(&today.to_string().as_str());
            let letters = mails(&site).await;
            assert_eq!(letters.len(), usize::from(due), "{}: {today}", site.name);
            for letter in letters {
                assert_eq!(letter.subject, WARNING);
                assert!(letter.body.contains("2027年11月21日：1件"), "{}", letter.body);
                assert!(letter.body.contains("/notices/stop/"), "{}", letter.body);
                assert!(!letter.body.contains("面接の件") && !letter.body.contains("本文"));
            }
        }
        let told = vec!["メッセージ1件が、2027年11月21日に消去されます".to_owned(); 3];
        assert_eq!(notices(&site, account).await, told, "{}", site.name);
        assert_eq!(messages(&site).await, 0, "{}: gone on 21 November", site.name);
    }
}

#[tokio::test]
async fn one_mail_a_day_tells_of_all_messages_and_what_was_missed_is_made_up_for() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set_far_validity(&site, account).await;
        // The last days are 20 and 25 November and 30 December 2027.
        let sent = [
            "2026-11-20T12:00:00+09:00",
            "2026-11-25T12:00:00+09:00",
            "2026-11-25T13:00:00+09:00",
            "2026-12-30T12:00:00+09:00",
        ];
        writes(&site, account, &sent).await;
        // The service was away until two days before the first one, seven before the next two.
        to_evening(&site, "2027-11-18");
        does_the_work_of_the_day(&site).await;
        let letters = mails(&site).await;
        assert_eq!(letters.len(), 1, "{}", site.name);
        assert!(
            letters[0].body.contains("2027年11月21日：1件\n2027年11月26日：2件\n"),
            "{}",
            letters[0].body
        );
        assert!(!letters[0].body.contains("12月"), "{}", letters[0].body);
        let told = ["メッセージ3件が、2027年11月21日から順に消去されます"];
        assert_eq!(notices(&site, account).await, told, "{}", site.name);
        to_evening(&site, "2027-11-19");
        does_the_work_of_the_day(&site).await;
        let letters = mails(&site).await;
        assert!(letters.len() == 1 && !letters[0].body.contains("11月26日"), "{}", site.name);
        assert_eq!(record(&site, "erase-old-messages").await.warned, 1, "{}", site.name);
    }
}

#[tokio::test]
async fn who_is_invalid_is_led_to_where_the_registration_is_set_back() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        writes(&site, account, &["2026-11-20T12:00:00+09:00"]).await;
        set(&site, account, "2027-10-31", None).await;
        to_evening(&site, "2027-11-06");
        does_the_work_of_the_day(&site).await;
        let letters = mails(&site).await;
        let warning = letters.iter().find(|letter| letter.subject == WARNING).unwrap();
        assert!(warning.body.contains("有効に戻してください。"), "{}", warning.body);
        assert!(!warning.body.contains("/messages"), "{}", warning.body);
        let told = site.store().read().await.unwrap().notices(account, 0, 20).await.unwrap();
        let link = told.iter().find(|notice| notice.kind == NoticeKind::Message).map(|notice| &*notice.link);
        assert_eq!(link, Some("/settings/validity"), "{}", site.name);
    }
}

#[tokio::test]
async fn who_has_stopped_these_mails_gets_the_notice_only_and_who_has_left_nothing() {
    for site in sites(mypage::setup::realms).await {
        let (stopped, left) = (opened(&site, 1).await, opened(&site, 2).await);
        for account in [stopped, left] {
            set_far_validity(&site, account).await;
            writes(&site, account, &["2026-11-20T12:00:00+09:00"]).await;
        }
        let mut tx = site.store().begin().await.unwrap();
        tx.set_mail(stopped, (NoticeKind::Message, false), site.now()).await.unwrap();
        tx.commit().await.unwrap();
        to_evening(&site, "2027-11-06");
        leaves(&site, left).await;
        does_the_work_of_the_day(&site).await;
        assert!(subjects(&site).await.is_empty(), "{}", site.name);
        assert_eq!(notices(&site, stopped).await.len(), 1, "{}", site.name);
        assert!(notices(&site, left).await.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn two_nodes_and_a_crash_between_batches_warn_nobody_twice() {
    for site in sites(mypage::setup::realms).await {
        for number in 1..=5 {
            let account = opened(&site, number).await;
            set_far_validity(&site, account).await;
            writes(&site, account, &["2026-11-20T12:00:00+09:00", "2026-11-20T12:00:01+09:00"]).await;
        }
        to_evening(&site, "2027-11-06");
        let job = EraseOldMessages { day: day("2027-11-06") };
        let (warning, limit) = (warnings(site.now())[0], (3, site.now()));
        let one = job.warn_batch(&site.app, &warning, None, limit);
        let other = job.warn_batch(&site.app, &warning, None, limit);
        let (one, other) = tokio::join!(one, other);
        assert!(one.unwrap().is_some(), "{}", site.name);
        other.unwrap();
        // Here the program is killed; the job is done again from its beginning.
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, vec![WARNING; 5], "{}", site.name);
        assert_eq!(record(&site, "erase-old-messages").await.warned, 5, "{}", site.name);
    }
}

#[tokio::test]
async fn messages_are_erased_in_batches() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set_far_validity(&site, account).await;
        writes(&site, account, &["2026-11-20T12:00:00+09:00"; 5]).await;
        to_evening(&site, "2027-11-21");
        let job = EraseOldMessages { day: day("2027-11-21") };
        assert_eq!(job.erase_batch(&site.app, 2, site.now()).await.unwrap(), 2, "{}", site.name);
        assert_eq!(messages(&site).await, 3, "{}: here the program is killed", site.name);
        does_the_work_of_the_day(&site).await;
        assert_eq!(messages(&site).await, 0, "{}", site.name);
        assert_eq!(record(&site, "erase-old-messages").await.forgotten, 5, "{}", site.name);
    }
}
