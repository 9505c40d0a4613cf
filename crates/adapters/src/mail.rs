//! Mail leaves here: by SMTP, or into a folder where a person can read it (development and demo).
//!
//! Errors say whether trying again may help. They never name an address or quote a letter, because
//! they are kept in the database and written to logs.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use domain::{clock::Timestamp, letters::Letter};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{AsyncSmtpTransportBuilder, Error as SmtpError},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How long the mail server may think about one command.
const COMMAND_TIME: Duration = Duration::from_secs(15);

/// How long one letter may take altogether. Less than the life of a worker's claim.
pub const SENDING_TIME: Duration = Duration::from_secs(60);

/// A setting that does not work, in plain English for the operator.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMailSetting {
    /// The value of `mail` is none of the known forms.
    #[error(
        "mail = … must be smtp://host:port, smtp://user@host:587?tls=required (STARTTLS), \
         smtps://user@host or mailbox:FOLDER: {0}"
    )]
    Server(String),
    /// A password would travel readable for everybody.
    #[error("mail = … would send a password without TLS: use smtps:// or add ?tls=required")]
    PasswordWithoutTls,
    /// The value of `mail_from` is no address.
    #[error("mail_from = … must be one plain e-mail address, such as system@mail.hellowork.mhlw.go.jp")]
    From,
}

/// Why a letter did not leave. The text holds neither address nor letter.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server is away, busy, or wrongly set up: worth another try.
    #[error("{0}")]
    TryAgain(String),
    /// This letter will never be accepted, such as for an address that does not exist.
    #[error("{0}")]
    Never(String),
}

/// One letter on its way.
#[derive(Clone, Copy, Debug)]
pub struct Outgoing<'a> {
    /// Id in the outbox; the Message-ID is made of it and so the same at every try.
    pub id: &'a str,
    /// The letter.
    pub letter: &'a Letter,
    /// The time in its Date line.
    pub date: Timestamp,
    /// Where its reader stops mails of its kind, by one press in the mail program (RFC 8058).
    pub stop_address: Option<&'a str>,
}

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Sends letters from one sender by one way.
pub struct Mailer {
    transport: Transport,
    from: Address,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.transport {
            Transport::Smtp(_) => "smtp",
            Transport::Folder(_) => "folder",
        };
        out.debug_struct("Mailer").field("way", &way).finish_non_exhaustive()
    }
}

impl Mailer {
    /// Reads the settings `mail`, `mail_from` and the text of `mail_password_file`; connects to nothing.
    /// SMTP needs a Tokio runtime around it.
    ///
    /// # Errors
    /// A setting is unreadable or unsafe.
    pub fn new(mail: &str, from: &str, password: Option<&str>) -> Result<Self, BadMailSetting> {
        let (way, from) = read_settings(mail, from, password)?;
        let transport = match way {
            Way::Folder(folder) => Transport::Folder(folder),
            Way::Smtp(server) => Transport::Smtp(server.build()),
        };
        Ok(Self { transport, from })
    }

    /// Says what is wrong with the settings, without needing a runtime.
    ///
    /// # Errors
    /// A setting is unreadable or unsafe.
    pub fn check_settings(mail: &str, from: &str, password: Option<&str>) -> Result<(), BadMailSetting> {
        read_settings(mail, from, password).map(|_| ())
    }

