//! A mail server that does as the test says.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// Keeps the texts it was sent. Each one is answered with the next of the test's answers, then with 250.
#[derive(Clone, Default)]
pub(crate) struct MailServer {
    heard: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
}

impl MailServer {
    /// Listens from now on; gives the port.
    pub(crate) async fn listen(&self, port: u16) -> u16 {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.talk(BufReader::new(stream)).await });
            }
        });
        port
    }

    /// Answers the next text with this line.
    pub(crate) fn answer_next(&self, answer: &'static str) {
        self.answers.lock().unwrap().push_back(answer);
    }

    /// The texts sent so far.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    async fn talk(&self, mut stream: BufReader<TcpStream>) {
        let (mut line, mut text) = (String::new(), None::<String>);
        let _ = stream.write_all(b"220 test\r\n").await;
        while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
            let said = self.answer(&line, &mut text);
            if stream.write_all(said.as_bytes()).await.is_err() {
                return;
            }
            line.clear();
        }
    }

    fn answer(&self, line: &str, text: &mut Option<String>) -> String {
        let said = match (line.trim_end(), text.as_mut()) {
            (".", Some(_)) => {
                self.heard.lock().unwrap().push(text.take().unwrap());
                self.answers.lock().unwrap().pop_front().unwrap_or("250 kept")
            }
            (_, Some(text)) => {
                text.push_str(line);
                return String::new();
            }
            ("DATA", None) => {
                *text = Some(String::new());
                "354 go on"
            }
            _ => "250 ok",
        };
        format!("{said}\r\n")
    }
}

/// The value of a header line.
pub(crate) fn header(text: &str, name: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in\n{text}")).to_owned()
}
