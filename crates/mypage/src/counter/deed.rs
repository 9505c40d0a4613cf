//! The deeds for a person with an open page, found by 求職番号.

use std::{
    fs::File,
    io::{Read, stdin},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use domain::{
    clock::{Date, Timestamp, tokyo_date},
    job_hunt::{ApplicationState, MAX_MESSAGE_CHARS, MAX_SUBJECT_CHARS},
    job_seeker::{FreeText, JobSeekerNumber},
    posting::PostingNumber,
};
use site::{
    Teller,
    office::{Deed, Office, Outcome, Refusal},
};
use store::{Extension, Store};

use super::{
    Counter,
    typed::{Problems, by, day_before_tomorrow},
};

/// Bytes of a message's file that are read at most: more than the longest message can have.
const MOST_BYTES: u64 = 64 * 1024;

/// For whom, and by whom.
#[derive(Clone, Debug, Args)]
pub struct OfDeed {
    /// 求職番号 of the person
    #[arg(long, value_name = "NNNNN-NNNNNNNN")]
    pub number: String,
    /// Code of the office (five digits, as in data/)
    #[arg(long, value_name = "CODE")]
    pub office: String,
    /// Who does this, as the office writes the name; kept with the deed, not shown to the person
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

/// A consultation.
#[derive(Clone, Debug, Args)]
pub struct Consultation {
    #[command(flatten)]
    of: OfDeed,
    /// Day of the consultation
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: String,
}

/// A referral.
#[derive(Clone, Debug, Args)]
pub struct Referral {
    #[command(flatten)]
    of: OfDeed,
    /// 求人番号 of the posting
    #[arg(long, value_name = "NNNNN-NNNNNNNN")]
    posting: String,
    /// Day of the referral
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: String,
}

/// Where an application stands.
#[derive(Clone, Debug, Args)]
pub struct Application {
    #[command(flatten)]
    of: OfDeed,
    /// 求人番号 of the posting
    #[arg(long, value_name = "NNNNN-NNNNNNNN")]
    posting: String,
    /// applied (応募済み), documents (書類選考中), arranging (面接の日程を調整中), interview (面接), hired (採用),
    /// not_hired (不採用), withdrawn (辞退), cancelled (求人の取消し) or no_show (面接不参加), by either word
    #[arg(long, value_name = "STATE")]
    state: String,
}

/// A message. What it says is not printed.
#[derive(Clone, Args)]
pub struct Message {
    #[command(flatten)]
    of: OfDeed,
    /// 件名, at most 50 characters; messages under the same one form a thread
    #[arg(long, value_name = "TEXT")]
    subject: String,
    /// File with the text (UTF-8, at most 1,000 characters), or - for the standard input
    #[arg(long, value_name = "PATH")]
    body_file: PathBuf,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").finish_non_exhaustive()
    }
}

/// A deed as it was typed, read.
enum Entry {
    Consultation(Date),
    Referral(PostingNumber, Date),
    Application(PostingNumber, ApplicationState),
    Message(FreeText, FreeText),
    SetValid,
}

impl Entry {
    /// `None` when something is wrong, which is said then.
    fn read(deed: &Counter, today: Date, problems: &mut Problems) -> Option<Self> {
        match deed {
            Counter::Consultation(typed) => Some(Self::Consultation(day(&typed.on, today, problems)?)),
            Counter::Referral(typed) => {
                let (posting, on) = (posting(&typed.posting, problems), day(&typed.on, today, problems));
                Some(Self::Referral(posting?, on?))
            }
            Counter::Application(typed) => {
                let posting = posting(&typed.posting, problems);
                let state = problems.check("--state", state(&typed.state));
                Some(Self::Application(posting?, state?))
            }
            Counter::Message(typed) => {
                let subject = FreeText::needed_line("件名", &typed.subject, MAX_SUBJECT_CHARS);
                let subject = problems.check("--subject", subject);
                let body = problems.check("--body-file", body(&typed.body_file));
                Some(Self::Message(subject?, body?))
            }
            Counter::SetValid(_) => Some(Self::SetValid),
            Counter::RegisterAddress(_) => None,
        }
    }

    fn deed(&self) -> Deed<'_> {
        match self {
            Self::Consultation(on) => Deed::Consultation(*on),
            Self::Referral(posting, on) => Deed::Referral(*posting, *on),
            Self::Application(posting, state) => Deed::Application(*posting, *state),
            Self::Message(subject, body) => Deed::Message(subject, body),
            Self::SetValid => Deed::SetValid,
        }
    }
}

fn of(deed: &Counter) -> Option<&OfDeed> {
    Some(match deed {
        Counter::Consultation(typed) => &typed.of,
        Counter::Referral(typed) => &typed.of,
        Counter::Application(typed) => &typed.of,
        Counter::Message(typed) => &typed.of,
        Counter::SetValid(typed) => typed,
        Counter::RegisterAddress(_) => return None,
    })
}

