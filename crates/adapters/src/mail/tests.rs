use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

use super::*;

const FROM: &str = "system@mail.hellowork.mhlw.go.jp";

fn letter() -> Letter {
    Letter {
        to: "hanako@example.jp".into(),
        subject: "アカウント仮登録完了通知".into(),
        body: "認証キー：ABCD-EFGH-JKLM\n50分以内に入力してください。\n".into(),
    }
}

fn date() -> Timestamp {
    "2026-11-20T00:05:00Z".parse().unwrap()
}

fn outgoing<'a>(id: &'a str, letter: &'a Letter) -> Outgoing<'a> {
    Outgoing { id, letter, date: date(), stop_address: None }
}

/// A mail server on a port of its own that answers RCPT with `answer` and keeps what it was told.
async fn server(answer: &'static str) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(String::new()));
    let notes = heard.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(BufReader::new(stream), answer, notes.clone()));
        }
    });
    (url, heard)
}

async fn talk(mut stream: BufReader<tokio::net::TcpStream>, answer: &str, notes: Arc<Mutex<String>>) {
    let mut in_text = false;
    let mut line = String::new();
    stream.write_all(b"220 test\r\n").await.unwrap();
    while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
        notes.lock().unwrap().push_str(&line);
        let said = match line.trim_end() {
            "." if in_text => {
                in_text = false;
                "250 kept"
            }
            _ if in_text => "",
            "DATA" => {
                in_text = true;
                "354 go on"
            }
            command if command.starts_with("RCPT") => answer,
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if !said.is_empty() && stream.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
        line.clear();
    }
}

#[tokio::test]
async fn plain_smtp_to_loopback_carries_the_letter_with_its_own_message_id() {
    let (url, heard) = server("250 ok").await;
    let mailer = Mailer::new(&url, FROM, None).unwrap();
    mailer.send(outgoing("0199", &letter())).await.unwrap();
    let heard = heard.lock().unwrap().clone();
    assert!(heard.contains("MAIL FROM:<system@mail.hellowork.mhlw.go.jp>"), "{heard}");
    assert!(heard.contains("RCPT TO:<hanako@example.jp>"), "{heard}");
    assert!(heard.contains("Message-ID: <0199@mail.hellowork.mhlw.go.jp>"), "{heard}");
    assert!(heard.contains("Date: Fri, 20 Nov 2026 00:05:00 +0000"), "{heard}");
    assert!(heard.contains("Auto-Submitted: auto-generated"), "{heard}");
    assert!(heard.to_lowercase().contains("content-type: text/plain; charset=utf-8"), "{heard}");
}

#[tokio::test]
async fn a_mail_that_can_be_stopped_has_the_two_lines_for_the_mail_program_and_others_have_none() {
    let (url, heard) = server("250 ok").await;
    let mailer = Mailer::new(&url, FROM, None).unwrap();
    mailer.send(outgoing("0199", &letter())).await.unwrap();
    assert!(!heard.lock().unwrap().contains("List-Unsubscribe"));
    // As long as real ones are: the line is folded, and put together again it is the whole address.
    let address =
        format!("https://mypage.example/notices/stop/{}/validity/{}", "0".repeat(32), "f".repeat(64));
    let letter = letter();
    let stoppable = Outgoing { stop_address: Some(&address), ..outgoing("0200", &letter) };
    mailer.send(stoppable).await.unwrap();
    let heard = heard.lock().unwrap().replace("\r\n ", " ");
    assert!(heard.contains(&format!("List-Unsubscribe: <{address}>\r\n")), "{heard}");
    assert!(heard.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{heard}");
}

#[tokio::test]
async fn a_server_that_is_away_is_worth_another_try() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), FROM, None).unwrap();
    let error = mailer.send(outgoing("0199", &letter())).await.unwrap_err();
    assert!(matches!(error, SendError::TryAgain(_)), "{error:?}");
    assert!(mailer.check().await.is_err());
}

#[tokio::test]
async fn a_full_or_busy_mailbox_is_worth_another_try() {
    let (url, _) = server("451 4.3.0 hanako@example.jp: busy").await;
    let error = Mailer::new(&url, FROM, None).unwrap().send(outgoing("0199", &letter())).await.unwrap_err();
    assert_eq!(error, SendError::TryAgain("mail server: 451 4.3.0".into()));
}

#[tokio::test]
async fn an_unknown_mailbox_is_never_tried_again_and_its_address_is_not_repeated() {
    let (url, _) = server("550 5.1.1 <hanako@example.jp>: no such user").await;
    let error = Mailer::new(&url, FROM, None).unwrap().send(outgoing("0199", &letter())).await.unwrap_err();
    assert_eq!(error, SendError::Never("mail server: 550 5.1.1".into()));
}

#[tokio::test]
async fn a_server_that_does_not_relay_for_us_is_a_matter_of_setup() {
    let (url, _) = server("554 5.7.1 relay access denied").await;
    let error = Mailer::new(&url, FROM, None).unwrap().send(outgoing("0199", &letter())).await.unwrap_err();
    assert_eq!(error, SendError::TryAgain("mail server: 554 5.7.1".into()));
}

#[tokio::test]
async fn a_letter_in_the_folder_is_whole_and_replaces_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(&format!("mailbox:{}", folder.path().display()), FROM, None).unwrap();
    mailer.check().await.unwrap();
    for _ in 0..2 {
        mailer.send(outgoing("0199", &letter())).await.unwrap();
    }
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["0199.eml"]);
    let text = std::fs::read_to_string(folder.path().join("0199.eml")).unwrap();
    assert!(text.contains("To: hanako@example.jp"), "{text}");
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let server = |mail: &str, password| Mailer::new(mail, FROM, password).map(|_| ()).unwrap_err();
    assert!(matches!(server("http://localhost", None), BadMailSetting::Server(_)));
    assert!(matches!(server("localhost:25", None), BadMailSetting::Server(_)));
    assert!(matches!(server("mailbox:", None), BadMailSetting::Server(_)));
    assert!(matches!(server("smtps://robot@mail.example", None), BadMailSetting::Server(_)));
    assert_eq!(server("smtp://robot@mail.example", Some("x")), BadMailSetting::PasswordWithoutTls);
    assert_eq!(server("smtp://robot:x@mail.example", None), BadMailSetting::PasswordWithoutTls);
    assert_eq!(
        Mailer::new("smtp://localhost:25", "no address", None).map(|_| ()).unwrap_err(),
        BadMailSetting::From
    );
}

#[tokio::test]
async fn passwords_of_any_characters_fit_and_are_never_shown() {
    for mail in ["smtps://robot@mail.example", "smtp://robot@mail.example:587?tls=required"] {
        let mailer = Mailer::new(mail, FROM, Some("p@ss:/?# 日本")).unwrap();
        assert!(!format!("{mailer:?}").contains("p@ss"));
    }
}
