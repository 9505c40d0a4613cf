//! What was saved, in words: for the check page and for the page that shows the registration.

use domain::{
    clock::{Date, japanese_date},
    japanese::era_date,
    job_seeker::{BasicInformation, Disclosure, Gender, Need, PlaceWishes, Task, Wage, WorkWishes},
    prefecture::Prefecture,
};
use site::Problem;
use store::{Conn, JobSeeker, ProfileDetails};
use uuid::Uuid;

use super::summary_details;

/// Nothing was saved here.
const NOT_TOLD: &str = "登録されていません";

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
    for task in Task::ALL.into_iter().filter(|task| task.exists()) {
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
async fn rows_of(
    conn: &mut Conn,
    task: Task,
    saved: &JobSeeker,
    details: &ProfileDetails,
) -> Result<Vec<Row>, Problem> {
    let rows = match (task, &saved.basic, &saved.work, &saved.places) {
        (Task::Basic, Some(basic), ..) => basic_rows(conn, basic).await?,
        (Task::Disclosure, ..) => saved
            .disclosure
            .map(|choice| vec![row("求職情報の公開", disclosure_words(choice))])
            .unwrap_or_default(),
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

/// The wishes as label and words, for what employers see. They are words of lists only.
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

fn disclosure_words(disclosure: Disclosure) -> String {
    disclosure.choice().to_owned()
}

async fn basic_rows(conn: &mut Conn, basic: &BasicInformation) -> Result<Vec<Row>, Problem> {
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
        row("電話番号", basic.telephone.as_str()),
    ])
}

async fn work_rows(conn: &mut Conn, work: &WorkWishes) -> Result<Vec<Row>, Problem> {
    let mut job_kinds = Vec::new();
    for kind in &work.job_kinds {
        let name = conn.code_name("job_kind", kind.code()).await?.map(|found| found.name);
        job_kinds.push(name.unwrap_or_else(|| kind.code().to_owned()));
    }
    let employment: Vec<&str> = work.employment.iter().map(|wish| wish.name()).collect();
    Ok(vec![row("希望職種", told(&job_kinds.join("\n"))), row("雇用形態", told(&employment.join("\n")))])
}

async fn place_rows(conn: &mut Conn, wishes: &PlaceWishes) -> Result<Vec<Row>, Problem> {
    let mut places = Vec::new();
    for place in &wishes.places {
        let municipality = match place.municipality_code() {
            Some(code) => conn.municipality(code).await?.map(|found| found.name),
            None => None,
        };
        places.push(format!(
            "{}{}",
            prefecture_name(place.prefecture_code()),
            municipality.unwrap_or_default()
        ));
    }
    Ok(vec![
        row("希望勤務地", told(&places.join("\n"))),
        row("希望賃金", wishes.wage.map_or_else(|| "指定しない".to_owned(), Wage::in_words)),
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
