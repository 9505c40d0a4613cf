//! What an office does for a person: consultations, referrals, results, messages, and 有効 again (domain.md 1.2, 6
//! and 7.2; seed 002).

use domain::{
    job_hunt::{ApplicationState, MAX_MESSAGE_CHARS},
    job_seeker::{FreeText, JobSeekerNumber},
    notice::NoticeKind,
    posting::{Posting, PostingNumber},
};
use site::office::{Deed, Office, Outcome, Refusal};
use store::{Application, Extension};
use testkit::{PASSWORD, TestSite, posting, sites};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::forgetting::{day, leaves, opened, opened_with, set, subjects, to_evening};

/// The 求職番号 of the first person of the office.
const NUMBER: &str = "11120-00000001";

async fn does(site: &TestSite, deed: Deed<'_>) -> Outcome {
    office_does(&site.app, deed).await
}

async fn office_does(app: &site::App, deed: Deed<'_>) -> Outcome {
    let office = Office { teller: app.into(), code: "11120", done_by: "受付 一郎", now: app.clock.now() };
    let number: JobSeekerNumber = JobSeekerNumber::parse(NUMBER).unwrap();
    office.does(&app.store, &number, &deed).await.unwrap()
}

async fn notices(site: &TestSite, account: Uuid) -> Vec<String> {
    let notices = site.store().read().await.unwrap().notices(account, 0, 20).await.unwrap();
    notices.into_iter().map(|notice| notice.subject).collect()
}

async fn deeds(site: &TestSite) -> usize {
    site.everything_stored().await.lines().filter(|row| row.starts_with("office_deed: ")).count()
}

/// How often somebody looked at how things stand, as the person can read.
async fn looks(site: &TestSite) -> usize {
    let stored = site.everything_stored().await;
    let looks = stored.lines().filter(|row| row.starts_with("record_access: "));
    looks.filter(|row| row.contains("窓口での手続きの確認")).count()
}

fn extended(until: &str) -> Outcome {
    Outcome::Recorded(Extension::Extended(day(until)))
}

fn unchanged(until: &str) -> Outcome {
    Outcome::Recorded(Extension::Unchanged(day(until)))
}

#[tokio::test]
async fn a_consultation_lengthens_once_in_the_last_month_and_in_no_other() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await; // valid to 31 January 2027
        to_evening(&site, "2027-02-10");
        let consultation = |on: &str| Deed::Consultation(day(on));
        // Written down after the end: what counts is the day on which it took place.
        assert_eq!(does(&site, consultation("2026-12-31")).await, unchanged("2027-01-31"), "{}", site.name);
        assert_eq!(does(&site, consultation("2027-01-01")).await, extended("2027-02-28"), "{}", site.name);
        assert_eq!(does(&site, consultation("2027-01-31")).await, unchanged("2027-02-28"), "{}", site.name);
        assert_eq!(does(&site, consultation("2027-01-01")).await, Outcome::Already, "{}", site.name);
        assert_eq!(does(&site, consultation("2027-02-10")).await, extended("2027-03-31"), "{}", site.name);
        assert_eq!(deeds(&site).await, 4, "{}: each day once", site.name);
        let extended = "求職登録の有効期限が延びました";
        assert_eq!(subjects(&site).await, [extended, extended], "{}", site.name);
        assert_eq!(notices(&site, account).await, [extended, extended], "{}", site.name);
    }
}

#[tokio::test]
async fn a_consultation_of_somebody_who_is_off_is_written_down_and_lengthens_nothing() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set(&site, account, "2027-01-31", Some("2026-12-01")).await;
        to_evening(&site, "2027-01-10");
        let outcome = does(&site, Deed::Consultation(day("2027-01-10"))).await;
        assert_eq!(outcome, Outcome::Recorded(Extension::NotInForce), "{}", site.name);
        assert!(deeds(&site).await == 1 && notices(&site, account).await.is_empty(), "{}", site.name);
    }
}

/// A posting that is open up to 31 January 2027.
async fn open_posting(site: &TestSite) -> PostingNumber {
    let postings: [Posting; 1] = [posting(1, &[])];
    site.import(&postings).await;
    postings[0].number
}

