//! New postings that fit a saved search are told once a day, to people whose registration is in force.

use domain::{account::EmailAddress, notice::NoticeKind, posting::Posting, saved_search::SavedSearchName};
use mypage::jobs::matches;
use store::Notice;
use testkit::{TestSite, posting, sites};
use uuid::Uuid;

use crate::{
    daily::does_the_work_of_the_day,
    forgetting::{opened, subjects, to_evening},
};

const MAIL: &str = "保存した検索条件に合う新しい求人があります";

fn care(serial: u32) -> Posting {
    posting(serial, &[("職種", "介護福祉士")])
}

fn office_work(serial: u32) -> Posting {
    posting(serial, &[("職種", "一般事務"), ("仕事の内容", "書類の整理です。")])
}

async fn saves(site: &TestSite, account: Uuid, name: &str, query: &str) {
    let mut tx = site.store().begin().await.unwrap();
    tx.save_search(account, &SavedSearchName::parse(name).unwrap(), query, site.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn notices(site: &TestSite, account: Uuid) -> Vec<Notice> {
    site.store().read().await.unwrap().notices(account, 0, 100).await.unwrap()
}

async fn lines(site: &TestSite, account: Uuid) -> Vec<String> {
    notices(site, account).await.into_iter().map(|notice| notice.subject).collect()
}

/// The evening of a day, with its work done: what mails left.
async fn day_passes(site: &TestSite, day: &str) -> Vec<String> {
    to_evening(site, day);
    does_the_work_of_the_day(site).await;
    subjects(site).await
}

#[tokio::test]
async fn a_new_posting_that_fits_is_told_once_by_notice_and_mail_and_leads_to_the_newest() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        // Not in the index of this node: the job does not need it.
        site.put(&[care(1)]).await;
        saves(&site, account, "近くの介護", "words=%E4%BB%8B%E8%AD%B7&sort=lower").await;
        assert!(day_passes(&site, "2026-11-21").await.is_empty(), "{}: it was there before", site.name);

        site.put(&[care(2), office_work(3)]).await;
        to_evening(&site, "2026-11-22");
        does_the_work_of_the_day(&site).await;
        site.advance(testkit::hours(1));
        let letter = site.letter("p1@example.jp", MAIL).await;
        assert!(letter.body.contains("「近くの介護」：1件"), "{}: {}", site.name, letter.body);
        assert!(letter.body.contains("/notices/stop/"), "{}: with a way to stop", site.name);
        assert!(!letter.body.contains("介護福祉士"), "{}: nothing of the posting", site.name);
        let told = notices(&site, account).await;
        assert_eq!(told.len(), 1, "{}", site.name);
        assert_eq!(told[0].kind, NoticeKind::Match, "{}", site.name);
        assert_eq!(told[0].subject, "「近くの介護」に合う新しい求人が1件あります", "{}", site.name);
        assert_eq!(told[0].link, "/search?words=%E4%BB%8B%E8%AD%B7", "{}: newest first", site.name);

        // Changed, it is no new one.
        site.put(&[posting(2, &[("職種", "介護福祉士（夜勤なし）")])]).await;
        assert!(day_passes(&site, "2026-11-23").await.is_empty(), "{}", site.name);
        assert_eq!(notices(&site, account).await.len(), 1, "{}", site.name);
    }
}

#[tokio::test]
async fn several_searches_are_told_in_one_notice_that_leads_to_their_list() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
        saves(&site, account, "事務", "words=%E4%BA%8B%E5%8B%99").await;
        saves(&site, account, "調理", "words=%E8%AA%BF%E7%90%86").await;
        site.put(&[care(1), care(2), office_work(3)]).await;
        assert_eq!(day_passes(&site, "2026-11-21").await, [MAIL], "{}", site.name);
        let told = notices(&site, account).await;
        assert_eq!(told.len(), 1, "{}", site.name);
        assert_eq!(
            (told[0].subject.as_str(), told[0].link.as_str()),
            ("「介護」に合う新しい求人が2件、「事務」に合う新しい求人が1件あります", "/search/saved"),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn conditions_saved_in_the_meantime_are_told_of_what_came_after_them() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let before: Vec<Posting> = (1..=40).map(care).collect();
        site.put(&before).await;
        saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
        // Together with those before they fill more than one page of a search.
        let after: Vec<Posting> = (41..=72).map(care).collect();
        site.put(&after).await;
        assert_eq!(day_passes(&site, "2026-11-21").await, [MAIL], "{}", site.name);
        assert_eq!(lines(&site, account).await, ["「介護」に合う新しい求人が32件あります"], "{}", site.name);
    }
}

