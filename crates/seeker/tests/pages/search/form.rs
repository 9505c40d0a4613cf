//! The form of 求人検索: it offers every condition that an address can say, keeps what was typed, and leads to one
//! address for one search.

mod address;
mod choose;
mod statements;

use domain::{
    posting::{EmploymentKind, TextField},
    prefecture::Prefecture,
    search_query::{CHOICES, How, NewSince, SearchQuery},
};
use testkit::{Page, TestSite, posting};

use super::fresh;

/// The documentation of the domain, whose table lists every name of an address.
const TABLE: &str = include_str!("../../../../domain/src/search_query.rs");

/// Names that say how the list is shown: no conditions.
const VIEW: [&str; 4] = ["sort", "size", "page", "after"];

/// A search that asks for something of every kind.
const EVERYTHING: &[(&str, &str)] = &[
    ("words", "介護 \"週 3 日\""),
    ("match", "any"),
    ("not", "夜勤"),
    ("in", "title"),
    ("in", "work"),
    ("prefecture", "13"),
    ("prefecture", "27"),
    ("prefecture", "59"),
    ("municipality", "13101"),
    ("municipality", "13112"),
    ("municipality", "27127"),
    ("line", "001-003"),
    ("line", "020"),
    ("category", "full"),
    ("employment", "1"),
    ("employment", "2"),
    ("job", "01"),
    ("job", "0501"),
    ("job", "0502"),
    ("occupation", "023"),
    ("occupation", "051-01"),
    ("industry", "85"),
    ("age", "45"),
    ("wage_month", "200000"),
    ("wage_hour", "1200"),
    ("allowances", "1"),
    ("from", "9:00"),
    ("to", "18:00"),
    ("overtime_max", "20"),
    ("annual_holidays", "120"),
    ("retirement_age", "65"),
    ("licence", "1001"),
    ("licence_not", "1002"),
    ("employer", "あおぞら"),
    ("employer_not", "1"),
    ("number", "13010-00000001"),
    ("number", "13010-00000002"),
    ("establishment", "1301-123456-7"),
    ("new", "7"),
];

/// That, with one value of every item of boxes.
fn everything() -> Vec<(&'static str, &'static str)> {
    let boxes = CHOICES.iter().map(|choices| (choices.name, choices.values[0].code));
    EVERYTHING.iter().copied().chain(boxes).collect()
}

fn path(pairs: &[(&str, &str)]) -> String {
    format!("/search?{}", serde_urlencoded::to_string(pairs).unwrap())
}

/// The names of the table: its rows begin with a name in backquotes, or several.
fn names() -> Vec<&'static str> {
    let rows = TABLE.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let cells = rows.map(|row| row.split(" | ").next().unwrap());
    let names = cells.flat_map(|cell| cell.split("`, `")).map(|name| name.trim_end_matches('`'));
    let all: Vec<&str> = names.chain(CHOICES.iter().map(|choices| choices.name)).collect();
    assert!(all.len() > 40 && all.contains(&"licence_not") && all.contains(&"wage_hour"), "{all:?}");
    all
}

/// The values that a name has in the form, in sight: not in hidden fields.
fn offered(page: &Page, name: &str) -> Vec<String> {
    let field = format!(".search-form [name=\"{name}\"]:not([type=hidden])");
    page.attributes(&format!("{field}:not(select), {field} option"), "value")
}

async fn sites() -> Vec<TestSite> {
    let sites = fresh().await;
    for site in &sites {
        site.import(&[posting(1, &[]), posting(2, &[])]).await;
    }
    sites
}

#[tokio::test]
async fn every_condition_of_an_address_has_a_field_in_the_form() {
    for site in sites().await {
        let page = site.visitor().get(&format!("{}&open=more", path(&everything()))).await;
        for name in names().into_iter().filter(|name| !VIEW.contains(name)) {
            assert!(!offered(&page, name).is_empty(), "{}: no field for {name}", site.name);
        }
        assert!(
            page.attributes(".search-form [type=hidden]", "name").is_empty(),
            "{}: nothing has to be carried",
            site.name
        );
    }
}

#[tokio::test]
async fn every_value_of_every_box_is_offered_before_anything_was_asked() {
    for site in sites().await {
        let page = site.visitor().get("/search?open=more").await;
        for choices in &CHOICES {
            let offered = offered(&page, choices.name);
            for value in choices.values {
                assert!(offered.iter().any(|other| other == value.code), "{} {value:?}", choices.name);
                let seen = page.says(value.label);
                assert!(seen, "{}: {} is not to be read", site.name, value.label);
            }
            let one = choices.how == How::One;
            assert_eq!(offered.contains(&String::new()), one, "{}: of one of a few, none", choices.name);
        }
        let lists: [(&str, Vec<String>); 4] = [
            ("employment", EmploymentKind::ALL.map(|kind| kind.code().to_owned()).into()),
            ("in", TextField::ALL.map(|field| field.code().to_owned()).into()),
            ("new", NewSince::ALL.map(|new| new.days().to_string()).into()),
            ("prefecture", Prefecture::all().map(Prefecture::code).collect()),
        ];
        for (name, values) in lists {
            let offered = offered(&page, name);
            assert!(values.iter().all(|value| offered.contains(value)), "{name}: {offered:?}");
        }
        for what in ["市区町村やほかの場所", "職種を細かく", "職業分類", "沿線", "産業", "免許・資格"]
        {
            let press = page.texts("button[formaction]").iter().any(|text| text.starts_with(what));
            assert!(press, "{}: no way to {what}", site.name);
        }
    }
}

