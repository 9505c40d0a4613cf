//! The program itself, as a process of its own.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a test waits for the program to do something.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder with settings and everything else the program needs, on a database of the test's.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new(database: &str) -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(home.file("secret"), "0123456789abcdef0123456789abcdef").unwrap();
        let settings = format!(
            "database = \"{database}\"\nlisten = \"127.0.0.1:0\"\nindex_dir = \"{}\"\nmail = \"mailbox:{}\"\n\
             secret_key_file = \"{}\"\ndevelopment = true\n",
            home.file("index").display(),
            home.file("mailbox").display(),
            home.file("secret").display()
        );
        std::fs::write(home.file("mypage.toml"), settings).unwrap();
        home
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mypage"));
        command.current_dir(self.folder.path()).args(arguments);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MYPAGE_"))
        {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts a command and goes on.
    pub(crate) fn start(&self, arguments: &[&str]) -> Running {
        let mut child = self.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = Arc::<Mutex<Vec<String>>>::default();
        let (err, kept) = (BufReader::new(child.stderr.take().unwrap()), lines.clone());
        thread::spawn(move || {
            err.lines().map_while(Result::ok).for_each(|line| kept.lock().unwrap().push(line));
        });
        Running { child, lines }
    }
}

/// A process that is killed when the test is over.
pub(crate) struct Running {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Running {
    /// Waits until the server listens; gives its address.
    pub(crate) fn address(&mut self) -> String {
        let listening = "\"listen\":\"";
        let line = wait_for(|| self.log().lines().find(|line| line.contains(listening)).map(str::to_owned));
        let rest = line.split_once(listening).unwrap().1;
        rest.split('"').next().unwrap().to_owned()
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        self.lines.lock().unwrap().join("\n")
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, waits for that, and gives its exit code.
    pub(crate) fn stop(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        wait_for(|| self.child.try_wait().unwrap()).code()
    }

    /// True when it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks again and again until there is an answer.
pub(crate) fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "the program does not do what the test waits for");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A request by hand; gives the whole answer.
pub(crate) fn request(address: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let text = format!(
        "{head} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// The sample postings of the program as a file of JSON Lines; gives their number.
pub(crate) fn sample_postings(file: &Path) -> usize {
    let packed = include_bytes!("../../../../data/sample-postings.jsonl.zst");
    let text = zstd::decode_all(packed.as_slice()).unwrap();
    std::fs::write(file, &text).unwrap();
    text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count()
}
