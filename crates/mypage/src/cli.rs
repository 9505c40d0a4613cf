//! The command line, in plain English.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, Subcommand};
use domain::clock::Clock;
use search::Position;
use site::Teller;

use crate::{
    check,
    config::{Config, LogForm},
    counter::{self, Counter},
    import::{self, ImportOptions},
    log, serve,
    setup::{Setup, open_store},
    work,
};

/// Hello Work Internet Service: the job seeker's page.
///
/// Settings are read from mypage.toml in the present folder (or the file named by --config), and each may be given
/// in the environment as MYPAGE_…; the file that comes with the program explains them all. To look around, run
/// "mypage demo": it needs no settings.
#[derive(Debug, Parser)]
#[command(name = "mypage", version, max_term_width = 100)]
struct Cli {
    /// File with the settings [default: mypage.toml, where it exists]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages, and do the work behind them (letters, jobs, search index)
    Serve {
        /// Leave the work to "mypage work"; the search index of this node is kept up to date all the same
        #[arg(long)]
        no_work: bool,
    },
    /// Do the work behind the pages only: send letters, do jobs
    Work,
    /// Bring the database up to date ("serve" and "work" do so too when they start)
    Migrate,
    /// Look at everything the service needs and say what is wrong; changes nothing
    Check,
    /// Bring data in
    #[command(subcommand)]
    Import(Import),
    /// Do what a counter (窓口) does, while it has no pages of its own
    #[command(subcommand)]
    Counter(Counter),
    /// Throw the search index of this node away and build it again from the database
    Reindex,
    /// Give letters that could not be delivered another try, from the first
    Resend,
    /// Build and serve a complete service with invented data on this machine
    #[cfg(feature = "demo")]
    Demo(crate::demo::Options),
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Postings, from JSON Lines or CSV; the same posting again is an update
    Postings {
        /// The file; rows that cannot be read go to FILE.rej.csv with line and reason
        file: PathBuf,
        /// The file is complete: postings that are not in it are closed
        #[arg(long)]
        full: bool,
    },
    /// Reference tables (offices, municipalities, postal codes …), from a folder of CSV files as in data/
    Reference {
        /// The folder; tables that are not in it stay as they are
        folder: PathBuf,
    },
}

/// Runs the program; the exit code is 0 when all went well, 1 when it did not, 2 for a command
/// line that cannot be read.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match end(runtime, run(cli)) {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

/// Runs the program to its end. What still computes then (a search index that is folded, a commit of it) had its
/// time to end and is cut off: the index on disk is whole at every moment, and the same is done again later.
fn end<T>(runtime: tokio::runtime::Runtime, program: impl Future<Output = T>) -> T {
    let result = runtime.block_on(program);
    runtime.shutdown_background();
    result
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("mypage: {error:#}");
    ExitCode::FAILURE
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    #[cfg(feature = "demo")]
    if let Command::Demo(options) = cli.command {
        log::start(LogForm::Text, "warn")?;
        return crate::demo::run(options).await.map(|()| ExitCode::SUCCESS);
    }
    let environment: Vec<_> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let file = cli.config.or_else(|| std::env::var_os("MYPAGE_CONFIG").map(PathBuf::from));
    let config = match Config::read(file.as_deref(), &environment) {
        Ok(config) => config,
        Err(error) => {
            for problem in error.0 {
                eprintln!("WRONG    {problem}");
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    log::start(config.log, &config.log_level)?;
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    match cli.command {
        Command::Serve { no_work } => serve::serve(&config, !no_work).await?,
        Command::Work => work::work(&config).await?,
        Command::Migrate => migrate(&config).await?,
        Command::Check => {
            let fine = check::print(&check::check(&config).await);
            return Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Import(Import::Postings { file, full }) => import_postings(&config, &file, full).await?,
        Command::Import(Import::Reference { folder }) => import_reference(&config, &folder).await?,
        Command::Counter(deed) => {
            let store = open_store(&config).await?;
            let teller = Teller { base_url: &config.base_url, secret: &config.secret };
            let code = counter::run(&store, teller, &deed, Clock::System.now()).await;
            store.close().await;
            return code;
        }
        Command::Reindex => reindex(&config).await?,
        Command::Resend => resend(&config).await?,
        #[cfg(feature = "demo")]
        Command::Demo(_) => unreachable!("handled above: it needs no settings"),
    }
    Ok(ExitCode::SUCCESS)
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    store.close().await;
    println!("The database is up to date.");
    Ok(())
}

async fn resend(config: &Config) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let mut tx = store.begin().await?;
    let letters = tx.retry_undeliverable_letters(Clock::System.now()).await?;
    tx.commit().await?;
    store.close().await;
    println!("{letters} letters will be sent again.");
    Ok(())
}

async fn import_postings(config: &Config, file: &Path, full: bool) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let report = import::import_postings(&store, file, ImportOptions { full }, &Clock::System).await?;
    store.close().await;
    println!(
        "{} postings read: {} new, {} changed, {} as before, {} closed.",
        report.read, report.counts.added, report.counts.changed, report.counts.unchanged, report.closed
    );
    if let Some(rejects) = report.reject_file {
        println!("{} rows are no postings; they are listed in {}.", report.refused, rejects.display());
    }
    Ok(())
}

async fn import_reference(config: &Config, folder: &Path) -> anyhow::Result<()> {
    let store = open_store(config).await?;
    let report = import::import_reference(&store, folder, Clock::System.now()).await?;
    store.close().await;
    for (table, rows) in report.replaced {
        println!("{table}: {rows} rows");
    }
    for table in report.kept {
        println!("{table}: as before");
    }
    for file in report.unknown {
        println!("{file}: not read, no table has this name");
    }
    Ok(())
}

async fn reindex(config: &Config) -> anyhow::Result<()> {
    let setup = Setup::open(config).await?;
    // An index that belongs to no line of changes is built anew by whoever feeds it next.
    setup.feeder.start_over().and_then(|()| setup.feeder.commit(Position { history: 0, seq: 0 })).context(
        "the search index is in use; stop the service first, or delete the folder index_dir while it runs",
    )?;
    setup.build_index().await?;
    setup.app.store.close().await;
    println!("The search index is up to date.");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Duration};

    use super::*;

    #[test]
    fn the_end_of_the_program_does_not_wait_for_what_still_computes() {
        let (let_go, held) = mpsc::channel::<()>();
        let (tell, told) = mpsc::channel();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let result = end(runtime, async move {
            tokio::task::spawn_blocking(move || {
                // Computes until the test has seen what it wants to see.
                let _ = held.recv_timeout(Duration::from_secs(60));
                let _ = tell.send(());
            });
            7
        });
        assert_eq!((result, told.try_recv()), (7, Err(mpsc::TryRecvError::Empty)));
        drop(let_go);
        assert_eq!(told.recv(), Ok(()), "it did compute");
    }
}