fn day(typed: &str, today: Date, problems: &mut Problems) -> Option<Date> {
    problems.check("--on", day_before_tomorrow(typed, today))
}

fn posting(typed: &str, problems: &mut Problems) -> Option<PostingNumber> {
    problems.check("--posting", PostingNumber::parse(typed))
}

fn state(typed: &str) -> Result<ApplicationState, String> {
    let all = ApplicationState::ALL;
    let found = all.iter().copied().find(|state| [state.code(), state.label()].contains(&typed.trim()));
    let words: Vec<&str> = all.iter().map(|state| state.code()).collect();
    found.ok_or_else(|| format!("one of {}", words.join(", ")))
}

fn body(path: &Path) -> Result<FreeText, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        stdin().take(MOST_BYTES).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let text = String::from_utf8(bytes).map_err(|_| "this is not UTF-8".to_owned())?;
    let text = FreeText::lines("本文", text.trim_start_matches('\u{feff}'), MAX_MESSAGE_CHARS);
    text.map_err(|bad| bad.to_string())?.ok_or_else(|| "there is no text in it".to_owned())
}

/// Does a deed other than `register-address`, and says what became of it.
///
/// # Errors
/// The database does not answer.
pub(super) async fn run(
    store: &Store,
    teller: Teller<'_>,
    deed: &Counter,
    now: Timestamp,
) -> anyhow::Result<ExitCode> {
    let Some(of) = of(deed) else { return Ok(ExitCode::FAILURE) };
    let mut problems = Problems::default();
    let office = store.read().await?.office(&of.office).await?;
    let office = problems.check("--office", office.ok_or("no office has this code"));
    let number = problems.check("--number", JobSeekerNumber::parse(&of.number));
    let done_by = problems.check("--by", by(&of.by));
    let entry = Entry::read(deed, tokyo_date(now), &mut problems);
    let (Some(office), Some(number), Some(done_by), Some(entry)) = (office, number, done_by, entry) else {
        for problem in problems.0 {
            eprintln!("WRONG    {problem}");
        }
        return Ok(ExitCode::FAILURE);
    };
    let office = Office { teller, code: &office.code, done_by: &done_by, now };
    let outcome = office.does(store, &number, &entry.deed()).await?;
    Ok(match said(&outcome) {
        Ok(fine) => {
            println!("{fine}");
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("WRONG    {refused}");
            ExitCode::FAILURE
        }
    })
}

/// What became of it, in plain English; an error where the deed was refused.
fn said(outcome: &Outcome) -> Result<String, &'static str> {
    Ok(match outcome {
        Outcome::Recorded(Extension::Extended(last)) => {
            format!("Recorded. The registration is one month longer: 有効 up to {last}.")
        }
        Outcome::Recorded(Extension::Unchanged(last)) => {
            format!("Recorded. The registration is 有効 up to {last}, as before.")
        }
        Outcome::Recorded(Extension::NotInForce) => {
            "Recorded. The registration is 無効 and stays so; set-valid sets it to 有効.".to_owned()
        }
        Outcome::Told => "Done; the person is told.".to_owned(),
        Outcome::Valid(last) => format!("The registration is 有効 up to {last}."),
        Outcome::Already => "All of it stood there already; nothing is changed.".to_owned(),
        Outcome::Refused(refusal) => return Err(why(*refusal)),
    })
}

fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchPerson => "--number: nobody with an open page has this 求職番号",
        Refusal::NotInForce => {
            "--number: the registration is 無効, which closes this; mypage counter set-valid sets it to 有効"
        }
        Refusal::NoPosting => "--posting: there is no posting with this number",
        Refusal::PostingNotOpen => {
            "--posting: on this day the posting was closed, or its 紹介期限日 was over"
        }
        Refusal::AppliedAlready => "--posting: an application of this person for it is running already",
        Refusal::NeverApplied => "--posting: this person has not applied for it",
        Refusal::OnlineRegistrant => {
            "--number: this is an オンライン登録者; offices send messages to 利用登録者 only"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_by_its_word_and_by_its_japanese_name() {
        assert_eq!(state("not_hired"), Ok(ApplicationState::NotHired));
        assert_eq!(state(" 採用 "), Ok(ApplicationState::Hired));
        assert!(state("選考").unwrap_err().contains("documents"));
    }

    #[test]
    fn a_text_has_at_most_a_thousand_characters() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("body.txt");
        for (count, fits) in [(0, false), (1, true), (1_000, true), (1_001, false)] {
            std::fs::write(&file, "あ".repeat(count)).unwrap();
            assert_eq!(body(&file).is_ok(), fits, "{count}");
        }
        std::fs::write(&file, b"\xff\xfe").unwrap();
        assert!(body(&file).is_err_and(|error| error.contains("UTF-8")));
        assert!(body(&folder.path().join("none")).is_err());
    }
}
