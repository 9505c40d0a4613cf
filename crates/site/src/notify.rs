//! Telling a person: a notice in the centre and, unless the person has stopped it, a mail with a way to stop it.

use adapters::secrets::SecretKey;
use domain::{clock::Timestamp, letters::Letter, mail_hours, notice::NoticeKind};
use store::{NewNotice, Tx};
use uuid::Uuid;

use crate::App;

/// What the keyed hash in a link that stops mails is for.
const USAGE: &str = "stop mails";

/// What telling needs of the installation. An [`App`] has it; a command that serves no pages has it from the settings.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// Where the service is reached, without a slash at the end.
    pub base_url: &'a str,
    /// Seals the links that stop mails.
    pub secret: &'a SecretKey,
}

impl<'a> From<&'a App> for Teller<'a> {
    fn from(app: &'a App) -> Self {
        Self { base_url: &app.settings.base_url, secret: &app.secret }
    }
}

/// What a person is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Whom.
    pub account: Uuid,
    /// What the centre shows.
    pub notice: NewNotice<'a>,
    /// The mail; it carries nothing of a message.
    pub letter: &'a Letter,
}

/// Tells a person of what was just done, in the unit of work of the deed: the mail leaves at once.
///
/// # Errors
/// The database fails.
pub async fn notify<'a>(
    teller: impl Into<Teller<'a>>,
    tx: &mut Tx,
    told: Told<'_>,
    now: Timestamp,
) -> store::Result<()> {
    tx.add_notice(told.account, &told.notice, now).await?;
    mail(teller.into(), tx, &told, now).await
}

/// Tells a person of a second thing that one deed has brought: always by a notice, and by a mail only when none is
/// sent that says it already, because the person has stopped the mails of the kind `said_by`.
///
/// # Errors
/// The database fails.
pub async fn notify_besides<'a>(
    teller: impl Into<Teller<'a>>,
    tx: &mut Tx,
    told: Told<'_>,
    (said_by, now): (NoticeKind, Timestamp),
) -> store::Result<()> {
    if tx.wants_mail(told.account, said_by).await? {
        return tx.add_notice(told.account, &told.notice, now).await.map(drop);
    }
    notify(teller, tx, told, now).await
}

/// Tells a person of what the calendar has brought, as many others at the same moment: the mail leaves by day,
/// at an hour of its own.
///
/// # Errors
/// The database fails.
pub async fn notify_by_day<'a>(
    teller: impl Into<Teller<'a>>,
    tx: &mut Tx,
    told: Told<'_>,
    now: Timestamp,
) -> store::Result<()> {
    let id = tx.add_notice(told.account, &told.notice, now).await?;
    // The last bits of the id are random.
    let (_, number) = id.as_u64_pair();
    mail(teller.into(), tx, &told, mail_hours::spread(number, now)).await
}

async fn mail(teller: Teller<'_>, tx: &mut Tx, told: &Told<'_>, due: Timestamp) -> store::Result<()> {
    let Told { account, notice, letter } = *told;
    if !notice.kind.may_be_stopped() {
        return tx.post_later(Some(account), letter, due).await;
    }
    if !tx.wants_mail(account, notice.kind).await? {
        return Ok(());
    }
    let address = format!("{}{}", teller.base_url, stop_mail_path(teller, account, notice.kind));
    let letter = letter.with_way_to_stop(notice.kind, &address);
    tx.post_stoppable(account, (&letter, &address), due).await
}

/// The path that stops the mails of a kind without signing in. It holds as long as the account: whoever has the
/// mail may stop mails like it, and nothing else.
pub fn stop_mail_path<'a>(teller: impl Into<Teller<'a>>, account: Uuid, kind: NoticeKind) -> String {
    let account = account.simple();
    let seal = teller.into().secret.hash(USAGE, &format!("{account}.{}", kind.code()));
    format!("/notices/stop/{account}/{}/{seal}", kind.code())
}

/// True when the path of [`stop_mail_path`] was made here for this account and kind.
pub fn mail_may_stop(app: &App, account: Uuid, kind: NoticeKind, seal: &str) -> bool {
    kind.may_be_stopped() && app.secret.verify(USAGE, &format!("{}.{}", account.simple(), kind.code()), seal)
}
