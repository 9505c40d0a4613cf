//! What a person is told of applications and messages, in the unit of work that makes them.

use domain::{
    clock::Timestamp,
    job_hunt::MessageSender,
    letters::{
        account::Sender,
        activity::{ApplicationNews, message_subject},
    },
    notice::NoticeKind,
    posting::PostingNumber,
};
use store::{NewNotice, Tx};
use uuid::Uuid;

use crate::{Teller, Told, notify};

/// Tells a person of an application for a posting: a notice that says how it stands, and a mail that leads to it.
///
/// # Errors
/// The database fails.
pub async fn tell_of_application<'a>(
    teller: impl Into<Teller<'a>>,
    tx: &mut Tx,
    (account, posting): (Uuid, PostingNumber),
    (news, now): (ApplicationNews, Timestamp),
) -> store::Result<()> {
    let teller = teller.into();
    let Some(person) = tx.account(account).await? else { return Ok(()) };
    let letter = Sender { base_url: teller.base_url }.application(&person.email, posting, news);
    let subject = news.notice(posting);
    let notice = NewNotice { kind: NoticeKind::Application, subject: &subject, link: news.path() };
    notify(teller, tx, Told { account, notice, letter: &letter }, now).await
}

/// Tells a person that a message has come into a thread: from whom, and nothing else of it.
///
/// # Errors
/// The database fails.
pub async fn tell_of_message<'a>(
    teller: impl Into<Teller<'a>>,
    tx: &mut Tx,
    (account, thread): (Uuid, Uuid),
    (sender, now): (MessageSender, Timestamp),
) -> store::Result<()> {
    let teller = teller.into();
    let Some(person) = tx.account(account).await? else { return Ok(()) };
    let letter = Sender { base_url: teller.base_url }.message_came(&person.email, sender);
    let (subject, link) = (message_subject(sender), format!("/messages/{thread}"));
    let notice = NewNotice { kind: NoticeKind::Message, subject: &subject, link: &link };
    notify(teller, tx, Told { account, notice, letter: &letter }, now).await
}
