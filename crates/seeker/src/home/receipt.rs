//! ハローワーク受付票: as a page to show, on paper, and as a PDF. All three carry the same and no more.

use adapters::paper::{ReceptionSlip, reception_slip};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{japanese_date, tokyo_date},
    job_seeker::JobSeekerNumber,
};
use site::{App, Menu, Opened, Page, Problem, Shell};

use super::{Person, known_person};

/// What to do with it.
const ADVICE: &str =
    "ハローワークにお越しの際は、担当窓口にてハローワーク受付票または2次元バーコードをご提示ください。";

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    shell: Shell,
    number: String,
    facts: Vec<(&'static str, String)>,
    advice: &'static str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/home/receipt", get(show)).route("/home/receipt.pdf", get(pdf))
}

/// Words and text below the number, the same on the screen, on paper and in the PDF.
fn facts(person: &Person, today: String) -> Vec<(&'static str, String)> {
    let office = person.office.as_ref().map(|office| ("利用安定所名", office.official_name.clone()));
    let mut facts = vec![("氏名", format!("{} 様", person.name)), ("フリガナ", person.kana.clone())];
    facts.extend(office);
    facts.push(("求職登録の有効期限", person.valid_until.clone()));
    let state = match &person.switched_off_on {
        Some(since) => format!("無効（{since}から）"),
        None => if person.in_force { "有効" } else { "無効" }.to_owned(),
    };
    facts.push(("求職登録の状態", state));
    facts.push(("登録の種類", person.kind.name().to_owned()));
    facts.push(("表示した日", today));
    facts
}

async fn show(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let (person, _) = known_person(&app, seeker.account).await?.ok_or(Problem::NotOpened)?;
    let shell =
        seeker.shell("ハローワーク｜受付票《うけつけひょう》").menu(Menu::Home).crumb("ホーム", "/home");
    let facts = facts(&person, japanese_date(tokyo_date(app.clock.now())));
    Ok(Page(ReceiptPage { shell, number: person.number, facts, advice: ADVICE }).into_response())
}

async fn pdf(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let (person, registration) = known_person(&app, seeker.account).await?.ok_or(Problem::NotOpened)?;
    let facts = facts(&person, japanese_date(tokyo_date(app.clock.now())));
    // Setting a page takes some milliseconds of a processor.
    let made = tokio::task::spawn_blocking(move || set(&registration.number, &facts)).await;
    let pdf = made.map_err(Problem::broken)?.map_err(Problem::broken)?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hellowork-uketsukehyo.pdf\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, pdf).into_response())
}

fn set(
    number: &JobSeekerNumber,
    facts: &[(&'static str, String)],
) -> Result<Vec<u8>, adapters::paper::BadPaper> {
    reception_slip(&ReceptionSlip { number, facts, advice: ADVICE })
}