async fn applications(site: &TestSite, account: Uuid, running: bool) -> Vec<Application> {
    site.store().read().await.unwrap().applications(account, running, (0, 10)).await.unwrap()
}

#[tokio::test]
async fn a_referral_is_an_application_lengthens_and_is_told_in_one_deed() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        to_evening(&site, "2027-01-20");
        let referral = Deed::Referral(posting, day("2027-01-15"));
        assert_eq!(does(&site, referral).await, extended("2027-02-28"), "{}", site.name);
        assert_eq!(does(&site, referral).await, Outcome::Already, "{}", site.name);
        let again = Deed::Referral(posting, day("2027-01-16"));
        assert_eq!(does(&site, again).await, Outcome::Refused(Refusal::AppliedAlready), "{}", site.name);
        let found = applications(&site, account, true).await;
        assert_eq!(found.len(), 1, "{}", site.name);
        assert_eq!(found[0].way.label(), "ハローワーク紹介");
        assert_eq!(domain::clock::tokyo_date(found[0].applied_at), day("2027-01-15"));
        let letters = site.letters().await;
        let extended = "求職登録の有効期限が延びました";
        assert_eq!(letters.len(), 1, "{}: one deed, one mail", site.name);
        let letter = &letters[0];
        assert_eq!(letter.subject, "求人への応募を受け付けました", "{}", site.name);
        for words in ["13010-00000001", "2027年02月28日まで延びました", "/notices/stop/"] {
            assert!(letter.body.contains(words), "{words}: {}", letter.body);
        }
        let told = notices(&site, account).await;
        let made = "求人13010-00000001への応募を受け付けました（ハローワーク紹介）";
        for subject in [made, extended] {
            assert_eq!(told.iter().filter(|told| *told == subject).count(), 1, "{}: {told:?}", site.name);
        }
        assert_eq!(told.len(), 2, "{}", site.name);
        assert_eq!(deeds(&site).await, 1, "{}", site.name);
    }
}

#[tokio::test]
async fn a_referral_that_cannot_be_leaves_no_trace_but_the_look() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        to_evening(&site, "2027-02-01");
        let none = PostingNumber::parse("13010-99").unwrap();
        let refused = |refusal| Outcome::Refused(refusal);
        let today = day("2027-02-01");
        assert_eq!(looks(&site).await, 0, "{}", site.name);
        assert_eq!(does(&site, Deed::Referral(none, today)).await, refused(Refusal::NoPosting));
        assert_eq!(looks(&site).await, 1, "{}", site.name);
        let late = does(&site, Deed::Referral(posting, today)).await;
        assert_eq!(late, refused(Refusal::PostingNotOpen), "{}: its last day was yesterday", site.name);
        set(&site, account, "2027-01-14", None).await;
        let off = does(&site, Deed::Referral(posting, day("2027-01-15"))).await;
        assert_eq!(off, refused(Refusal::NotInForce), "{}", site.name);
        assert!(applications(&site, account, true).await.is_empty(), "{}", site.name);
        assert!(deeds(&site).await == 0 && notices(&site, account).await.is_empty(), "{}", site.name);
        assert_eq!(looks(&site).await, 3, "{}: each refusal told how the person stands", site.name);
        leaves(&site, account).await;
        let left = does(&site, Deed::Consultation(today)).await;
        assert_eq!(left, refused(Refusal::NoSuchPerson), "{}: who left has no open page", site.name);
        assert_eq!(looks(&site).await, 3, "{}: nobody was looked at", site.name);
    }
}

