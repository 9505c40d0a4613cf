//! As much of an HTTP client as measuring needs: one connection that is kept, one request at a time.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, bail};

/// A connection to the service.
pub(crate) struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it leads, if it leads on.
    pub(crate) location: Option<String>,
    /// As it came, packed or not.
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        Ok(Self { address, stream: BufReader::with_capacity(64 * 1024, stream) })
    }

    /// A page, packed as a browser asks for it.
    pub(crate) fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\n\r\n", self.address))
    }

    /// A page as plain text, to be read.
    pub(crate) fn get_plain(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address))
    }

    /// A form, as sent by a page of the service through a proxy that names the visitor.
    pub(crate) fn post(&mut self, path: &str, visitor: &str, body: &str) -> anyhow::Result<Answer> {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: {visitor}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    fn send(&mut self, request: &str) -> anyhow::Result<Answer> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
        let (mut length, mut chunked, mut location) = (0, false, None);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            match (name.to_ascii_lowercase().as_str(), value.trim()) {
                ("content-length", value) => length = value.parse()?,
                ("location", value) => location = Some(value.to_owned()),
                ("transfer-encoding", value) => chunked = value.eq_ignore_ascii_case("chunked"),
                _ => {}
            }
        }
        let mut body = Vec::new();
        if !chunked {
            body.resize(length, 0);
            self.stream.read_exact(&mut body)?;
        }
        while chunked {
            let size = usize::from_str_radix(self.line()?.trim(), 16).context("no size of a chunk")?;
            let from = body.len();
            body.resize(from + size, 0);
            self.stream.read_exact(&mut body[from..])?;
            self.line()?;
            chunked = size > 0;
        }
        Ok(Answer { status, location, body })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the service closed the connection");
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}
