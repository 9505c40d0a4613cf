//! Offers that came in: 求人者からのリクエスト求人 and オンラインハローワーク紹介対象求人 (domain 6.1).

use domain::{
    clock::{Date, Timestamp},
    job_hunt::{OfferAnswer, offer_deadline},
    posting::PostingNumber,
};
use uuid::Uuid;

use crate::{
    StoredPosting,
    postings::stored,
    sql::{Conn, Error, Result, Tx, date, instant, micros},
};

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferKind {
    /// リクエスト求人, from an employer.
    Request,
    /// 紹介対象求人, from an office.
    Referral,
}

impl OfferKind {
    /// True for リクエスト求人.
    pub fn is_request(self) -> bool {
        self == Self::Request
    }
}

/// An offer with its posting.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Internal id.
    pub id: Uuid,
    /// The posting as it is now, closed ones included.
    pub posting: StoredPosting,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The last day that it names; see [`Offer::deadline`].
    pub expires_on: Date,
    /// What the person answered.
    pub answer: Option<OfferAnswer>,
    /// The thread of messages about its posting, when there is one.
    pub thread: Option<Uuid>,
}

impl Offer {
    /// 応募期限日: the last day on which it can be answered, which the posting may end before the offer does.
    pub fn deadline(&self) -> Date {
        offer_deadline(self.expires_on, self.posting.posting.referral_deadline)
    }
}

/// An offer that is sent.
#[derive(Clone, Debug)]
pub struct NewOffer<'a> {
    /// To whom.
    pub account: Uuid,
    /// Which posting.
    pub posting: PostingNumber,
    /// The office that refers; not for requests.
    pub office_code: &'a str,
    /// The last day on which it can be answered.
    pub expires_on: Date,
}

type Row = (Uuid, String, Option<i64>, i64, String, Option<String>, Option<Uuid>);

impl Conn {
    /// A page of a person's offers of one kind, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn offers(
        &mut self,
        account: Uuid,
        kind: OfferKind,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Offer>> {
        let rows: Vec<Row> = match kind {
            OfferKind::Request => all!(
                self,
                "SELECT o.id, p.content, p.closed_at, o.sent_at, o.expires_on, o.answer, t.id
                 FROM employer_request o JOIN posting p ON p.number = o.posting
                 LEFT JOIN message_thread t ON t.account = o.account AND t.posting = o.posting
                 WHERE o.account = $1 ORDER BY o.sent_at DESC, o.id DESC LIMIT $2 OFFSET $3",
                account,
                limit,
                offset,
            ),
            OfferKind::Referral => all!(
                self,
                "SELECT o.id, p.content, p.closed_at, o.sent_at, o.expires_on, o.answer, t.id
                 FROM online_referral o JOIN posting p ON p.number = o.posting
                 LEFT JOIN message_thread t ON t.account = o.account AND t.posting = o.posting
                 WHERE o.account = $1 ORDER BY o.sent_at DESC, o.id DESC LIMIT $2 OFFSET $3",
                account,
                limit,
                offset,
            ),
        };
        rows.into_iter().map(offer).collect()
    }

    /// How many offers of one kind a person has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_offers(&mut self, account: Uuid, kind: OfferKind) -> Result<u64> {
        let row: Option<(i64,)> = match kind {
            OfferKind::Request => {
                maybe!(self, "SELECT COUNT(*) FROM employer_request WHERE account = $1", account)
            }
            OfferKind::Referral => {
                maybe!(self, "SELECT COUNT(*) FROM online_referral WHERE account = $1", account)
            }
        };
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }
}

impl Tx {
    /// Sends an offer. False when this person was sent this posting before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_offer(&mut self, kind: OfferKind, new: &NewOffer<'_>, now: Timestamp) -> Result<bool> {
        let touched = match kind {
            OfferKind::Request => run!(
                self,
                "INSERT INTO employer_request (id, account, posting, sent_at, expires_on)
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                Uuid::now_v7(),
                new.account,
                stored(new.posting),
                micros(now),
                new.expires_on.to_string(),
            ),
            OfferKind::Referral => run!(
                self,
                "INSERT INTO online_referral (id, account, posting, office_code, sent_at, expires_on)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                Uuid::now_v7(),
                new.account,
                stored(new.posting),
                new.office_code,
                micros(now),
                new.expires_on.to_string(),
            ),
        };
        Ok(touched > 0)
    }
}

fn offer(row: Row) -> Result<Offer> {
    let (id, content, closed_at, sent_at, expires_on, answer, thread) = row;
    let read = |code: String| OfferAnswer::from_code(&code).ok_or(Error::Broken("offer.answer"));
    Ok(Offer {
        id,
        posting: StoredPosting::of(&content, closed_at)?,
        sent_at: instant(sent_at)?,
        expires_on: date(&expires_on)?,
        answer: answer.map(read).transpose()?,
        thread,
    })
}