#[tokio::test]
async fn where_an_application_stands_is_told_by_page_and_only_that_it_changed_by_mail() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        let state = |state| Deed::Application(posting, state);
        let never = does(&site, state(ApplicationState::Interview)).await;
        assert_eq!(never, Outcome::Refused(Refusal::NeverApplied), "{}", site.name);
        assert_eq!(looks(&site).await, 1, "{}: the office learnt that", site.name);
        does(&site, Deed::Referral(posting, day("2026-11-20"))).await;
        assert_eq!(does(&site, state(ApplicationState::Interview)).await, Outcome::Told, "{}", site.name);
        assert_eq!(does(&site, state(ApplicationState::Interview)).await, Outcome::Already, "{}", site.name);
        assert_eq!(applications(&site, account, true).await.len(), 1, "{}", site.name);
        assert_eq!(does(&site, state(ApplicationState::NotHired)).await, Outcome::Told, "{}", site.name);
        let ended = applications(&site, account, false).await;
        assert!(ended.len() == 1 && ended[0].state == ApplicationState::NotHired, "{}", site.name);
        // A mistake is corrected, and what had ended runs again.
        does(&site, state(ApplicationState::Hired)).await;
        assert_eq!(applications(&site, account, false).await[0].state, ApplicationState::Hired);
        does(&site, state(ApplicationState::Documents)).await;
        assert_eq!(applications(&site, account, true).await.len(), 1, "{}", site.name);
        let letters = site.letters().await;
        assert_eq!(letters.len(), 5, "{}", site.name);
        for letter in &letters[1..] {
            assert_eq!(letter.subject, "応募の状況が変わりました");
            assert!(!letter.body.contains("採用") && !letter.body.contains("書類"), "{}", letter.body);
        }
        let told = notices(&site, account).await;
        assert_eq!(told[1], "求人13010-00000001への応募の状況が「採用」になりました", "{}", site.name);
    }
}

#[tokio::test]
async fn a_message_of_the_office_is_on_the_page_and_nothing_of_it_in_the_mail() {
    for site in sites(mypage::setup::realms).await {
        let hash = site.app.hasher.hash(PASSWORD).await.unwrap();
        opened_with(&site, 1, &hash).await;
        let text =
            FreeText::lines("本文", "駅前の窓口へお越しください。", MAX_MESSAGE_CHARS).unwrap().unwrap();
        let subject = FreeText::stored("相談日の変更");
        assert_eq!(does(&site, Deed::Message(&subject, &text)).await, Outcome::Told, "{}", site.name);
        assert_eq!(does(&site, Deed::Message(&subject, &text)).await, Outcome::Already, "{}", site.name);
        let second = FreeText::stored("持ち物は要りません。");
        assert_eq!(does(&site, Deed::Message(&subject, &second)).await, Outcome::Told, "{}", site.name);
        let letters = site.letters().await;
        assert_eq!(letters.len(), 2, "{}", site.name);
        for letter in letters {
            assert_eq!(letter.subject, "ハローワークからメッセージが届きました");
            assert!(letter.body.contains("/notices/stop/"), "{}", letter.body);
            assert!(!letter.body.contains("駅前") && !letter.body.contains("変更"), "{}", letter.body);
        }
        let mut person = site.visitor();
        let home = person.signs_in("p1@example.jp").await;
        assert!(home.says("2件"), "{}: unread on the home", site.name);
        let list = person.get("/messages").await;
        assert!(list.says("相談日の変更"));
        let thread = person.follow("相談日の変更").await;
        assert!(thread.says("駅前の窓口へお越しください。") && thread.says("持ち物は要りません。"));
        let looks = person.get("/settings/record-access").await;
        for words in ["メッセージの送信", "応募とメッセージの確認", "メールアドレスの登録"]
        {
            assert!(looks.says(words), "{}: {words}", site.name);
        }
        assert!(!looks.says("受付"), "{}: without the name of the officer", site.name);
    }
}

#[tokio::test]
async fn an_office_writes_to_nobody_who_could_not_read_it() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        set(&site, account, "2026-12-31", None).await;
        to_evening(&site, "2027-01-01");
        let (subject, text) = (FreeText::stored("件名"), FreeText::stored("本文"));
        let outcome = does(&site, Deed::Message(&subject, &text)).await;
        assert_eq!(outcome, Outcome::Refused(Refusal::NotInForce), "{}", site.name);
        assert!(notices(&site, account).await.is_empty() && deeds(&site).await == 0, "{}", site.name);
        assert_eq!(looks(&site).await, 1, "{}: the office learnt that it is 無効", site.name);
    }
}

