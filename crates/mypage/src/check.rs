//! `mypage check`: looks at everything that the service needs, and says in plain English what it found.

use std::{fmt, io::Write, path::Path};

use adapters::{
    mail::Mailer,
    sign_on::{Journey, Provider, ProviderSettings},
};
use domain::clock::{Clock, Date, days_between, tokyo_date};
use store::{ForgettingRecord, Schema, Store};

use crate::config::Config;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In order.
    Fine,
    /// The service runs, but somebody should look at it.
    Warning,
    /// The service must not start so.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub verdict: Verdict,
    /// What was found, in plain English.
    pub text: String,
}

impl Finding {
    fn fine(text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fine, text: text.into() }
    }

    fn warning(text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Warning, text: text.into() }
    }

    fn wrong(text: impl Into<String>) -> Self {
        Self { verdict: Verdict::Wrong, text: text.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.verdict {
            Verdict::Fine => "ok     ",
            Verdict::Warning => "warning",
            Verdict::Wrong => "WRONG  ",
        };
        write!(out, "{word}  {}", self.text)
    }
}

/// Looks at everything. Changes nothing but for a probe file in the folder of the index.
pub async fn check(config: &Config) -> Vec<Finding> {
    let mut findings = vec![Finding::fine(format!(
        "settings: the service listens on {} and is reached at {}",
        config.listen, config.base_url
    ))];
    findings.extend(config.warnings.iter().map(Finding::warning));
    if config.development {
        findings
            .push(Finding::warning("development = true: for this machine only, never for a live service"));
    }
    if cfg!(feature = "demo") && !config.development {
        findings.push(Finding::warning(
            "this program was built with the demo in it; for a live service build with --no-default-features",
        ));
    }
    findings.push(Finding::fine("secret_key_file: readable"));
    findings.push(database(&config.database).await);
    findings.extend(forgetting(&config.database).await);
    findings.push(mail(config).await);
    findings.push(index(&config.index_dir));
    let portal = config.portal.as_ref().map(|portal| &portal.provider);
    for provider in portal.into_iter().chain(&config.card) {
        findings.push(sign_on(provider).await);
    }
    findings
}

/// Prints findings; true when nothing is wrong.
pub fn print(findings: &[Finding]) -> bool {
    let mut out = std::io::stdout().lock();
    for finding in findings {
        // Nobody listens to a closed pipe.
        let _ = writeln!(out, "{finding}");
    }
    let wrong = findings.iter().filter(|finding| finding.verdict == Verdict::Wrong).count();
    let _ = match wrong {
        0 => writeln!(out, "The service can start."),
        1 => writeln!(out, "1 thing is wrong: the service cannot start."),
        more => writeln!(out, "{more} things are wrong: the service cannot start."),
    };
    wrong == 0
}

fn is_missing_file(url: &str) -> bool {
    let file = url.strip_prefix("sqlite:").map(|path| path.split('?').next().unwrap_or_default());
    file.is_some_and(|file| !Path::new(file.trim_start_matches("//")).exists())
}

async fn database(url: &str) -> Finding {
    if is_missing_file(url) {
        let file = url.trim_start_matches("sqlite:").split('?').next().unwrap_or_default();
        return Finding::warning(format!("database: {file} is not there yet; the first start makes it"));
    }
    let store = match Store::connect(url).await {
        Ok(store) => store,
        Err(error) => return Finding::wrong(format!("database: it does not answer ({error})")),
    };
    let finding = match store.schema().await {
        Ok(Schema::Current) => Finding::fine("database: it answers, and its schema is up to date"),
        Ok(Schema::Behind(steps)) => Finding::warning(format!(
            "database: it answers, but {steps} steps of its schema are missing; \"mypage migrate\" or the next start \
             makes them"
        )),
        Ok(Schema::Ahead) => {
            Finding::warning("database: it answers, but a newer program has changed its schema")
        }
        Err(error) => Finding::wrong(format!("database: it cannot be read ({error})")),
    };
    store.close().await;
    finding
}