#[tokio::test]
async fn what_nobody_may_see_and_what_is_over_is_not_told() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
        saves(&site, account, "会社の名前", "words=%E3%81%82%E3%81%8A%E3%81%9E%E3%82%89").await;
        let company = ("事業所名", "あおぞら");
        site.put(&[
            posting(1, &[("公開範囲", "4")]),
            posting(2, &[("職種", "受付"), ("仕事の内容", "受付です。"), company, ("公開範囲", "3")]),
            posting(3, &[("紹介期限日", "2026-11-20")]),
        ])
        .await;
        assert!(day_passes(&site, "2026-11-21").await.is_empty(), "{}", site.name);
        assert!(notices(&site, account).await.is_empty(), "{}", site.name);
        // 公開範囲 2: people whose registration is in force see the employer, as in their own search.
        site.put(&[posting(
            4,
            &[("職種", "受付"), ("仕事の内容", "受付です。"), company, ("公開範囲", "2")],
        )])
        .await;
        assert_eq!(day_passes(&site, "2026-11-22").await, [MAIL], "{}", site.name);
    }
}

#[tokio::test]
async fn stopped_it_is_a_notice_only_and_without_a_registration_in_force_nothing() {
    for site in sites(mypage::setup::realms).await {
        let (stopped, off, gone) = (opened(&site, 1).await, opened(&site, 2).await, opened(&site, 3).await);
        for account in [stopped, off, gone] {
            saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
        }
        let mut tx = site.store().begin().await.unwrap();
        tx.set_mail(stopped, (NoticeKind::Match, false), site.now()).await.unwrap();
        tx.switch_off(off, site.now()).await.unwrap();
        assert!(tx.withdraw(gone, site.now()).await.unwrap());
        tx.commit().await.unwrap();
        site.put(&[care(1)]).await;
        assert!(day_passes(&site, "2026-11-21").await.is_empty(), "{}", site.name);
        assert_eq!(lines(&site, stopped).await.len(), 1, "{}", site.name);
        assert!(lines(&site, off).await.is_empty(), "{}: 無効", site.name);
        assert!(lines(&site, gone).await.is_empty(), "{}: left", site.name);

        // Back in force, one is told of what comes from then on.
        let mut tx = site.store().begin().await.unwrap();
        tx.switch_on(off, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(day_passes(&site, "2026-11-22").await.is_empty(), "{}", site.name);
        site.put(&[care(2)]).await;
        assert_eq!(day_passes(&site, "2026-11-23").await, [MAIL], "{}", site.name);
        assert_eq!(lines(&site, off).await, ["「介護」に合う新しい求人が1件あります"], "{}", site.name);
    }
}

#[tokio::test]
async fn several_batches_tell_everybody_and_a_crash_in_between_tells_nobody_twice() {
    for site in sites(mypage::setup::realms).await {
        let mut people = Vec::new();
        for number in 1..=5 {
            let account = opened(&site, number).await;
            saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
            people.push(account);
        }
        site.put(&[care(1)]).await;
        to_evening(&site, "2026-11-21");
        let fresh = matches::begin(&site.app, "2026-11-21".parse().unwrap()).await.unwrap().unwrap();
        let first = matches::batch(&site.app, &fresh, Uuid::nil(), (4, site.now())).await.unwrap();
        assert_eq!(first.told, 3, "{}", site.name);
        // Here the program is killed, and more comes in before the job is done again from its beginning.
        site.put(&[care(2)]).await;
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await, vec![MAIL; 5], "{}", site.name);
        assert_eq!(day_passes(&site, "2026-11-22").await, vec![MAIL; 5], "{}: the second one", site.name);
        for account in people {
            assert_eq!(lines(&site, account).await, vec!["「介護」に合う新しい求人が1件あります"; 2]);
        }
    }
}

#[tokio::test]
async fn who_changes_the_address_or_leaves_while_it_is_searched_is_told_as_they_stand_then() {
    for site in sites(mypage::setup::realms).await {
        let (moved, gone) = (opened(&site, 1).await, opened(&site, 2).await);
        for account in [moved, gone] {
            saves(&site, account, "介護", "words=%E4%BB%8B%E8%AD%B7").await;
        }
        site.put(&[care(1)]).await;
        to_evening(&site, "2026-11-21");
        let today = "2026-11-21".parse().unwrap();
        let fresh = matches::begin(&site.app, today).await.unwrap().unwrap();
        let found = matches::find(&site.app, &fresh, Uuid::nil(), (100, today)).await.unwrap();

        let mut tx = site.store().begin().await.unwrap();
        assert!(tx.change_email(moved, &EmailAddress::parse("new@example.jp").unwrap()).await.unwrap());
        assert!(tx.withdraw(gone, site.now()).await.unwrap());
        tx.commit().await.unwrap();

        let told = matches::tell_all(&site.app, &fresh, &found, site.now()).await.unwrap();
        assert_eq!(told, 1, "{}", site.name);
        site.advance(testkit::hours(1));
        site.letter("new@example.jp", MAIL).await;
        assert!(lines(&site, gone).await.is_empty(), "{}", site.name);
    }
}
