//! What was saved, in words: for the check page and for the page that shows the registration.

use domain::{
    clock::{Date, japanese_date},
    japanese::era_date,
    job_seeker::{
        BasicInformation, DayOff, Disclosure, EmploymentWish, Gender, Need, Note, PlaceWishes, Station, Task,
        TwoDaysOff, Wage, WorkWishes, WorkingHours, WorkingTime,
    },
    prefecture::Prefecture,
};
use site::Problem;
use store::{Conn, JobSeeker, ProfileDetails};
use uuid::Uuid;

use super::summary_details;

/// Nothing was saved here.
const NOT_TOLD: &str = "登録されていません";

/// The label of the free note.
pub(super) const NOTE: &str = "希望の補足";
/// The label of the answer that the history does not keep.
pub(super) const HAS_DISABILITY: &str = "障害の有無";
/// Where somebody has left a choice open.
const NOTHING_SAID: &str = "指定しない";

/// Where people tell in their own words, and where names of places, people and schools stand.
const OWN_WORDS: [&str; 11] = [
    "氏名",
    "フリガナ",
    "住所",
    "最寄り駅",
    "電話番号",
    NOTE,
    "学歴",
    "免許・資格",
    "職歴",
    "配慮してほしいこと",
    "自己PR",
];

/// True when a value is made of the program's words alone, which have readings.
pub(super) fn is_fixed(label: &str, value: &str) -> bool {
    !OWN_WORDS.contains(&label) || [NOT_TOLD, NOTHING_SAID, super::career::NONE].contains(&value)
}

/// Everything of one page of the task list.
pub(super) struct Group {
    /// The page's name.
    pub title: &'static str,
    /// Where it is changed; none for a page that does not apply.
    pub path: Option<&'static str>,
    /// Its lines.
    pub rows: Vec<Row>,
}

/// One line of the summary.
pub(super) struct Row {
    /// What it is.
    pub label: &'static str,
    /// What was saved; lists have one entry a line.
    pub value: String,
}

impl Row {
    /// True when the value is made of the program's words alone.
    pub(super) fn is_fixed(&self) -> bool {
        is_fixed(self.label, &self.value)
    }

    /// Label and value, as the history compares them.
    pub(super) fn pair(&self) -> (&str, &str) {
        (self.label, &self.value)
    }
}

/// All pages in the order of the task list, with what was saved of each.
///
/// # Errors
/// The database fails.
pub(super) async fn summary(
    conn: &mut Conn,
    account: Uuid,
    saved: &JobSeeker,
) -> Result<Vec<Group>, Problem> {
    let details = conn.profile_details(account).await?;
    let mut groups = Vec::new();
    for task in Task::ALL.into_iter() {
        let (path, rows) = match saved.tasks().need(task) {
            Need::LeftOut(why) => (None, vec![row("入力は必要ありません", why)]),
            _ => (Some(task.path()), rows_of(conn, task, saved, &details).await?),
        };
        groups.push(Group { title: task.name(), path, rows });
    }
    Ok(groups)
}

/// The lines of one page, in words; a page that is not saved has a line that says so.
///
/// # Errors
/// The database fails.
pub(super) async fn rows_of(
    conn: &mut Conn,
    task: Task,
    saved: &JobSeeker,
    details: &ProfileDetails,
) -> Result<Vec<Row>, Problem> {
    let rows = match (task, &saved.basic, &saved.work, &saved.places) {
        (Task::Basic, Some(basic), ..) => basic_rows(conn, basic, saved).await?,
        (Task::Disclosure, ..) => {
            saved.disclosure.map(|choice| disclosure_rows(choice, saved)).unwrap_or_default()
        }
        (Task::Work, _, Some(work), _) => work_rows(conn, work).await?,
        (Task::Places, _, _, Some(places)) => place_rows(conn, places).await?,
        (Task::Education, ..) => summary_details::education(details),
        (Task::Career, ..) => summary_details::career(details),
        (Task::Disability, ..) => summary_details::disability(details),
        (Task::Introduction, ..) => summary_details::introduction(details),
        _ => Vec::new(),
    };
    Ok(if rows.is_empty() { vec![row(task.name(), NOT_TOLD)] } else { rows })
}

/// The wishes as label and words, for what employers see. They are words of lists only, so [`NOTE`] is not
/// among them.
///
/// # Errors
/// The database fails.
pub(super) async fn wish_lines(
    conn: &mut Conn,
    saved: &JobSeeker,
) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut rows = Vec::new();
    if let Some(work) = &saved.work {
        rows.extend(work_rows(conn, work).await?);
        // The person's own words may say who it is.
        rows.retain(|row| row.label != NOTE);
    }
    if let Some(places) = &saved.places {
        rows.extend(place_rows(conn, places).await?);
    }
    Ok(rows.into_iter().map(|row| (row.label, row.value)).collect())
}

