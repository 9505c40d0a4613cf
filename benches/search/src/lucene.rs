//! The peer Lucene: `lucene/Peer.java`, a program of its own that is asked through its standard input and tells the
//! CPU time of the thread that answered.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};
use domain::{
    fold::fold,
    search_query::{SearchQuery, Sort},
};

use crate::{
    data,
    engines::{Answer, Engine},
};

/// Where its classes are, as Java reads it: set by `benches/search/run`.
const CLASSES: &str = "LUCENE_CLASSES";

/// The peer as a running program.
pub struct Lucene {
    program: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// CPU time of all answers so far.
    taken: Duration,
}

fn java() -> anyhow::Result<Command> {
    let classes = std::env::var(CLASSES).context(CLASSES)?;
    let mut command = Command::new("java");
    command.args(["-Xmx3g", "-cp", classes.as_str(), "Peer"]);
    Ok(command)
}

impl Lucene {
    /// Builds its index of what was exported.
    ///
    /// # Errors
    /// Java is not installed, or the program fails.
    pub fn build(corpus: &Path, folder: &Path) -> anyhow::Result<()> {
        let ended = java()?.arg("build").args([corpus, folder]).status().context("java")?;
        ensure!(ended.success(), "Lucene's index was not built");
        Ok(())
    }

    /// Opens what was built.
    ///
    /// # Errors
    /// Java is not installed.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let mut command = java()?;
        command.arg("serve").arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().context("java")?;
        let asks = program.stdin.take();
        let answers = BufReader::new(program.stdout.take().context("Lucene has no output")?);
        Ok(Self { program, asks, answers, taken: Duration::ZERO })
    }
}

impl Drop for Lucene {
    fn drop(&mut self) {
        self.asks = None;
        // It ends by itself when its input ends.
        let _ = self.program.wait();
    }
}

fn line(query: &SearchQuery) -> String {
    let order = match query.sort {
        Sort::LowerWage => "lower",
        Sort::UpperWage => "upper",
        Sort::Relevance => "relevance",
        _ => "newest",
    };
    let mut line = format!("{order}\t{}\t{}", query.offset(), query.page_size);
    for word in &query.phrases {
        line += &format!("\ttext={}", fold(word));
    }
    for (name, values) in data::filters(query) {
        let values: Vec<String> = values.iter().map(u64::to_string).collect();
        line += &format!("\t{name}={}", values.join(","));
    }
    line
}

impl Engine for Lucene {
    fn name(&self) -> &'static str {
        "Lucene 9.5"
    }

    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer> {
        let asks = self.asks.as_mut().context("Lucene has ended")?;
        writeln!(asks, "{}", line(query))?;
        asks.flush()?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let mut told = answer.trim_end().split('\t').map(str::parse::<u64>);
        let mut next = || told.next().transpose()?.context("Lucene failed");
        self.taken += Duration::from_nanos(next()?);
        let total = usize::try_from(next()?)?;
        Ok((total, told.collect::<Result<_, _>>()?))
    }

    fn cpu(&mut self) -> anyhow::Result<Duration> {
        Ok(self.taken)
    }

    /// Its compiler needs to see a query many times before it is at its fastest.
    fn warm_up(&self) -> usize {
        20
    }
}
