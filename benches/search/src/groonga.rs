//! The peer Groonga: its server's own program, asked through its standard input. Every condition has an index,
//! and the text one of overlapping pairs, which finds every part of it as ours does.

use std::{
    fmt::Write as _,
    fs::File,
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
use serde_json::Value;

use crate::{
    data::{self, COLUMNS},
    engines::{Answer, Engine},
};

/// The columns by which is filtered, in the order of [`COLUMNS`].
const FILTERS: std::ops::Range<usize> = 1..5;

/// The peer as a running program.
pub struct Groonga {
    program: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Groonga {
    /// Builds its database of what was exported: the rows first, then the indexes, which is its fast way.
    ///
    /// # Errors
    /// The program is not installed, or fails.
    pub fn build(corpus: &Path, folder: &Path) -> anyhow::Result<()> {
        let mut groonga = Self::start(folder, &["-n"])?;
        groonga.say("table_create Postings TABLE_NO_KEY")?;
        for column in COLUMNS {
            let kind = if column == "text" { "Text" } else { "UInt64" };
            groonga.say(&format!("column_create Postings {column} COLUMN_SCALAR {kind}"))?;
        }
        writeln!(groonga.asks, "load --table Postings\n[")?;
        for line in BufReader::with_capacity(1 << 20, File::open(corpus)?).lines() {
            let line = line?;
            let mut row = serde_json::Map::new();
            for (name, cell) in COLUMNS.iter().zip(line.split('\t')) {
                let value =
                    if *name == "text" { Value::from(cell) } else { Value::from(cell.parse::<u64>()?) };
                row.insert((*name).to_owned(), value);
            }
            writeln!(groonga.asks, "{},", Value::Object(row))?;
        }
        groonga.say("]")?;
        for filter in &COLUMNS[FILTERS] {
            groonga.say(&format!("table_create By_{filter} TABLE_HASH_KEY UInt64"))?;
            groonga.say(&format!("column_create By_{filter} index COLUMN_INDEX Postings {filter}"))?;
        }
        let pairs =
            "table_create Pairs TABLE_PAT_KEY ShortText --default_tokenizer TokenBigramSplitSymbolAlphaDigit";
        groonga.say(pairs)?;
        groonga.say("column_create Pairs index COLUMN_INDEX|WITH_POSITION Postings text")?;
        Ok(())
    }

    /// Opens what was built.
    ///
    /// # Errors
    /// The program is not installed, or fails.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        Self::start(folder, &[])
    }

    fn start(folder: &Path, options: &[&str]) -> anyhow::Result<Self> {
        let mut command = Command::new("groonga");
        command.args(options).arg(folder.join("postings")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn().context("groonga is not installed")?;
        let asks = program.stdin.take().context("groonga has no input")?;
        let answers = BufReader::new(program.stdout.take().context("groonga has no output")?);
        Ok(Self { program, asks, answers })
    }

    /// Says a command and waits for what it answers.
    fn say(&mut self, command: &str) -> anyhow::Result<Value> {
        writeln!(self.asks, "{command}")?;
        self.asks.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line).with_context(|| format!("{command}: {line}"))?;
        ensure!(answer[0][0] == 0, "groonga: {command}: {line}");
        Ok(answer)
    }
}

impl Drop for Groonga {
    fn drop(&mut self) {
        // It ends by itself when its input ends; not waiting for it would leave it behind.
        let _ = writeln!(self.asks, "quit");
        let _ = self.asks.flush();
        let _ = self.program.wait();
    }
}

fn command(query: &SearchQuery) -> String {
    let mut all: Vec<String> =
        query.phrases.iter().map(|word| format!("text @ \"{}\"", fold(word))).collect();
    for (name, values) in data::filters(query) {
        let any: Vec<String> = values.iter().map(|value| format!("{name} == {value}")).collect();
        all.push(format!("({})", any.join(" || ")));
    }
    let order = match query.sort {
        Sort::LowerWage => "-lower",
        Sort::UpperWage => "-upper",
        Sort::Relevance => "-_score,-newest",
        _ => "-newest",
    };
    let mut command = "select --table Postings --output_columns number --cache no".to_owned();
    // Writing into a String cannot fail.
    let _ = write!(command, " --sort_keys {order} --offset {} --limit {}", query.offset(), query.page_size);
    if !all.is_empty() {
        let _ = write!(command, " --filter '{}'", all.join(" && "));
    }
    command
}

impl Engine for Groonga {
    fn name(&self) -> &'static str {
        "Groonga 13"
    }

    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer> {
        let answer = self.say(&command(query))?;
        let found = answer[1][0].as_array().context("groonga answers no list")?;
        let total = found.first().and_then(|total| total[0].as_u64()).context("groonga tells no total")?;
        let numbers = found.iter().skip(2).filter_map(|row| row[0].as_u64()).collect();
        Ok((usize::try_from(total)?, numbers))
    }

    /// Of all threads of its process, as the kernel's scheduler counts it.
    fn cpu(&mut self) -> anyhow::Result<Duration> {
        let mut nanoseconds = 0;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.program.id()))? {
            let told = std::fs::read_to_string(thread?.path().join("schedstat"))?;
            nanoseconds += told.split_whitespace().next().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanoseconds))
    }
}
