//! The file of refused rows, beside the imported one: line, reason, and the row as it stood.
//! People open it with a spreadsheet, so what would be a formula there gets an apostrophe in front.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use csv::{QuoteStyle, WriterBuilder};
use domain::spreadsheet::neutral;

/// Writes `<FILE>.rej.csv`; the file is made when the first row is refused.
pub(super) struct Rejects {
    path: Option<PathBuf>,
    writer: Option<csv::Writer<File>>,
    count: u64,
}

impl Rejects {
    /// Beside an imported file. A file of refused rows of an earlier import goes: it says nothing of this one.
    pub(super) fn beside(file: &Path) -> anyhow::Result<Self> {
        let mut name = OsString::from(file.as_os_str());
        name.push(".rej.csv");
        let path = PathBuf::from(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("{} cannot be replaced", path.display()))
            }
            _ => Ok(Self { path: Some(path), writer: None, count: 0 }),
        }
    }

    /// Only counts.
    pub(super) fn counted() -> Self {
        Self { path: None, writer: None, count: 0 }
    }

    /// Notes a refused row.
    pub(super) fn add(&mut self, line: u64, reason: &str, row: &[u8]) -> anyhow::Result<()> {
        self.count += 1;
        let Some(path) = &self.path else { return Ok(()) };
        let told = || format!("{} cannot be written", path.display());
        let writer = match &mut self.writer {
            Some(writer) => writer,
            None => {
                // Between quotation marks no program splits a row at signs of its own.
                let mut writer = WriterBuilder::new()
                    .quote_style(QuoteStyle::NonNumeric)
                    .from_path(path)
                    .with_context(told)?;
                writer.write_record(["line", "reason", "row"]).with_context(told)?;
                self.writer.insert(writer)
            }
        };
        // Bytes, not text: the row may be in another encoding, or in none.
        let (reason, row) = (neutral(reason.as_bytes()), neutral(row));
        writer.write_record([line.to_string().as_bytes(), &reason, &row]).with_context(told)
    }

    /// Finishes the file; gives the number of refused rows, and the file if there are any.
    pub(super) fn finish(mut self) -> anyhow::Result<(u64, Option<PathBuf>)> {
        let Some(mut writer) = self.writer.take() else { return Ok((self.count, None)) };
        writer.flush().context("the file of refused rows cannot be written")?;
        Ok((self.count, self.path))
    }
}