#[tokio::test]
async fn what_was_asked_comes_back_in_the_form_and_is_sent_again() {
    let whole = path(&everything());
    for site in sites().await {
        let mut visitor = site.visitor();
        let page = visitor.get(&whole).await;
        let canonical = page.path.clone();
        let pairs = everything();
        let query = SearchQuery::from_pairs(pairs.iter().copied());
        assert_eq!(query.1, [], "the whole search is understood");
        assert!(page.texts(".notice--warn").is_empty(), "{}: {:?}", site.name, page.texts(".notice--warn"));
        for (name, value) in &pairs {
            let pair = serde_urlencoded::to_string([(name, value)]).unwrap();
            assert!(canonical.contains(&pair), "{}: {pair} in {canonical}", site.name);
        }
        let again = visitor.submit("検索", &[]).await;
        assert_eq!(again.path, canonical, "{}", site.name);
        assert!(again.says("東京都千代田区") && again.says("大阪府大阪市北区"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_form_in_which_everything_is_ticked_is_not_too_much() {
    let mut pairs = everything();
    for choices in CHOICES.iter().filter(|choices| choices.how != How::One) {
        pairs.extend(choices.values.iter().map(|value| (choices.name, value.code)));
    }
    pairs.extend(EmploymentKind::ALL.map(|kind| ("employment", kind.code())));
    for site in sites().await {
        let mut visitor = site.visitor();
        visitor.get(&path(&pairs)).await;
        let page = visitor.submit("検索", &[]).await;
        assert!(page.texts(".notice--warn").is_empty(), "{}: {:?}", site.name, page.texts(".notice--warn"));
        assert!(page.path.contains("feature=25"), "{}: {}", site.name, page.path);
    }
}

#[tokio::test]
async fn details_come_when_they_are_asked_for_and_what_is_set_in_them_goes_along() {
    let open = |page: &Page, id: &str| !page.texts(&format!("[id={id}][open]")).is_empty();
    for site in sites().await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search").await;
        assert!(offered(&page, "annual_holidays").is_empty(), "{}: few people need it", site.name);
        let page = visitor.submit("詳細検索条件", &[("フリーワード", "介護")]).await;
        assert_eq!(page.path, "/search?words=%E4%BB%8B%E8%AD%B7&open=more", "{}", site.name);
        assert!(open(&page, "more") && !open(&page, "more-time"), "{}", site.name);
        let page = visitor.submit("検索", &[("年間休日数（日以上）", "１２０"), ("土曜日", "6")]).await;
        assert!(page.path.ends_with("&annual_holidays=120&day_off=6"), "{}: {}", site.name, page.path);
        assert!(!open(&page, "more") && page.says("（2項目を指定中）"), "{}", site.name);
        let page = visitor.submit("検索", &[("フリーワード", "看護")]).await;
        assert!(page.path.ends_with("&annual_holidays=120&day_off=6"), "{}: sent along", site.name);
        let page = visitor.get(&format!("{}&open=more", page.path)).await;
        assert!(open(&page, "more-time") && !open(&page, "more-company"), "{}", site.name);
        assert!(page.says("時間・休日（2項目を指定中）"), "{}: {}", site.name, page.text());
    }
}

#[tokio::test]
async fn what_was_left_out_is_told_and_its_group_stands_open() {
    for site in sites().await {
        let page = site.visitor().get("/search?age=200&words=介護").await;
        assert!(page.says("年齢は、0から99までの数字"), "{}", site.name);
        let open = page.texts("#more[open] #more-person[open]").len();
        assert_eq!(open, 1, "{}: something in it needs a look", site.name);
        assert!(page.texts("#more-time[open]").is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn search_by_number_asks_for_nothing_but_the_numbers() {
    for site in sites().await {
        let mut visitor = site.visitor();
        visitor.get("/search?words=%E5%AE%87%E5%AE%99%E9%A3%9B%E8%A1%8C%E5%A3%AB&open=more").await;
        let page = visitor.submit("番号検索", &[("number", "１３０１０－２")]).await;
        assert_eq!(page.path, "/search?number=13010-00000002", "{}", site.name);
        assert!(page.says("1件中"), "{}", site.name);
    }
}
