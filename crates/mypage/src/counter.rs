//! What a counter does while it has no pages of its own, by the command line. Everything typed is checked first,
//! and what is wrong is said line by line; a deed is one unit of work with its record, its notice and its mail.

mod address;
mod deed;
mod typed;

use std::process::ExitCode;

use clap::Subcommand;
use domain::clock::Timestamp;
use site::Teller;
use store::Store;

pub use address::RegisterAddress;
pub use deed::{Application, Consultation, Message, OfDeed, Referral};

/// Deeds of a counter, by the command line.
#[derive(Debug, Subcommand)]
pub enum Counter {
    /// Write down the mail address of a person registered at an office, who may then open a page
    ///
    /// The person opens the page alone under "ハローワークをご利用中の方のマイページ開設", with this address and
    /// the birth date; a key is mailed to the address. Everything is checked first, and what is wrong is said;
    /// nothing is written then. The same again changes nothing. Something else for the same person puts it in
    /// the place of what was there, until the page is open; keys mailed before stop working. Who did it, when,
    /// and the address before and after are kept.
    RegisterAddress(Box<RegisterAddress>),
    /// Write down a consultation (相談)
    ///
    /// In the last month of the registration it lengthens it by one month; the person is told by notice and mail.
    /// The same consultation again (office, person, day) changes nothing.
    Consultation(Consultation),
    /// Write down that the office introduced the person to an employer (紹介)
    ///
    /// The person has applied for the posting then, and is told by notice and mail. In the last month of the
    /// registration it lengthens it by one month. The same referral again (person, posting, day) changes nothing.
    Referral(Referral),
    /// Say where an application of the person stands (選考中, 採用, 不採用 …)
    ///
    /// The person is told by notice and mail; the mail does not say which state. A state that is wrong is corrected
    /// by saying the right one. The same state again changes nothing.
    Application(Application),
    /// Send a message of the office to a 利用登録者
    ///
    /// The person finds it under メッセージ, and is told by notice and mail that one has come; neither carries
    /// anything of it. The same text again on the same day is not sent twice.
    Message(Message),
    /// Set a registration to 有効 again, however long it has been 無効
    ///
    /// Within 12 months people do it themselves; after that only an office can. Where the last valid day is over,
    /// it is a new application of today. The person is told by notice and mail. A registration that is 有効 stays
    /// as it is.
    SetValid(OfDeed),
}

/// Does the deed and says what became of it.
///
/// # Errors
/// The database does not answer, or a file cannot be read.
pub async fn run(
    store: &Store,
    teller: Teller<'_>,
    deed: &Counter,
    now: Timestamp,
) -> anyhow::Result<ExitCode> {
    match deed {
        Counter::RegisterAddress(typed) => address::run(store, typed, now).await,
        other => deed::run(store, teller, other, now).await,
    }
}