    /// Sends one letter. When it returns without an error, the server (or the folder) has it.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn send(&self, outgoing: Outgoing<'_>) -> Result<(), SendError> {
        let message = self.message(outgoing)?;
        match &self.transport {
            Transport::Folder(folder) => {
                put_into(folder.clone(), format!("{}.eml", outgoing.id), message.formatted()).await
            }
            Transport::Smtp(server) => match tokio::time::timeout(SENDING_TIME, server.send(message)).await {
                Err(_) => Err(SendError::TryAgain("mail server: no answer in time".into())),
                Ok(Err(error)) => Err(classified(&error)),
                Ok(Ok(_)) => Ok(()),
            },
        }
    }

    /// Sees whether letters could leave now, without sending one.
    ///
    /// # Errors
    /// The server does not answer or refuses, or the folder cannot be written.
    pub async fn check(&self) -> Result<(), SendError> {
        match &self.transport {
            Transport::Folder(folder) => writable(folder.clone()).await,
            Transport::Smtp(server) => {
                match tokio::time::timeout(COMMAND_TIME, server.test_connection()).await {
                    Err(_) => Err(SendError::TryAgain("mail server: no answer in time".into())),
                    Ok(Err(error)) => Err(classified(&error)),
                    Ok(Ok(false)) => Err(SendError::TryAgain("mail server: hung up".into())),
                    Ok(Ok(true)) => Ok(()),
                }
            }
        }
    }

    fn message(&self, outgoing: Outgoing<'_>) -> Result<Message, SendError> {
        let to: Address = outgoing.letter.to.parse().map_err(|_| unsendable("the address"))?;
        let seconds = u64::try_from(outgoing.date.as_second()).unwrap_or(0);
        let mut builder = Message::builder();
        if let Some(address) = outgoing.stop_address {
            builder = builder
                .raw_header(header("List-Unsubscribe", format!("<{address}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into()));
        }
        builder
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(&outgoing.letter.subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{}>", outgoing.id, self.from.domain())))
            // RFC 3834: holiday answers and the like do not answer to it.
            .raw_header(header("Auto-Submitted", "auto-generated".into()))
            .header(ContentType::TEXT_PLAIN)
            .body(outgoing.letter.body.clone())
            .map_err(|_| unsendable("the letter"))
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn unsendable(part: &str) -> SendError {
    SendError::Never(format!("{part} cannot be written as a mail"))
}

/// A way for letters that is not opened yet.
enum Way {
    Smtp(AsyncSmtpTransportBuilder),
    Folder(PathBuf),
}

fn read_settings(mail: &str, from: &str, password: Option<&str>) -> Result<(Way, Address), BadMailSetting> {
    let from = from.parse().map_err(|_| BadMailSetting::From)?;
    let way = match mail.strip_prefix("mailbox:") {
        Some("") => return Err(BadMailSetting::Server("the folder is missing".into())),
        Some(folder) => Way::Folder(folder.into()),
        None => Way::Smtp(smtp(mail, password)?),
    };
    Ok((way, from))
}

fn smtp(url: &str, password: Option<&str>) -> Result<AsyncSmtpTransportBuilder, BadMailSetting> {
    let unreadable = |reason: &str| BadMailSetting::Server(reason.into());
    let (scheme, rest) = url.split_once("://").ok_or_else(|| unreadable("no scheme"))?;
    let tls = match scheme {
        "smtps" => true,
        "smtp" => rest.contains("tls=required"),
        _ => return Err(unreadable("unknown scheme")),
    };
    let user_part = rest.split(['/', '?']).next().and_then(|authority| authority.rsplit_once('@'));
    let url = match (user_part, password) {
        (Some((user, _)), Some(password)) if !user.contains(':') => {
            let with_password = format!("{user}:{}@", utf8_percent_encode(password, NON_ALPHANUMERIC));
            format!("{scheme}://{}", rest.replacen(&format!("{user}@"), &with_password, 1))
        }
        (Some((user, _)), None) if !user.contains(':') => {
            return Err(unreadable("a user is named but there is no mail_password_file"));
        }
        _ => url.to_owned(),
    };
    if user_part.is_some() && !tls {
        return Err(BadMailSetting::PasswordWithoutTls);
    }
    // The error would quote the URL, which may hold the password.
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
        .map_err(|_| unreadable("host, port or options cannot be read"))?;
    Ok(builder.timeout(Some(COMMAND_TIME)))
}

/// What an SMTP error means for the letter. The server's own words may name the address, so that
/// only its codes are kept.
fn classified(error: &SmtpError) -> SendError {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match error.status() {
        Some(code) => by_codes(u16::from(code), enhanced_code(&said)),
        None if error.is_timeout() => SendError::TryAgain("mail server: no answer in time".into()),
        None if error.is_tls() => SendError::TryAgain("mail server: TLS failed".into()),
        None if error.is_client() && said.contains("non-ascii") => unsendable("the address"),
        None if error.is_client() => {
            SendError::TryAgain("mail server: offers no usable way to sign in".into())
        }
        None => SendError::TryAgain("mail server: cannot be reached".into()),
    }
}

/// The code of RFC 3463 (such as `5.1.1`) at the beginning of a server's answer.
fn enhanced_code(said: &str) -> Option<&str> {
    let word = said.split_whitespace().next()?;
    let numbers: Vec<_> = word.split('.').collect();
    let fits =
        |number: &&str| matches!(number.len(), 1..=3) && number.bytes().all(|byte| byte.is_ascii_digit());
    (numbers.len() == 3 && numbers.iter().all(fits)).then_some(word)
}

fn by_codes(code: u16, enhanced: Option<&str>) -> SendError {
    let reason = match enhanced {
        Some(enhanced) => format!("mail server: {code} {enhanced}"),
        None => format!("mail server: {code}"),
    };
    // x.7.x is security and policy (relaying denied, sign-in): the operator can mend that.
    let policy = enhanced.is_some_and(|enhanced| enhanced.split('.').nth(1) == Some("7"));
    match code {
        521 | 550..=556 if !policy => SendError::Never(reason),
        _ => SendError::TryAgain(reason),
    }
}

/// Writes the letter beside its place and renames it: a reader never sees half a letter, and a
/// letter that is sent again replaces itself.
async fn put_into(folder: PathBuf, name: String, text: Vec<u8>) -> Result<(), SendError> {
    in_background(move || {
        std::fs::create_dir_all(&folder)?;
        let unfinished = folder.join(format!(".{name}.tmp"));
        let mut file = std::fs::File::create(&unfinished)?;
        std::io::Write::write_all(&mut file, &text)?;
        file.sync_all()?;
        std::fs::rename(&unfinished, folder.join(&name))
    })
    .await
}

async fn writable(folder: PathBuf) -> Result<(), SendError> {
    in_background(move || {
        std::fs::create_dir_all(&folder)?;
        let probe: &Path = &folder.join(".writable.tmp");
        std::fs::write(probe, b"")?;
        std::fs::remove_file(probe)
    })
    .await
}

async fn in_background(work: impl FnOnce() -> std::io::Result<()> + Send + 'static) -> Result<(), SendError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(SendError::TryAgain(format!("mailbox folder: {}", error.kind()))),
        Err(_) => Err(SendError::TryAgain("mailbox folder: interrupted".into())),
    }
}

#[cfg(test)]
mod tests;
