//! Signing in through another provider: journeys, consents, links, and events that were told.

use domain::{clock::Timestamp, sign_on::Purpose};
use uuid::Uuid;

use crate::{
    Account,
    sql::{Conn, Error, Result, Tx, instant, micros},
};

/// A browser that is sent to a provider.
#[derive(Clone, Debug)]
pub struct NewJourney<'a> {
    /// Hash of the state that comes back.
    pub state_hash: &'a str,
    /// Hash of what only this browser has.
    pub browser_hash: &'a str,
    /// Why it is sent.
    pub purpose: Purpose,
    /// Where the portal wants the person afterwards.
    pub target: Option<&'a str>,
    /// Whose form the card is to fill.
    pub account: Option<Uuid>,
}

/// A journey that has ended: it is gone from the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedJourney {
    /// Why the browser was sent.
    pub purpose: Purpose,
    /// Where the portal wants the person afterwards.
    pub target: Option<String>,
    /// Whose form the card is to fill.
    pub account: Option<Uuid>,
}

/// Somebody whom the portal has named and who must still consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Who named them.
    pub issuer: String,
    /// How.
    pub subject: String,
    /// Where the portal wants them afterwards.
    pub target: Option<String>,
    /// Who consented; none as long as nobody did.
    pub given_by: Option<Uuid>,
}

/// The link of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalLink {
    /// When it was made.
    pub linked_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Option<Timestamp>,
}

/// What a new link took the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// The account was linked to somebody else, or to the same person before.
    pub own_link: bool,
    /// The person of the portal was linked to this other account.
    pub other_account: Option<Uuid>,
}

impl Conn {
    /// True when this browser left with this state and has not come back.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_on_journey(&mut self, state_hash: &str, browser_hash: &str) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT started_at FROM sign_on_journey WHERE state_hash = $1 AND browser_hash = $2",
            state_hash,
            browser_hash,
        );
        Ok(row.is_some())
    }

    /// Who is asked to consent, if this browser was asked after an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn portal_consent(
        &mut self,
        id: Uuid,
        browser_hash: &str,
        after: Timestamp,
    ) -> Result<Option<Consent>> {
        let row: Option<(String, String, Option<String>, Option<Uuid>)> = maybe!(
            self,
            "SELECT issuer, subject, target, given_by FROM portal_consent
             WHERE id = $1 AND browser_hash = $2 AND asked_at > $3",
            id,
            browser_hash,
            micros(after),
        );
        Ok(row.map(|(issuer, subject, target, given_by)| Consent { issuer, subject, target, given_by }))
    }

    /// The account that a person of the portal is linked to, whatever its state.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account_of_portal(&mut self, issuer: &str, subject: &str) -> Result<Option<Account>> {
        let row: Option<(Uuid,)> = maybe!(
            self,
            "SELECT account FROM portal_link WHERE issuer = $1 AND subject = $2",
            issuer,
            subject,
        );
        match row {
            Some((account,)) => self.account(account).await,
            None => Ok(None),
        }
    }

    /// The link of an account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn portal_link(&mut self, account: Uuid) -> Result<Option<PortalLink>> {
        let row: Option<(i64, Option<i64>)> =
            maybe!(self, "SELECT linked_at, used_at FROM portal_link WHERE account = $1", account);
        row.map(|(linked_at, used_at)| {
            Ok::<_, Error>(PortalLink {
                linked_at: instant(linked_at)?,
                used_at: used_at.map(instant).transpose()?,
            })
        })
        .transpose()
    }
}

