//! The physical lines of a file, plain or packed, in constant memory.

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::Context;

/// Longest line in bytes; longer ones are cut and marked.
const LONGEST_LINE: usize = 1 << 20;
/// How a file begins that is packed with zstd.
const ZSTD_MARK: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// What spreadsheets write in front of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line without its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: u64,
    /// Its bytes, in whatever encoding.
    pub(super) bytes: Vec<u8>,
    /// True when it was longer than [`LONGEST_LINE`]; `bytes` is its beginning.
    pub(super) cut: bool,
}

/// Reads lines, and takes back lines that were read too far.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    read: u64,
    returned: VecDeque<Line>,
    /// Bytes of the file that were read, before unpacking.
    position: Arc<AtomicU64>,
    /// Size of the file in bytes.
    pub(super) size: u64,
}

/// Counts what passes through.
struct Counted<R> {
    inner: R,
    position: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.position.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Lines {
    /// Opens a file, unpacking it when it is packed with zstd.
    pub(super) fn of_file(path: &Path) -> anyhow::Result<Self> {
        let told = || format!("{} cannot be read", path.display());
        let file = File::open(path).with_context(told)?;
        let size = file.metadata().with_context(told)?.len();
        Self::new(file, size).with_context(told)
    }

    /// Reads bytes that the program carries.
    pub(super) fn of_bytes(bytes: &'static [u8]) -> io::Result<Self> {
        Self::new(bytes, bytes.len() as u64)
    }

    fn new(source: impl Read + Send + 'static, size: u64) -> io::Result<Self> {
        let position = Arc::new(AtomicU64::new(0));
        let mut reader = BufReader::new(Counted { inner: source, position: position.clone() });
        let packed = reader.fill_buf()?.starts_with(&ZSTD_MARK);
        let mut reader: Box<dyn BufRead + Send> = if packed {
            Box::new(BufReader::new(zstd::Decoder::with_buffer(reader)?))
        } else {
            Box::new(reader)
        };
        if reader.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            reader.consume(BYTE_ORDER_MARK.len());
        }
        Ok(Self { reader, read: 0, returned: VecDeque::new(), position, size })
    }

    /// How many bytes of the file were read so far.
    pub(super) fn position(&self) -> u64 {
        self.position.load(Ordering::Relaxed)
    }

    /// The next line; `None` at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.returned.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let (mut cut, mut ended) = (false, false);
        while !ended {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                if bytes.is_empty() && !cut {
                    return Ok(None);
                }
                break;
            }
            let line_break = chunk.iter().position(|byte| *byte == b'\n');
            let length = line_break.unwrap_or(chunk.len());
            let room = LONGEST_LINE - bytes.len();
            bytes.extend_from_slice(&chunk[..length.min(room)]);
            cut |= length > room;
            ended = line_break.is_some();
            self.reader.consume(length + usize::from(ended));
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        self.read += 1;
        Ok(Some(Line { number: self.read, bytes, cut }))
    }

    /// Takes back a text that was read as several lines.
    pub(super) fn give_back_text(&mut self, first_line: u64, text: &[u8]) {
        let lines = text.split(|byte| *byte == b'\n').zip(first_line..);
        self.give_back(
            lines.map(|(bytes, number)| Line { number, bytes: bytes.to_owned(), cut: false }).collect(),
        );
    }

    /// Takes lines back; they are read again, first one first.
    pub(super) fn give_back(&mut self, lines: Vec<Line>) {
        for line in lines.into_iter().rev() {
            self.returned.push_front(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &'static [u8]) -> Vec<(u64, String)> {
        let mut lines = Lines::of_bytes(bytes).unwrap();
        std::iter::from_fn(|| lines.next().unwrap())
            .map(|line| (line.number, String::from_utf8(line.bytes).unwrap()))
            .collect()
    }

    #[test]
    fn lines_end_with_either_line_break_and_the_last_needs_none() {
        let expected = [(1, "a".to_owned()), (2, String::new()), (3, "b".to_owned())];
        assert_eq!(all(b"\xef\xbb\xbfa\r\n\nb"), expected);
        assert_eq!(all(b"a\n\nb\n"), expected);
        assert_eq!(all(b""), []);
    }

    #[test]
    fn a_packed_file_reads_like_a_plain_one() {
        let packed = zstd::encode_all(&b"a\nb\n"[..], 0).unwrap().leak();
        assert_eq!(all(packed), [(1, "a".to_owned()), (2, "b".to_owned())]);
    }

    #[test]
    fn an_endless_line_is_cut_and_the_next_one_is_whole() {
        let text = [vec![b'x'; 3 * LONGEST_LINE], b"\nnext\n".to_vec()].concat().leak();
        let mut lines = Lines::of_bytes(text).unwrap();
        let first = lines.next().unwrap().unwrap();
        assert!(first.cut);
        assert_eq!(first.bytes.len(), LONGEST_LINE);
        let second = lines.next().unwrap().unwrap();
        assert_eq!((second.number, second.bytes.as_slice(), second.cut), (2, &b"next"[..], false));
    }

    #[test]
    fn lines_that_were_given_back_come_again_in_their_order() {
        let mut lines = Lines::of_bytes(b"a\nb\nc\n").unwrap();
        let (a, b) = (lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap());
        lines.give_back(vec![a.clone(), b]);
        assert_eq!(lines.next().unwrap(), Some(a));
    }
}
