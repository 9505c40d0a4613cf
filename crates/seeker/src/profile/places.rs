//! 希望勤務地・賃金: where, and for how much at least. The municipalities of a prefecture are chosen on a page of
//! their own (`municipalities.rs`).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{Task, WageUnit};
use site::{App, Form, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other};
use store::Conn;

use super::{
    address,
    choice::{self, Choices},
    history,
    places_form::{self, FIELDS, PLACES},
    stage::Stage,
};

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Places.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/places.html")]
pub(super) struct PlacesPage {
    shell: Shell,
    form: FormState,
    stage: Stage,
    prefectures: Vec<(String, String)>,
    places: Vec<PlaceFields>,
    wage_units: Choices,
    wished: Choices,
    possible: Choices,
}

/// The fields of one 希望勤務地.
struct PlaceFields {
    slot: usize,
    prefecture: &'static str,
    prefecture_label: String,
    required: bool,
    municipality: &'static str,
    /// Those that were chosen: code and name.
    municipalities: Vec<(String, String)>,
}

pub(super) async fn page(
    conn: &mut Conn,
    seeker: &Signed<Seeker>,
    form: FormState,
) -> Result<PlacesPage, Problem> {
    let stage = Stage::of(&conn.job_seeker(seeker.account).await?);
    let mut places = Vec::new();
    for (slot, (prefecture, municipality)) in (1..).zip(PLACES) {
        places.push(PlaceFields {
            slot,
            prefecture,
            prefecture_label: format!("希望勤務地{slot}の都道府県"),
            required: slot == 1,
            municipality,
            municipalities: chosen(conn, &form.values(municipality)).await?,
        });
    }
    let mut prefectures = address::prefecture_choices(conn).await?;
    prefectures[0].1 = "未選択".to_owned();
    Ok(PlacesPage {
        shell: stage.shell(seeker, Task::Places.name()).with_errors(&form),
        stage,
        prefectures,
        places,
        wage_units: choice::or_none(WageUnit::ALL.map(|unit| (unit.code(), unit.name()))),
        wished: choice::or_none(choice::yes_no(["希望する", "希望しない"])),
        possible: choice::or_none(choice::yes_no(["可", "不可"])),
        form,
    })
}

/// Names of the chosen municipalities; one that is gone stands there by its code, and can be taken back.
async fn chosen(conn: &mut Conn, codes: &[&str]) -> Result<Vec<(String, String)>, Problem> {
    let mut chosen: Vec<(String, String)> = Vec::new();
    for code in codes {
        if chosen.iter().all(|(known, _)| known != code) {
            let name = conn.municipality(code).await?.map_or_else(|| (*code).to_owned(), |found| found.name);
            chosen.push(((*code).to_owned(), name));
        }
    }
    Ok(chosen)
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?.places;
    let form = parked.or(&FIELDS, || saved.as_ref().map_or_else(FormState::empty, places_form::filled));
    Ok(Page(page(&mut conn, &seeker, form).await?).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    let Some(places) = places_form::read(&mut conn, &mut form).await? else {
        return Ok(again(page(&mut conn, &seeker, form).await?));
    };
    let stage = Stage::of(&conn.job_seeker(seeker.account).await?);
    drop(conn);
    let (account, now) = (seeker.account, app.clock.now());
    let mut tx = app.store.begin().await?;
    let before = history::before(&mut tx, account, Task::Places, now).await?;
    tx.save_places(account, &places, now).await?;
    history::after(&mut tx, account, (Task::Places, before), now).await?;
    tx.commit().await?;
    Ok(see_other(&stage.after(Task::Places)))
}
