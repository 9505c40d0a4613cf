//! Measures whole requests over HTTP: searches of a list made from a seed, by a few clients that each ask as soon as
//! they were answered. `benches/http/run` does all of it in one command.

mod change;
mod client;
mod flood;
mod load;
mod queries;
mod vary;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Parser, Subcommand};

/// What to do.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Search with some clients for some seconds and print how long it took
    Load {
        /// The service
        #[arg(long)]
        address: SocketAddr,
        /// Postings from which the words are taken
        #[arg(long)]
        postings: PathBuf,
        /// Clients at once
        #[arg(long, default_value_t = 2)]
        clients: usize,
        /// Seconds
        #[arg(long, default_value_t = 20)]
        seconds: u64,
        /// Different searches, asked in turn
        #[arg(long, default_value_t = 20_000)]
        distinct: usize,
    },
    /// Send logins with wrong passwords, each from another address, for some seconds
    Flood {
        /// The service; it must trust the sender as its proxy
        #[arg(long)]
        address: SocketAddr,
        /// Logins a second
        #[arg(long, default_value_t = 50)]
        per_second: u64,
        /// Seconds
        #[arg(long, default_value_t = 20)]
        seconds: u64,
    },
    /// Change postings in the database, some each second, and print how long the service took to find the last
    Change {
        /// The database
        #[arg(long)]
        database: String,
        /// The service
        #[arg(long)]
        address: SocketAddr,
        /// Changes a second
        #[arg(long, default_value_t = 100)]
        per_second: usize,
        /// Seconds
        #[arg(long, default_value_t = 20)]
        seconds: u64,
    },
    /// Write a file of postings in which one in twenty has another 職種
    Vary {
        /// The file
        postings: PathBuf,
        /// The other file
        out: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().deed {
        Deed::Load { address, postings, clients, seconds, distinct } => {
            let queries = queries::from_seed(&postings, distinct)?;
            println!("{}", load::run(address, &queries, clients, seconds)?);
            Ok(())
        }
        Deed::Flood { address, per_second, seconds } => flood::run(address, per_second, seconds),
        Deed::Change { database, address, per_second, seconds } => {
            change::run(&database, address, per_second, seconds)
        }
        Deed::Vary { postings, out } => vary::run(&postings, &out),
    }
}
