//! `mypage demo`, as somebody runs it who has just cloned the project.

use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::running::{Home, request, wait_for};

fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn arguments(pages: SocketAddr, letters: SocketAddr, portal: SocketAddr) -> Vec<String> {
    let ports = [("--port", pages), ("--mailbox-port", letters), ("--portal-port", portal)];
    let ports = ports.map(|(option, address)| [option.to_owned(), address.port().to_string()]);
    std::iter::once("demo".to_owned()).chain(ports.into_iter().flatten()).collect()
}

/// The value of the cookie that an answer sets.
fn cookie(answer: &str, name: &str) -> String {
    let start = format!("set-cookie: {name}=");
    let line = answer.lines().find_map(|line| line.strip_prefix(&start));
    line.unwrap_or_else(|| panic!("no {name} in {answer}")).split(';').next().unwrap().to_owned()
}

#[test]
fn the_demo_builds_itself_lets_its_people_in_and_shows_their_letters() {
    let home = Home::new("sqlite:unused.db");
    let (pages, letters, portal) = (free_port(), free_port(), free_port());
    let arguments = arguments(pages, letters, portal);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut demo = home.start(&arguments);
    // Connections wait in the queue of the port until the demo is built.
    wait_for(|| TcpStream::connect(pages).ok());
    let (pages, letters) = (pages.to_string(), letters.to_string());

    let answer = request(&pages, "POST /login", "email=hanako%40example.jp&password=Asagao-2026%23");
    assert!(answer.contains("location: /home"), "{answer}");
    let session = cookie(&answer, "seeker");
    let home_page =
        request(&pages, &format!("GET /home HTTP/1.1\r\nCookie: seeker={session}\r\nX-Rest:"), "");
    assert!(home_page.contains("求人 花子"), "{home_page}");
    let found = request(&pages, "GET /search?words=%E4%BB%8B%E8%AD%B7", "");
    assert!(found.contains("介護") && found.contains("求人番号"), "{found}");

    assert!(request(&pages, "POST /password-reset", "email=taro%40example.jp").starts_with("HTTP/1.1 303"));
    wait_for(|| request(&letters, "GET /", "").contains("パスワード再登録申込受付通知").then_some(()));
    let login = request(&pages, "GET /sso/login", "");
    assert!(login.contains(&format!("location: http://{portal}/authorize?")), "{login}");
    let welcome = request(&portal.to_string(), "GET /sign-in", "");
    assert!(welcome.contains("本物"), "{welcome}");
    assert_eq!(demo.stop(), Some(0), "{}", demo.log());
    let kept = std::fs::read(home.file("data-local/mypage.db")).unwrap();
    let owasp = b"$argon2id$v=19$m=19456,t=2,p=1$";
    assert!(kept.windows(owasp.len()).any(|bytes| bytes == owasp), "passwords are kept at the cost of OWASP");

    let mut again = home.start(&arguments);
    wait_for(|| TcpStream::connect(&pages).ok());
    assert!(request(&pages, "GET /", "").starts_with("HTTP/1.1 200"));
    assert_eq!(again.stop(), Some(0), "{}", again.log());
}

#[test]
fn a_port_in_use_is_told_in_plain_words() {
    let home = Home::new("sqlite:unused.db");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let pages = taken.local_addr().unwrap();
    for (arguments, option) in [
        (arguments(pages, free_port(), free_port()), "--port"),
        (arguments(free_port(), pages, free_port()), "--mailbox-port"),
        (arguments(free_port(), free_port(), pages), "--portal-port"),
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = home.run(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(&format!("{pages} is in use")) && said.contains(option), "{said}");
    }
    assert!(!home.file("data-local").exists(), "nothing was made");
}