#[tokio::test]
async fn after_twelve_months_only_the_office_sets_it_valid_and_it_is_a_new_application() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        assert_eq!(does(&site, Deed::SetValid).await, Outcome::Already, "{}: it is 有効", site.name);
        set(&site, account, "2027-01-31", None).await;
        to_evening(&site, "2028-02-02"); // 無効 since 1 February 2027
        let mut tx = site.store().begin().await.unwrap();
        let alone = tx.switch_on(account, site.now()).await.unwrap();
        assert_eq!(alone, store::Switched::OnlyAtOffice, "{}", site.name);
        drop(tx);
        assert_eq!(does(&site, Deed::SetValid).await, Outcome::Valid(day("2028-04-30")), "{}", site.name);
        assert_eq!(does(&site, Deed::SetValid).await, Outcome::Already, "{}", site.name);
        let letter = site.letter("p1@example.jp", "求職登録を有効にしました").await;
        assert!(letter.body.contains("新しい有効期限：2028年04月30日"), "{}", letter.body);
        assert_eq!(deeds(&site).await, 1, "{}", site.name);
    }
}

#[tokio::test]
async fn who_has_stopped_the_mails_of_a_kind_gets_the_notice_only() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        let mut tx = site.store().begin().await.unwrap();
        for kind in [NoticeKind::Application, NoticeKind::Message] {
            tx.set_mail(account, (kind, false), site.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        does(&site, Deed::Referral(posting, day("2026-11-20"))).await;
        let (subject, text) = (FreeText::stored("件名"), FreeText::stored("本文"));
        does(&site, Deed::Message(&subject, &text)).await;
        assert!(site.letters().await.is_empty(), "{}", site.name);
        assert_eq!(notices(&site, account).await.len(), 2, "{}", site.name);
    }
}

#[tokio::test]
async fn who_has_stopped_the_mails_of_applications_is_still_told_by_mail_that_the_registration_was_lengthened()
 {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        let mut tx = site.store().begin().await.unwrap();
        tx.set_mail(account, (NoticeKind::Application, false), site.now()).await.unwrap();
        tx.commit().await.unwrap();
        to_evening(&site, "2027-01-20");
        let referral = Deed::Referral(posting, day("2027-01-15"));
        assert_eq!(does(&site, referral).await, extended("2027-02-28"), "{}", site.name);
        assert_eq!(subjects(&site).await, ["求職登録の有効期限が延びました"], "{}", site.name);
        assert_eq!(notices(&site, account).await.len(), 2, "{}", site.name);
    }
}

/// The same deed by eight nodes at one moment; gives how many did it, and how many found it done.
async fn at_once(site: &TestSite, deed: Deed<'static>) -> (usize, usize) {
    let mut nodes = JoinSet::new();
    for _ in 0..8 {
        let app = site.app.clone();
        nodes.spawn(async move { office_does(&app, deed).await });
    }
    let outcomes = nodes.join_all().await;
    let already = outcomes.iter().filter(|outcome| **outcome == Outcome::Already).count();
    let refused = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Refused(_))).count();
    (outcomes.len() - already - refused, already)
}

#[tokio::test]
async fn of_many_nodes_that_do_the_same_deed_at_once_one_does_it() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        let posting = open_posting(&site).await;
        to_evening(&site, "2027-01-15");
        let today = day("2027-01-15");
        assert_eq!(at_once(&site, Deed::Consultation(today)).await, (1, 7), "{}", site.name);
        assert_eq!(at_once(&site, Deed::Referral(posting, today)).await, (1, 7), "{}", site.name);
        let standing = site.store().read().await.unwrap().standing(account).await.unwrap().unwrap();
        assert_eq!(standing.valid_until, day("2027-02-28"), "{}: one month for both", site.name);
        set(&site, account, "2027-01-31", Some("2027-01-10")).await;
        assert_eq!(at_once(&site, Deed::SetValid).await, (1, 7), "{}", site.name);
        let history = site.store().read().await.unwrap().validity_history(account).await.unwrap();
        assert_eq!(history.len(), 2, "{}: one lengthening, one setting", site.name);
        assert_eq!(site.letters().await.len(), 3, "{}: each is told once", site.name);
    }
}
