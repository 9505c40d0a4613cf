//! Measures the search beside the engines that people would pick instead: the same postings, the same
//! queries, the same machine, in one run. What every engine answers is compared with an oracle that reads
//! everything, before anything is measured. `benches/search/run` does all of it in one command.

mod data;
mod engines;
mod groonga;
mod lucene;
mod measure;
mod oracle;
mod plain;
mod queries;
mod report;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// That of the program; the peers that run in this process have it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What to do.
#[derive(Parser)]
struct Cli {
    /// Postings, one JSON object a line (tools/generate-postings.py)
    #[arg(long)]
    postings: PathBuf,
    /// Folder of the indexes that are built
    #[arg(long)]
    folder: PathBuf,
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Build the index of one engine and say how long it took and how much memory
    Build {
        /// `ours`, `plain`, `lucene` or `groonga`
        engine: String,
    },
    /// Write the postings for the peers that are programs of their own, and the queries
    Export,
    /// Ask ours alone every query and say what memory that takes
    Serve,
    /// Compare every answer with the oracle, measure, and write the results
    Run {
        /// File of the results, in Markdown
        #[arg(long)]
        results: Option<PathBuf>,
        /// Measure without the oracle, while one works on the engine
        #[arg(long)]
        unchecked: bool,
    },
}

/// File of the queries in the folder.
const QUERIES: &str = "queries.tsv";

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.deed {
        Deed::Build { engine } => engines::build(&engine, &cli.postings, &cli.folder),
        Deed::Export => {
            let mut rows = data::rows(&cli.postings)?;
            queries::write(&queries::from_seed(&rows), &cli.folder.join(QUERIES))?;
            data::export(&mut rows, &cli.folder.join(engines::CORPUS))
        }
        Deed::Serve => {
            println!("serving: {}", engines::serve(&queries::read(&cli.folder.join(QUERIES))?, &cli.folder)?);
            Ok(())
        }
        Deed::Run { results, unchecked } => {
            let rows = data::rows(&cli.postings)?;
            let queries = queries::from_seed(&rows);
            let mut engines = engines::open(&cli.folder)?;
            if !unchecked {
                oracle::check(&rows, &queries, &mut engines)?;
            }
            drop(rows);
            let measured = measure::all(&queries, &mut engines)?;
            let text = report::markdown(&queries, &measured, unchecked);
            println!("{text}");
            if let Some(path) = results {
                report::put(&path, &text)?;
            }
            Ok(())
        }
    }
}
