//! The program at the command line: what it refuses, what it logs, how it stops.

use testkit::databases;

use crate::running::{Home, request, wait_for};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn an_unknown_setting_is_refused_with_its_line_before_anything_starts() {
    let home = Home::new("sqlite:x.db");
    let file = home.file("mypage.toml");
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{good}databse = \"sqlite:y.db\"\n")).unwrap();
    let line = good.lines().count() + 1;
    for command in ["serve", "work", "migrate", "check"] {
        let output = home.run(&[command]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{command}: {said}");
        assert!(
            said.contains(&format!("mypage.toml, line {line}: unknown field `databse`")),
            "{command}: {said}"
        );
    }
    assert!(!home.file("x.db").exists(), "nothing was started");
}

#[tokio::test]
async fn check_says_what_is_wrong_and_changes_nothing() {
    let home = Home::new("sqlite:x.db");
    let fine = home.run(&["check"]);
    assert_eq!(fine.status.code(), Some(0), "{}", text(&fine.stdout));
    assert!(text(&fine.stdout).contains("The service can start."));
    assert!(!home.file("x.db").exists());

    std::fs::write(home.file("blocked"), "a file where a folder should be").unwrap();
    let settings = std::fs::read_to_string(home.file("mypage.toml")).unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let broken = settings
        .replace(&format!("{}", home.file("index").display()), &format!("{}", home.file("blocked").display()))
        .replace(&format!("mailbox:{}", home.file("mailbox").display()), &format!("smtp://{nobody}"))
        .replace("sqlite:x.db", "postgres://nobody@127.0.0.1:1/nothing");
    std::fs::write(home.file("mypage.toml"), broken).unwrap();
    let output = home.run(&["check"]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for wrong in
        ["database: it does not answer", "mail: letters cannot leave", "index_dir: ", "3 things are wrong"]
    {
        assert!(said.contains(wrong), "{wrong}: {said}");
    }
}

#[tokio::test]
async fn help_is_plain_english_for_every_command() {
    let home = Home::new("sqlite:x.db");
    let said = text(&home.run(&["--help"]).stdout);
    for command in ["serve", "work", "migrate", "check", "import", "counter", "reindex", "demo"] {
        assert!(said.contains(&format!("\n  {command} ")), "{command}: {said}");
    }
    assert!(text(&home.run(&["import", "postings", "--help"]).stdout).contains("--full"));
}

#[tokio::test]
async fn a_served_request_leaves_no_personal_data_in_the_log_and_sigterm_ends_the_program() {
    for database in databases().await {
        let home = Home::new(&database.url);
        let mut server = home.start(&["serve"]);
        let address = server.address();
        assert!(request(&address, "GET /", "").starts_with("HTTP/1.1 200"), "{}", database.name);
        assert!(
            request(&address, "GET /search?words=himitsu", "").starts_with("HTTP/1.1 200"),
            "{}",
            database.name
        );
        let login = "email=hanako%40example.jp&password=Asagao-2026%23";
        assert!(request(&address, "POST /login", login).starts_with("HTTP/1.1 422"), "{}", database.name);
        assert!(
            request(&address, "GET /nowhere/himitsu", "").starts_with("HTTP/1.1 404"),
            "{}",
            database.name
        );
        let health = request(&address, "GET /healthz", "");
        assert!(health.contains("\"database\":\"ok\""), "{}: {health}", database.name);
        assert!(health.contains("\"worker\":\"ok\""), "{}: {health}", database.name);
        let figures = request(&address, "GET /metrics", "");
        assert!(figures.contains("route=\"/login\",status=\"422\""), "{}: {figures}", database.name);

        let log = wait_for(|| Some(server.log()).filter(|log| log.matches("\"answered\"").count() >= 4));
        assert!(log.contains("\"route\":\"/login\""), "{}: {log}", database.name);
        for personal in ["himitsu", "hanako", "example.jp", "Asagao"] {
            assert!(!log.contains(personal), "{}: {personal} in {log}", database.name);
        }
        assert_eq!(server.stop(), Some(0), "{}", database.name);
        // The last lines may still be on their way from the process to this test.
        wait_for(|| server.log().contains("\"stopped\"").then_some(()));
    }
}
