//! The picker of 市区町村 for one 希望勤務地: those of its prefecture, in their groups. What was typed on
//! 希望勤務地・賃金 waits meanwhile.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    job_seeker::{BadWishes, MAX_MUNICIPALITIES, Task},
    prefecture::Prefecture,
};
use site::{
    App, Fields, Form, FormFields, FormState, Page, Problem, Query, Seeker, Shell, Signed, again, see_other,
};
use store::{Conn, reference::Municipality};

use super::{
    draft,
    places::page as places_page,
    places_form::{self, FIELDS, PLACES},
    stage::Stage,
};

const PATH: &str = "/profile/places/municipalities";
const CHOICE: FormFields = FormFields { one: &["slot"], many: &["municipality"], secret: &[] };

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show).post(leave_page))
        .route("/profile/places/municipalities/choose", post(choose))
}

#[derive(Template)]
#[template(path = "profile/municipalities.html")]
struct MunicipalitiesPage {
    shell: Shell,
    form: FormState,
    slot: usize,
    prefecture: &'static str,
    most: usize,
    groups: Vec<Group>,
}

/// Municipalities that belong together.
struct Group {
    name: String,
    /// Code and name, the group's own name cut off.
    members: Vec<(String, String)>,
}

/// 市区町村を選ぶ: the page is left with everything typed.
async fn leave_page(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    set_aside(&app, &seeker, typed).await
}

async fn set_aside(app: &App, seeker: &Signed<Seeker>, typed: Fields) -> Result<Response, Problem> {
    let slot = draft::slot(typed.first("slot"))?;
    let (prefecture, _) = PLACES[slot - 1];
    let mut conn = app.store.read().await?;
    if conn.municipalities_of(typed.first(prefecture)).await?.is_empty() {
        let mut form = typed.fields(&FIELDS);
        form.add(prefecture, "都道府県を選んでから、「市区町村を選ぶ」を押してください。");
        return Ok(again(places_page(&mut conn, seeker, form).await?));
    }
    drop(conn);
    draft::keep(app, seeker.account, (Task::Places.path(), &FIELDS), typed.pairs(), None).await?;
    Ok(see_other(&format!("{PATH}?slot={slot}")))
}

/// What waits of 希望勤務地・賃金, or what was saved.
async fn sent(app: &App, conn: &mut Conn, seeker: &Signed<Seeker>) -> Result<Vec<(String, String)>, Problem> {
    if let Some(waiting) = site::waiting(app, seeker.account, Task::Places.path()).await? {
        return Ok(waiting.pairs().to_vec());
    }
    let saved = conn.job_seeker(seeker.account).await?.places;
    Ok(saved.map_or_else(Vec::new, |places| places_form::filled(&places).pairs().to_vec()))
}

fn value_of<'a>(sent: &'a [(String, String)], field: &str) -> &'a str {
    sent.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    if let Some(typed) = draft::take(&app, seeker.account, PATH).await? {
        return set_aside(&app, &seeker, typed).await;
    }
    let slot = draft::slot(query.first("slot"))?;
    let mut conn = app.store.read().await?;
    let sent = sent(&app, &mut conn, &seeker).await?;
    let (prefecture, municipality) = PLACES[slot - 1];
    let prefecture = value_of(&sent, prefecture).to_owned();
    let chosen = sent.into_iter().filter(|(name, _)| name == municipality);
    let form = FormState::of(chosen.map(|(_, code)| ("municipality", code)));
    match page(&mut conn, &seeker, (slot, &prefecture), form).await? {
        Some(page) => Ok(Page(page).into_response()),
        // The prefecture has waited for more than an hour, or was never chosen.
        None => Ok(see_other(Task::Places.path())),
    }
}

async fn page(
    conn: &mut Conn,
    seeker: &Signed<Seeker>,
    (slot, prefecture): (usize, &str),
    form: FormState,
) -> Result<Option<MunicipalitiesPage>, Problem> {
    let all = conn.municipalities_of(prefecture).await?;
    let Some(prefecture) = Prefecture::from_code(prefecture).filter(|_| !all.is_empty()) else {
        return Ok(None);
    };
    let stage = Stage::of(&conn.job_seeker(seeker.account).await?);
    Ok(Some(MunicipalitiesPage {
        shell: stage
            .shell(seeker, &format!("希望勤務地{slot}の市区町村を選ぶ"))
            .crumb(Task::Places.name(), Task::Places.path())
            .with_errors(&form),
        form,
        slot,
        prefecture: prefecture.name(),
        most: MAX_MUNICIPALITIES,
        groups: groups(all),
    }))
}

async fn choose(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let slot = draft::slot(typed.first("slot"))?;
    let (prefecture, municipality) = PLACES[slot - 1];
    let mut form = typed.fields(&CHOICE);
    let mut conn = app.store.read().await?;
    let sent = sent(&app, &mut conn, &seeker).await?;
    let code = value_of(&sent, prefecture).to_owned();
    let chosen: Vec<String> = form.values("municipality").into_iter().map(str::to_owned).collect();
    let place = places_form::known_place(&mut conn, &code, &chosen).await?;
    if place == Err(BadWishes::UnknownPlace) {
        return Ok(see_other(Task::Places.path()));
    }
    let Some(place) = form.check("municipality", place) else {
        let page = page(&mut conn, &seeker, (slot, &code), form).await?;
        return page.map(again).ok_or(Problem::NotFound);
    };
    drop(conn);
    let codes: Vec<&str> = place.municipality_codes().iter().map(String::as_str).collect();
    let path = Task::Places.path();
    draft::keep(&app, seeker.account, (path, &FIELDS), &sent, Some((municipality, &codes))).await?;
    Ok(see_other(&format!("{path}#{municipality}")))
}

/// The wards of each designated city, the other cities and wards, and the towns of each county, in the order
/// of their codes.
fn groups(all: Vec<Municipality>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for town in all {
        let own = town.designated_city.clone().or(town.county.clone());
        let member = match own.as_deref().and_then(|group| town.name.strip_prefix(group)) {
            Some(rest) if !rest.is_empty() => rest.to_owned(),
            _ => town.name.clone(),
        };
        let name = own.unwrap_or_else(|| "市・区・町・村".to_owned());
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.members.push((town.code, member)),
            None => groups.push(Group { name, members: vec![(town.code, member)] }),
        }
    }
    groups
}
