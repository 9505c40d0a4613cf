//! What Hanako of the demo keeps, applied for and was sent, so that her home looks as in the seeds. Once, when
//! the sample postings are there; invented like everything of the demo.

use domain::{
    account::EmailAddress,
    clock::{Timestamp, tokyo_date},
    favourite::Note,
    job_hunt::{ApplicationState, ApplicationWay, MessageSender},
    letters::activity::ApplicationNews,
    posting::{DisclosureScope, Posting, PostingNumber},
    saved_search::SavedSearchName,
};
use jiff::ToSpan;
use site::{
    App,
    office::{tell_of_application, tell_of_message},
};
use store::{NewApplication, NewOffer, NewThread, OfferKind, Tx};
use uuid::Uuid;

/// Her kept searches: number of the place in the proposed name, and conditions.
const SEARCHES: [(u8, &str); 2] = [
    (1, "words=%E4%BB%8B%E8%AD%B7&prefecture=11&municipality=11222"),
    (2, "words=%E4%BA%8B%E5%8B%99&prefecture=13&category=full"),
];
/// Postings she needs: three kept ones, two requests, two applications.
const POSTINGS: usize = 7;
/// Postings that are looked through for them.
const LOOKED_THROUGH: i64 = 2_000;

/// Adds what is hers, unless it is there or there are no postings for it.
///
/// # Errors
/// The database does not answer.
pub(super) async fn add(app: &App, email: &str) -> anyhow::Result<()> {
    let mut conn = app.store.read().await?;
    let Some(account) = conn.account_by_email(&EmailAddress::parse(email)?).await? else { return Ok(()) };
    if !conn.saved_searches(account.id).await?.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    let found = conn.postings_changed_after(0, LOOKED_THROUGH).await?;
    drop(conn);
    let fitting: Vec<Posting> =
        found.into_iter().filter_map(|one| one.posting).filter(|one| fits(one, now)).take(POSTINGS).collect();
    let Ok([a, b, c, requested, newest, applied, interview]) = <[Posting; POSTINGS]>::try_from(fitting)
    else {
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    for (place, query) in SEARCHES {
        let name = SavedSearchName::parse(&SavedSearchName::proposed(place))?;
        tx.save_search(account.id, &name, query, now).await?;
    }
    for posting in [&a, &b, &c] {
        tx.add_favourite(account.id, posting.number, now).await?;
    }
    tx.note_favourite(account.id, a.number, &Note::parse("駅から近い。夜勤の回数を面接で聞く。")?).await?;
    for (posting, way, state) in [
        (&applied, ApplicationWay::Online, ApplicationState::Applied),
        (&interview, ApplicationWay::Referral, ApplicationState::Arranging),
    ] {
        let new = NewApplication { account: account.id, posting: posting.number, way, state };
        tx.add_application(&new, now).await?;
        let made = ApplicationNews::Made { way, on: tokyo_date(now), valid_until: None };
        tell_of_application(app, &mut tx, (account.id, posting.number), (made, now)).await?;
    }
    requests(&mut tx, account.id, [&requested, &newest], now).await?;
    let thread = write(&mut tx, account.id, interview.number, ("面接の日程について", INTERVIEW), now).await?;
    tell_of_message(app, &mut tx, (account.id, thread), (MessageSender::Employer, now)).await?;
    tx.commit().await?;
    Ok(())
}

const INTERVIEW: &str = "ご応募ありがとうございます。採用担当の者です。\n面接の日程を調整したく、ご連絡いたしました。\nご都合のよい日時をお知らせください。";
const INVITATION: &str =
    "求職情報を拝見し、ご連絡いたしました。\nぜひ当社の求人をご覧いただき、応募をご検討ください。";

/// Open for a while yet, with an employer whom she may know, and something for her to do.
fn fits(posting: &Posting, now: Timestamp) -> bool {
    let soon = tokyo_date(now).saturating_add(20.days());
    posting.is_open_on(soon)
        && posting.disclosure == DisclosureScope::Everybody
        && posting.online_application
        && posting.title.contains("介護")
}

async fn requests(tx: &mut Tx, account: Uuid, postings: [&Posting; 2], now: Timestamp) -> anyhow::Result<()> {
    for posting in postings {
        let new = NewOffer {
            account,
            posting: posting.number,
            office_code: "",
            expires_on: posting.referral_deadline.min(tokyo_date(now).saturating_add(30.days())),
        };
        tx.add_offer(OfferKind::Request, &new, now).await?;
    }
    write(tx, account, postings[1].number, ("求人のご案内", INVITATION), now).await?;
    Ok(())
}

async fn write(
    tx: &mut Tx,
    account: Uuid,
    posting: PostingNumber,
    (subject, body): (&str, &str),
    now: Timestamp,
) -> anyhow::Result<Uuid> {
    let thread = tx.open_thread(account, NewThread::Posting(posting), subject, now).await?;
    tx.add_message(account, thread, (MessageSender::Employer, body), now).await?;
    Ok(thread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_the_demo_follows_the_rules_of_the_service() {
        for (place, query) in SEARCHES {
            SavedSearchName::parse(&SavedSearchName::proposed(place)).unwrap();
            assert!(query.starts_with("words=%E4"), "{query}");
        }
        Note::parse("駅から近い。夜勤の回数を面接で聞く。").unwrap();
    }
}
