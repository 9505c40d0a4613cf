//! `mypage counter …`, as an office runs it until it has pages of its own.

use domain::{
    account::EmailAddress,
    clock::{Clock, tokyo_date},
};
use store::Store;
use testkit::{Database, databases};

use crate::running::Home;

const GOOD: [(&str, &str); 11] = [
    ("--office", "11120"),
    ("--family-name", "窓口"),
    ("--given-name", "三郎"),
    ("--family-kana", "まどぐち"),
    ("--given-kana", "ｻﾌﾞﾛｳ"),
    ("--birth-date", "1988-07-07"),
    ("--postal-code", "343-0023"),
    ("--address", "埼玉県越谷市東越谷1-5-6"),
    ("--telephone", "090-1234-5678"),
    ("--email", "saburo@example.jp"),
    ("--by", "受付 一郎"),
];

/// Runs the command with some options typed otherwise; gives its exit code and what it said.
fn registers(home: &Home, otherwise: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut typed: Vec<(&str, &str)> =
        GOOD.into_iter().filter(|(option, _)| otherwise.iter().all(|(other, _)| other != option)).collect();
    typed.extend(otherwise);
    let options = typed.into_iter().flat_map(|(option, value)| [option, value]);
    let arguments: Vec<&str> = ["register-address"].into_iter().chain(options).collect();
    runs(home, &arguments)
}

/// Runs a deed of the counter; gives its exit code and what it said.
fn runs(home: &Home, arguments: &[&str]) -> (Option<i32>, String) {
    let arguments: Vec<&str> = ["counter"].iter().chain(arguments).copied().collect();
    let output = home.run(&arguments);
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    // The log stands on stderr too.
    let said = said.concat();
    let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with('{')).collect();
    (output.status.code(), lines.join("\n"))
}