/// A line.
pub(super) fn row(label: &'static str, value: impl Into<String>) -> Row {
    Row { label, value: value.into() }
}

fn disclosure_rows(disclosure: Disclosure, saved: &JobSeeker) -> Vec<Row> {
    let receivers = saved.provision.receivers().into_iter().filter(|(.., wanted)| *wanted);
    let receivers: Vec<&str> = receivers.map(|(_, name, _)| name).collect();
    vec![
        row("求職情報の公開", disclosure.choice()),
        row(
            "求職情報の提供",
            if receivers.is_empty() { "提供しない".to_owned() } else { receivers.join("\n") },
        ),
        row(
            "ハローワークからの連絡",
            answer(saved.office_may_contact, ["連絡してよい", "連絡しないでほしい"]),
        ),
    ]
}

/// The words for yes, for no, and for nothing said.
fn answer(said: Option<bool>, [yes, no]: [&'static str; 2]) -> &'static str {
    said.map_or(NOTHING_SAID, |said| if said { yes } else { no })
}

async fn basic_rows(
    conn: &mut Conn,
    basic: &BasicInformation,
    saved: &JobSeeker,
) -> Result<Vec<Row>, Problem> {
    let address = &basic.address;
    let municipality = conn.municipality(&address.municipality_code).await?.map(|found| found.name);
    let building = address.building.as_ref().map(|name| format!("\n{name}")).unwrap_or_default();
    let address = format!(
        "〒{}\n{}{}{}{building}",
        address.postal_code,
        prefecture_name(address.prefecture_code()),
        municipality.unwrap_or_default(),
        address.town
    );
    Ok(vec![
        row("氏名", basic.full_name()),
        row("フリガナ", basic.full_kana()),
        row("性別", basic.gender.map_or("回答しない", Gender::name)),
        row("生年月日", both_calendars(basic.birth_date)),
        row("住所", address),
        row("最寄り駅", saved.station.as_ref().map_or_else(|| NOTHING_SAID.to_owned(), Station::in_words)),
        row("電話番号", basic.telephone.as_str()),
        row(HAS_DISABILITY, answer(saved.has_disability, ["あり", "なし"])),
    ])
}

async fn work_rows(conn: &mut Conn, work: &WorkWishes) -> Result<Vec<Row>, Problem> {
    let mut occupations = Vec::new();
    for wish in &work.occupations {
        let name = conn.code_name(wish.list(), wish.code()).await?.map(|found| found.name);
        occupations.push(name.unwrap_or_else(|| wish.code().to_owned()));
    }
    let employment: Vec<&str> = work.employment.iter().copied().map(EmploymentWish::name).collect();
    let days_off: Vec<&str> = work.days_off.iter().copied().map(DayOff::name).collect();
    Ok(vec![
        row("希望職種", told(&occupations.join("\n"))),
        row("雇用形態", told(&employment.join("\n"))),
        row("フルタイム・パート", work.working_time.map_or(NOTHING_SAID, WorkingTime::name)),
        row("希望就業時間", work.hours.map_or_else(|| NOTHING_SAID.to_owned(), WorkingHours::in_words)),
        row("時間外労働（残業）", answer(work.overtime, super::work_form::OVERTIME)),
        row("休日", if days_off.is_empty() { NOTHING_SAID.to_owned() } else { days_off.join("、") }),
        row("週休二日制", work.two_days_off.map_or(NOTHING_SAID, TwoDaysOff::name)),
        row(NOTE, work.note.as_ref().map_or(NOTHING_SAID, Note::as_str)),
    ])
}

async fn place_rows(conn: &mut Conn, wishes: &PlaceWishes) -> Result<Vec<Row>, Problem> {
    let mut places = Vec::new();
    for place in &wishes.places {
        let mut names = Vec::new();
        for code in place.municipality_codes() {
            names.extend(conn.municipality(code).await?.map(|found| found.name));
        }
        places.push(format!("{}{}", prefecture_name(place.prefecture_code()), names.join("、")));
    }
    Ok(vec![
        row("希望勤務地", told(&places.join("\n"))),
        row("希望賃金", wishes.wage.map_or_else(|| NOTHING_SAID.to_owned(), Wage::in_words)),
        row("マイカー通勤", answer(wishes.by_car, ["希望する", "希望しない"])),
        row("転勤", answer(wishes.relocation, ["可", "不可"])),
        row("在宅勤務", answer(wishes.remote_work, ["希望する", "希望しない"])),
    ])
}

/// What a counter took down is not here until it can be entered; everybody else has said something.
fn told(wishes: &str) -> &str {
    if wishes.is_empty() { NOT_TOLD } else { wishes }
}

/// `1990年04月01日（平成2年4月1日）`.
fn both_calendars(day: Date) -> String {
    format!("{}（{}）", japanese_date(day), era_date(day))
}

fn prefecture_name(code: &str) -> &'static str {
    Prefecture::from_code(code).map_or("", Prefecture::name)
}
