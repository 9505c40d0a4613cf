//! Nobody is surprised by the end of the registration (domain.md section 10, row 1; section 11).

use domain::notice::NoticeKind;
use mypage::jobs::reminders;
use testkit::{TestSite, hours, seconds, sites};

use crate::{
    daily::does_the_work_of_the_day,
    forgetting::{opened, subjects, to_evening},
};

const SOON: &str = "求職登録の有効期限が近づいています";

#[tokio::test]
async fn the_mails_come_thirty_fourteen_three_and_no_days_before() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await; // valid to 31 January 2027
        for (date, expected) in [
            ("2026-12-31", vec![]),
            ("2027-01-01", vec![SOON]),
            ("2027-01-02", vec![]),
            ("2027-01-17", vec![SOON]),
            ("2027-01-27", vec![]),
            ("2027-01-28", vec![SOON]),
            ("2027-01-30", vec![]),
            ("2027-01-31", vec!["求職登録の有効期限は今日までです"]),
            ("2027-02-01", vec![]),
        ] {
            to_evening(&site, date);
            does_the_work_of_the_day(&site).await;
            assert_eq!(subjects(&site).await, expected, "{}: {date}", site.name);
        }
        assert_eq!(site.store().read().await.unwrap().unread_notices(account).await.unwrap(), 4);
    }
}

#[tokio::test]
async fn of_the_days_that_a_stopped_service_missed_only_the_latest_is_made_up_for() {
    for site in sites(mypage::setup::realms).await {
        opened(&site, 1).await;
        to_evening(&site, "2027-01-20");
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, [SOON], "{}: not the one of thirty days too", site.name);
        to_evening(&site, "2027-02-03");
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, ["求職登録の有効期限が過ぎました"], "{}", site.name);
    }
}

#[tokio::test]
async fn after_a_deed_that_lengthens_the_reminders_begin_anew() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        to_evening(&site, "2027-01-17");
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await.len(), 1);
        let mut tx = site.store().begin().await.unwrap();
        let deed = (domain::validity::ExtendingDeed::Referral, "2027-01-20".parse().unwrap());
        tx.extend_validity(account, deed, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        for (date, expected) in [("2027-01-28", vec![]), ("2027-01-29", vec![SOON])] {
            to_evening(&site, date);
            does_the_work_of_the_day(&site).await;
            assert_eq!(subjects(&site).await, expected, "{}: {date}", site.name);
        }
    }
}

#[tokio::test]
async fn who_has_stopped_these_mails_gets_the_notice_only_and_who_is_off_gets_nothing() {
    for site in sites(mypage::setup::realms).await {
        let (stopped, off) = (opened(&site, 1).await, opened(&site, 2).await);
        let mut tx = site.store().begin().await.unwrap();
        tx.set_mail(stopped, (NoticeKind::Validity, false), site.now()).await.unwrap();
        tx.switch_off(off, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        to_evening(&site, "2027-01-17");
        does_the_work_of_the_day(&site).await;
        assert!(subjects(&site).await.is_empty(), "{}", site.name);
        let mut conn = site.store().read().await.unwrap();
        assert_eq!(conn.unread_notices(stopped).await.unwrap(), 1, "{}", site.name);
        assert_eq!(conn.unread_notices(off).await.unwrap(), 0, "{}", site.name);
    }
}

async fn how_many_have_left(site: &TestSite) -> usize {
    site.letters().await.len()
}

#[tokio::test]
async fn the_mails_of_a_day_leave_spread_over_it_and_not_at_midnight() {
    for site in sites(mypage::setup::realms).await {
        for number in 1..=24 {
            opened(&site, number).await;
        }
        site.app.clock.move_to("2027-01-17T00:00:00+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        site.advance(hours(8) - seconds(1));
        assert_eq!(how_many_have_left(&site).await, 0, "{}: nobody is woken up", site.name);
        let outbox = site.store().read().await.unwrap().outbox_state().await.unwrap();
        assert!(outbox.oldest.unwrap() > site.now(), "{}: a mail for later is not late", site.name);
        site.advance(hours(6));
        let morning = how_many_have_left(&site).await;
        site.advance(hours(6) + seconds(1));
        let afternoon = how_many_have_left(&site).await;
        assert_eq!(morning + afternoon, 24, "{}: all on the same day", site.name);
        assert!(morning > 0 && afternoon > 0, "{}: {morning} and {afternoon}", site.name);
    }
}

#[tokio::test]
async fn several_batches_tell_everybody_and_a_crash_in_between_tells_nobody_twice() {
    for site in sites(mypage::setup::realms).await {
        for number in 1..=5 {
            opened(&site, number).await;
        }
        to_evening(&site, "2027-01-17");
        let window = reminders::windows(site.now()).find(|window| window.step == 14).unwrap();
        let first = reminders::batch(&site.app, &window, None, (2, site.now())).await.unwrap();
        assert_eq!(first.len(), 2, "{}", site.name);
        // Here the program is killed; the job is done again from its beginning.
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, vec![SOON; 5], "{}", site.name);
    }
}