/// A database with the real tables of the country in it.
async fn home(database: &Database) -> Home {
    let home = Home::new(&database.url);
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let output = home.run(&["import", "reference", data]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    home
}

#[tokio::test]
async fn an_office_registers_an_address_once_changes_it_and_repeats_itself_without_harm() {
    for database in databases().await {
        let home = home(&database).await;
        let (code, said) = registers(&home, &[]);
        assert_eq!(
            (code, said.trim()),
            (Some(0), "Registered. 求職番号: 11120-00000001"),
            "{}",
            database.name
        );
        let (code, said) = registers(&home, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("nothing is changed"), "{}: {said}", database.name);
        let (code, said) = registers(&home, &[("--email", "saburo.new@example.jp")]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.starts_with("Changed") && said.contains("11120-00000001"), "{}: {said}", database.name);
        let other =
            [("--given-name", "四郎"), ("--given-kana", "シロウ"), ("--email", "saburo.new@example.jp")];
        let (code, said) = registers(&home, &other);
        assert_eq!(code, Some(1));
        assert!(said.contains("WRONG    --email: this address is registered for another person"), "{said}");
        let number = ("--number", "11120-1");
        let (code, said) = registers(&home, &[other[0], other[1], number, ("--email", "shiro@example.jp")]);
        assert_eq!(code, Some(1));
        assert!(said.contains("WRONG    --number: this 求職番号 belongs to another person"), "{said}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_nothing_is_written() {
    for database in databases().await {
        let home = home(&database).await;
        let wrong = [
            ("--office", "99999"),
            ("--family-name", "窓口1"),
            ("--given-kana", "三郎"),
            ("--birth-date", "1988-02-30"),
            ("--postal-code", "100"),
            ("--address", "どこか"),
            ("--telephone", "1"),
            ("--email", ".a@example.jp"),
            ("--number", "7"),
            ("--applied-on", "2999-01-01"),
            ("--by", "　"),
        ];
        let (code, said) = registers(&home, &wrong);
        assert_eq!(code, Some(1), "{}: {said}", database.name);
        for (option, _) in wrong {
            assert!(said.contains(&format!("WRONG    {option}: ")), "{}: {option}: {said}", database.name);
        }
        assert_eq!(said.lines().count(), wrong.len(), "{said}");
        let (code, said) = registers(&home, &[("--postal-code", "100-0001")]);
        assert_eq!(code, Some(1));
        assert!(said.contains("--postal-code: 100-0001 is not in 越谷市"), "{said}");
        let (_, said) = registers(&home, &[]);
        assert!(said.contains("11120-00000001"), "{}: no number was used up: {said}", database.name);
    }
}

const OF: [&str; 6] = ["--number", "11120-00000001", "--office", "11120", "--by", "受付 一郎"];

/// A deed for the first person of the office.
fn does(home: &Home, deed: &str, options: &[&str]) -> (Option<i32>, String) {
    let arguments: Vec<&str> = [deed].iter().chain(&OF).chain(options).copied().collect();
    runs(home, &arguments)
}

#[tokio::test]
async fn an_office_does_its_deeds_for_a_person_whose_page_is_open() {
    for database in databases().await {
        let home = home(&database).await;
        registers(&home, &[]);
        let today = tokyo_date(Clock::System.now()).to_string();
        let (code, said) = does(&home, "consultation", &["--on", &today]);
        assert_eq!(code, Some(1), "{}: {said}", database.name);
        assert_eq!(said, "WRONG    --number: nobody with an open page has this 求職番号");

        let store = Store::connect(&database.url).await.unwrap();
        let email = EmailAddress::parse("saburo@example.jp").unwrap();
        let mut tx = store.begin().await.unwrap();
        let registration = tx.counter_registration(&email).await.unwrap().unwrap().id;
        let now = Clock::System.now();
        let account = tx.open_page_of_counter(registration, (&email, "hash"), now).await.unwrap().unwrap();
        tx.commit().await.unwrap();

        let (code, said) = does(&home, "consultation", &["--on", &today]);
        assert!(code == Some(0) && said.starts_with("Recorded. "), "{}: {said}", database.name);
        let (code, said) = does(&home, "consultation", &["--on", &today]);
        assert!(code == Some(0) && said.contains("nothing is changed"), "{}: {said}", database.name);
        let (code, said) = does(&home, "referral", &["--on", &today, "--posting", "13010-1"]);
        assert!(code == Some(1) && said.contains("--posting: there is no posting"), "{said}");
        let (code, said) = does(&home, "application", &["--posting", "13010-1", "--state", "採用"]);
        assert!(code == Some(1) && said.contains("has not applied for it"), "{said}");
        std::fs::write(home.file("body.txt"), "窓口へお越しください。\r\n").unwrap();
        let file = home.file("body.txt");
        let message = ["--subject", "ご案内", "--body-file", file.to_str().unwrap()];
        let (code, said) = does(&home, "message", &message);
        assert!(code == Some(0) && said == "Done; the person is told.", "{}: {said}", database.name);
        let (code, said) = does(&home, "message", &message);
        assert!(code == Some(0) && said.contains("nothing is changed"), "{}: {said}", database.name);
        let (code, said) = does(&home, "set-valid", &[]);
        assert!(code == Some(0) && said.contains("nothing is changed"), "{}: {said}", database.name);
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.count_message_threads(account).await.unwrap(), 1, "{}", database.name);
        assert_eq!(conn.outbox_state().await.unwrap().waiting, 1, "{}: one mail", database.name);
        drop(conn);
        store.close().await;
    }
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_deed_is_said_at_once() {
    for database in databases().await {
        let home = home(&database).await;
        let wrong = ["--number", "7", "--office", "99999", "--by", "　"];
        let deed = |deed, options: &[&str]| {
            let arguments: Vec<&str> = [deed].iter().chain(&wrong).chain(options).copied().collect();
            runs(&home, &arguments)
        };
        for (name, options) in [
            ("consultation", &["--on", "2999-01-01"][..]),
            ("referral", &["--on", "gestern", "--posting", "1"]),
            ("application", &["--posting", "1", "--state", "選考"]),
            ("message", &["--subject", "", "--body-file", "nowhere.txt"]),
            ("set-valid", &[]),
        ] {
            let (code, said) = deed(name, options);
            assert_eq!(code, Some(1), "{}: {name}: {said}", database.name);
            let typed = wrong.iter().chain(options).filter(|word| word.starts_with("--"));
            for option in typed {
                assert!(said.contains(&format!("WRONG    {option}: ")), "{name}: {option}: {said}");
            }
            assert_eq!(said.lines().count(), 3 + options.len() / 2, "{name}: {said}");
        }
    }
}

#[test]
fn its_help_is_plain_english() {
    let home = Home::new("sqlite:x.db");
    let said = String::from_utf8(home.run(&["counter", "register-address", "--help"]).stdout).unwrap();
    for words in ["The same again changes nothing", "--birth-date <YYYY-MM-DD>", "--by <NAME>", "--number"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!home.file("x.db").exists());
}