impl Tx {
    /// Notes that a browser leaves for a provider.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_journey(&mut self, journey: &NewJourney<'_>, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO sign_on_journey (state_hash, browser_hash, purpose, target, account, started_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            journey.state_hash,
            journey.browser_hash,
            journey.purpose.as_str(),
            journey.target,
            journey.account,
            micros(now),
        );
        Ok(())
    }

    /// Ends a journey that began after an instant, for the browser that left, once: whoever comes
    /// second finds nothing.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_journey(
        &mut self,
        state_hash: &str,
        browser_hash: &str,
        after: Timestamp,
    ) -> Result<Option<EndedJourney>> {
        let row: Option<(String, Option<String>, Option<Uuid>, i64)> = maybe!(
            self,
            "DELETE FROM sign_on_journey WHERE state_hash = $1 AND browser_hash = $2
             RETURNING purpose, target, account, started_at",
            state_hash,
            browser_hash,
        );
        row.filter(|(.., started_at)| *started_at > micros(after))
            .map(|(purpose, target, account, _)| {
                let purpose = Purpose::from_word(&purpose).ok_or(Error::Broken("sign_on_journey.purpose"))?;
                Ok(EndedJourney { purpose, target, account })
            })
            .transpose()
    }

    /// Asks a browser for consent; gives the id of the question.
    ///
    /// # Errors
    /// The database fails.
    pub async fn ask_consent(
        &mut self,
        browser_hash: &str,
        consent: &Consent,
        now: Timestamp,
    ) -> Result<Uuid> {
        let id = Uuid::new_v4();
        run!(
            self,
            "INSERT INTO portal_consent (id, browser_hash, issuer, subject, target, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            browser_hash,
            consent.issuer.as_str(),
            consent.subject.as_str(),
            consent.target.as_deref(),
            micros(now),
        );
        Ok(id)
    }

    /// Writes down who consented. False when somebody did before: a second press links nothing anew.
    ///
    /// # Errors
    /// The database fails.
    pub async fn give_consent(&mut self, id: Uuid, account: Uuid) -> Result<bool> {
        let given = run!(
            self,
            "UPDATE portal_consent SET given_by = $2 WHERE id = $1 AND given_by IS NULL",
            id,
            account,
        );
        Ok(given > 0)
    }

    /// Links an account to a person of the portal, in the place of what either was linked to.
    ///
    /// # Errors
    /// The database fails.
    pub async fn link_portal(
        &mut self,
        account: Uuid,
        issuer: &str,
        subject: &str,
        now: Timestamp,
    ) -> Result<Replaced> {
        let other: Option<(Uuid,)> = maybe!(
            self,
            "DELETE FROM portal_link WHERE issuer = $1 AND subject = $2 AND account <> $3 RETURNING account",
            issuer,
            subject,
            account,
        );
        let own = run!(self, "DELETE FROM portal_link WHERE account = $1", account);
        run!(
            self,
            "INSERT INTO portal_link (account, issuer, subject, linked_at) VALUES ($1, $2, $3, $4)",
            account,
            issuer,
            subject,
            micros(now),
        );
        Ok(Replaced { own_link: own > 0, other_account: other.map(|(account,)| account) })
    }

    /// Ends the link of an account. False when there was none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unlink_portal(&mut self, account: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM portal_link WHERE account = $1", account) > 0)
    }

    /// Ends a link at the portal's word, unless it was made anew meanwhile, and closes the questions for
    /// consent that are open for that person: who ended the link there does not mean to make one here.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_portal_link(
        &mut self,
        (issuer, subject): (&str, &str),
        account: Uuid,
        linked_at: Timestamp,
    ) -> Result<bool> {
        run!(
            self,
            "DELETE FROM portal_consent WHERE issuer = $1 AND subject = $2 AND given_by IS NULL",
            issuer,
            subject,
        );
        let ended = run!(
            self,
            "DELETE FROM portal_link WHERE account = $1 AND linked_at = $2",
            account,
            micros(linked_at),
        );
        Ok(ended > 0)
    }

    /// Who has answered a question for consent.
    ///
    /// # Errors
    /// The database fails.
    pub async fn giver_of_consent(&mut self, id: Uuid) -> Result<Option<Uuid>> {
        let row: Option<(Option<Uuid>,)> =
            maybe!(self, "SELECT given_by FROM portal_consent WHERE id = $1", id);
        Ok(row.and_then(|(giver,)| giver))
    }

    /// The link of a person of the portal: the account and when it was made.
    ///
    /// # Errors
    /// The database fails.
    pub async fn link_of_portal(&mut self, issuer: &str, subject: &str) -> Result<Option<(Uuid, Timestamp)>> {
        let row: Option<(Uuid, i64)> = maybe!(
            self,
            "SELECT account, linked_at FROM portal_link WHERE issuer = $1 AND subject = $2",
            issuer,
            subject,
        );
        row.map(|(account, linked_at)| Ok((account, instant(linked_at)?))).transpose()
    }

    /// Remembers a login through the portal, as long as the link stands and the account has not left;
    /// false otherwise. Call it before the session is opened.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_portal_login(&mut self, account: Uuid, subject: &str, now: Timestamp) -> Result<bool> {
        let linked = run!(
            self,
            "UPDATE portal_link SET used_at = $3 WHERE account = $1 AND subject = $2",
            account,
            subject,
            micros(now),
        );
        let living = run!(
            self,
            "UPDATE account SET previous_login_at = last_login_at, last_login_at = $2
             WHERE id = $1 AND state <> 'withdrawn'",
            account,
            micros(now),
        );
        Ok(linked > 0 && living > 0)
    }

    /// Notes that an event was told. False when it was told before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_security_event(&mut self, issuer: &str, number: &str, now: Timestamp) -> Result<bool> {
        let noted = run!(
            self,
            "INSERT INTO security_event (issuer, number, received_at) VALUES ($1, $2, $3)
             ON CONFLICT (issuer, number) DO NOTHING",
            issuer,
            number,
            micros(now),
        );
        Ok(noted > 0)
    }

    /// Forgets journeys and questions from before an instant: nobody can end or answer them any more.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_journeys(&mut self, before: Timestamp) -> Result<u64> {
        let journeys = run!(self, "DELETE FROM sign_on_journey WHERE started_at < $1", micros(before));
        let asked = run!(self, "DELETE FROM portal_consent WHERE asked_at < $1", micros(before));
        Ok(journeys + asked)
    }

    /// Forgets events that were told before an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_security_events(&mut self, before: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM security_event WHERE received_at < $1", micros(before)))
    }
}