/// When each job that forgets was last through, for whoever must prove that it is. Nothing where the database
/// does not answer or is not up to date: that is said already.
async fn forgetting(url: &str) -> Vec<Finding> {
    if is_missing_file(url) {
        return Vec::new();
    }
    let Ok(store) = Store::connect(url).await else { return Vec::new() };
    let records = match (store.schema().await, store.read().await) {
        (Ok(Schema::Current), Ok(mut conn)) => conn.forgetting_records().await.unwrap_or_default(),
        _ => Vec::new(),
    };
    store.close().await;
    let today = tokyo_date(Clock::System.now());
    records.iter().map(|record| said(record, today)).collect()
}

fn said(record: &ForgettingRecord, today: Date) -> Finding {
    let ForgettingRecord { job, day, forgotten, warned, ended_at } = record;
    let late = days_between(*day, today) > 1;
    let text = format!("forgetting: {job} for {day}: {forgotten} erased, {warned} people warned");
    match ended_at {
        None if *day < today => Finding::warning(format!("{text}, but it did not come to its end")),
        None => Finding::fine(format!("{text}, and it goes on")),
        Some(_) if late => Finding::warning(format!("{text}; it has not run since")),
        Some(_) => Finding::fine(text),
    }
}

async fn mail(config: &Config) -> Finding {
    let mailer = match Mailer::new(&config.mail, &config.mail_from, config.mail_password.as_deref()) {
        Ok(mailer) => mailer,
        Err(error) => return Finding::wrong(error.to_string()),
    };
    match mailer.check().await {
        Ok(()) if config.mail.starts_with("mailbox:") && !config.development => {
            Finding::warning("mail: letters go into a folder; nobody receives them")
        }
        Ok(()) => Finding::fine(format!("mail: letters can leave, from {}", config.mail_from)),
        Err(error) => Finding::wrong(format!("mail: letters cannot leave ({error})")),
    }
}

/// A provider that is away is no reason not to start: people are shown the way by password.
async fn sign_on(settings: &ProviderSettings) -> Finding {
    let (name, issuer) = (settings.name, &settings.issuer);
    let provider = match Provider::new(settings.clone()) {
        Ok(provider) => provider,
        Err(error) => return Finding::wrong(format!("{name}_issuer: {error}")),
    };
    let [state, nonce, verifier] = ["state", "nonce", "verifier"].map(|word| word.repeat(8));
    match provider.start(&Journey { state, nonce, verifier }, None, Clock::System.now()).await {
        Ok(_) => Finding::fine(format!("{name}_issuer: {issuer} answers")),
        Err(error) => Finding::warning(format!("{name}_issuer: {issuer}: {error}")),
    }
}

fn index(folder: &Path) -> Finding {
    let probe = folder.join(".writable.tmp");
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b""))
        .and_then(|()| std::fs::remove_file(&probe));
    if let Err(error) = written {
        return Finding::wrong(format!("index_dir: {} cannot be written ({error})", folder.display()));
    }
    Finding::fine(format!("index_dir: {} can be written", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(day: &str, ended: bool) -> Finding {
        let day: Date = day.parse().unwrap();
        let ended_at = ended.then(|| domain::clock::tokyo_midnight(day));
        let job = "erase-old-pages".to_owned();
        let record = ForgettingRecord { job, day, forgotten: 3, warned: 2, ended_at };
        said(&record, "2026-11-20".parse().unwrap())
    }

    #[test]
    fn a_job_that_forgets_is_said_to_have_run_and_missed_when_it_has_not() {
        assert_eq!(
            record("2026-11-20", true).to_string(),
            "ok       forgetting: erase-old-pages for 2026-11-20: 3 erased, 2 people warned"
        );
        assert_eq!(
            record("2026-11-19", true).verdict,
            Verdict::Fine,
            "the job of today comes after midnight"
        );
        assert_eq!(record("2026-11-18", true).verdict, Verdict::Warning);
        assert_eq!(record("2026-11-20", false).verdict, Verdict::Fine);
        assert_eq!(record("2026-11-19", false).verdict, Verdict::Warning);
    }
}
