//! 希望勤務地・賃金: where, and for how much at least. The list of municipalities of a chosen prefecture comes
//! by a real submit that keeps everything chosen.

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
    places_form::{self, FIELDS, LIST, PLACES},
};

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Places.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/places.html")]
struct PlacesPage {
    shell: Shell,
    form: FormState,
    prefectures: Vec<(String, String)>,
    places: Vec<PlaceFields>,
    wage_units: Vec<(&'static str, &'static str)>,
}

/// The two fields of one 希望勤務地.
struct PlaceFields {
    prefecture: &'static str,
    prefecture_label: String,
    required: bool,
    municipality: &'static str,
    municipality_label: String,
    /// Of the chosen prefecture; empty while none is chosen.
    municipalities: Vec<(String, String)>,
}

async fn page(conn: &mut Conn, seeker: &Signed<Seeker>, form: FormState) -> Result<PlacesPage, Problem> {
    let mut places = Vec::new();
    for (index, (prefecture, municipality)) in PLACES.into_iter().enumerate() {
        let label = format!("希望勤務地{}", index + 1);
        places.push(PlaceFields {
            prefecture,
            prefecture_label: format!("{label}の都道府県"),
            required: index == 0,
            municipality,
            municipality_label: format!("{label}の市区町村"),
            municipalities: municipality_choices(conn, form.value(prefecture)).await?,
        });
    }
    let units = WageUnit::ALL.map(|unit| (unit.code(), unit.name()));
    Ok(PlacesPage {
        shell: super::shell(seeker, Task::Places.name()).with_errors(&form),
        prefectures: address::prefecture_choices(conn).await?,
        places,
        wage_units: [("", "指定しない")].into_iter().chain(units).collect(),
        form,
    })
}

async fn municipality_choices(conn: &mut Conn, prefecture: &str) -> Result<Vec<(String, String)>, Problem> {
    let all = conn.municipalities_of(prefecture).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut choices = vec![(String::new(), "指定しない".to_owned())];
    choices.extend(all.into_iter().map(|found| (found.code, found.name)));
    Ok(choices)
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile"));
    }
    let form =
        parked.or(&FIELDS, || saved.places.as_ref().map_or_else(FormState::empty, places_form::filled));
    Ok(Page(page(&mut conn, &seeker, form).await?).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    if form.value("deed") == LIST {
        return Ok(Page(page(&mut conn, &seeker, form).await?).into_response());
    }
    let Some(wishes) = places_form::read(&mut conn, &mut form).await? else {
        return Ok(again(page(&mut conn, &seeker, form).await?));
    };
    drop(conn);
    let mut tx = app.store.begin().await?;
    tx.save_places(seeker.account, &wishes, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/profile"))
}
