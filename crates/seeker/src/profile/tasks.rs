//! 求職情報登録: what is saved and what is left. Once the registration is complete, the same address
//! shows what was registered.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::last_day_to_complete,
    clock::japanese_date,
    job_seeker::{Need, RegistrationKind, Task, TaskList},
};
use site::{App, Menu, Page, Problem, Query, Seeker, Shell, Signed};
use store::{Conn, JobSeeker};

use super::{
    draft::Unsaved,
    stage::{REGISTERED_H1, just_changed},
    summary::{Group, summary},
};

/// The screen's name.
pub(super) const H1: &str = "｜求職情報《きゅうしょくじょうほう》｜登録《とうろく》";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile", get(show))
}

#[derive(Template)]
#[template(path = "profile/tasks.html")]
struct TasksPage {
    shell: Shell,
    lines: Vec<TaskLine>,
    unsaved: Unsaved,
    tasks: TaskList,
    /// Some page may be left out or filled in later.
    has_optional: bool,
    last_day: Option<String>,
}

struct TaskLine {
    name: &'static str,
    path: &'static str,
    support: &'static str,
    required: bool,
    done: bool,
    /// Why the person need not fill the page in.
    left_out: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "profile/registered.html")]
struct RegisteredPage {
    shell: Shell,
    groups: Vec<Group>,
    unsaved: Unsaved,
    number: String,
    /// オンライン登録者 or 利用登録者.
    kind: &'static str,
    /// The person was registered at a counter, which keeps name and birth date.
    by_counter: bool,
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let unsaved = Unsaved::of(&app, seeker.account).await?;
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if let Some(registration) = &saved.registration {
        let (number, kind) = (registration.number.to_string(), registration.kind.name());
        let by_counter = registration.kind == RegistrationKind::Counter;
        let mut shell = seeker
            .shell(REGISTERED_H1)
            .menu(Menu::Settings)
            .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings");
        if let Some(task) = just_changed(query.first("changed")) {
            shell = shell.message(&format!("「{}」の変更を保存しました。", task.name()));
        }
        let groups = summary(&mut conn, seeker.account, &saved).await?;
        return Ok(Page(RegisteredPage { shell, groups, unsaved, number, kind, by_counter }).into_response());
    }
    Ok(Page(list(&mut conn, &seeker, unsaved, &saved).await?).into_response())
}

async fn list(
    conn: &mut Conn,
    seeker: &Signed<Seeker>,
    unsaved: Unsaved,
    saved: &JobSeeker,
) -> Result<TasksPage, Problem> {
    let shell = seeker.shell(H1).menu(Menu::Settings);
    let account = conn.account(seeker.account).await?;
    let last_day = account.map(|account| japanese_date(last_day_to_complete(account.registered_at)));
    let tasks = saved.tasks();
    let lines: Vec<_> = Task::ALL.into_iter().map(|task| line(tasks, task)).collect();
    let has_optional = lines.iter().any(|line| !line.required && line.left_out.is_none());
    Ok(TasksPage { shell, lines, unsaved, tasks, has_optional, last_day })
}

fn line(tasks: TaskList, task: Task) -> TaskLine {
    let need = tasks.need(task);
    TaskLine {
        name: task.name(),
        path: task.path(),
        support: support(task),
        required: need == Need::Required,
        done: tasks.is_done(task),
        left_out: match need {
            Need::LeftOut(why) => Some(why),
            Need::Required | Need::Optional => None,
        },
    }
}

fn support(task: Task) -> &'static str {
    match task {
        Task::Basic => "氏名、生年月日、住所、電話番号などを入力します。",
        Task::Disclosure => "あなたの求職情報を、求人者などに見せるかどうかを選びます。",
        Task::Work => "希望する職種、雇用形態、働く時間、休日を選びます。",
        Task::Places => "希望する勤務地と賃金、通勤の方法を選びます。",
        Task::Education => "学歴と、持っている免許・資格を入力します。",
        Task::Career => "これまでの仕事を入力します。",
        Task::Disability => "障害の種類や、仕事で配慮してほしいことを入力します。",
        Task::Introduction => "求人者に伝えたいことを自由に書きます。",
    }
}
