//! One favourite: its note (domain 10, row 3), and letting it go.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{favourite::Note, posting::PostingNumber};
use site::{
    Active, App, Form, FormFields, FormState, Menu, Page, Parked, Path, Problem, Shell, again, see_other,
};
use store::{Conn, Favourite};
use uuid::Uuid;

use super::eyes;
use crate::search::JobCard;

const FIELDS: FormFields = FormFields { one: &["note", "deed"], many: &[], secret: &[] };

#[derive(Template)]
#[template(path = "activity/favourite.html")]
struct FavouritePage {
    shell: Shell,
    form: FormState,
    number: String,
    card: Option<JobCard>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/activity/favourites/{number}", get(show).post(change))
}

fn number(typed: &str) -> Result<PostingNumber, Problem> {
    PostingNumber::parse(typed).map_err(|_| Problem::NotFound)
}

async fn one(conn: &mut Conn, account: Uuid, number: PostingNumber) -> Result<Favourite, Problem> {
    conn.favourite(account, number).await?.ok_or(Problem::NotFound)
}

async fn show(
    State(app): State<App>,
    seeker: Active,
    Path(typed): Path<String>,
    parked: Parked,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let kept = one(&mut conn, seeker.account, number(&typed)?).await?;
    let form = parked.or(&FIELDS, || FormState::of([("note", kept.note.clone())]));
    Ok(Page(page(&app, &mut conn, &seeker, (form, kept)).await?).into_response())
}

async fn page(
    app: &App,
    conn: &mut Conn,
    seeker: &Active,
    (form, kept): (FormState, Favourite),
) -> Result<FavouritePage, Problem> {
    let (viewer, today) = eyes(app, conn, seeker.account).await?;
    let shell = seeker
        .shell("お｜気《き》に｜入《い》り｜求人《きゅうじん》のメモ")
        .menu(Menu::Activity)
        .crumb("｜求職《きゅうしょく》｜活動《かつどう》｜状況《じょうきょう》", "/activity")
        .crumb("お｜気《き》に｜入《い》り｜求人《きゅうじん》", "/activity/favourites")
        .with_errors(&form);
    let number = kept.posting.posting.number.to_string();
    Ok(FavouritePage { shell, form, number, card: JobCard::of_stored(&kept.posting, viewer, today) })
}

async fn change(
    State(app): State<App>,
    seeker: Active,
    Path(typed_number): Path<String>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let number = number(&typed_number)?;
    let mut form = typed.fields(&FIELDS);
    let mut tx = app.store.begin().await?;
    if form.value("deed") == "remove" {
        // Pressed twice, it is gone once, and both times the list says so.
        tx.remove_favourite(seeker.account, number).await?;
        tx.commit().await?;
        return Ok(see_other("/activity/favourites?done=removed"));
    }
    let kept = one(&mut tx, seeker.account, number).await?;
    let note = Note::parse(form.value("note"));
    let Some(note) = form.check("note", note) else {
        return Ok(again(page(&app, &mut tx, &seeker, (form, kept)).await?));
    };
    tx.note_favourite(seeker.account, number, &note).await?;
    tx.commit().await?;
    Ok(see_other("/activity/favourites?done=noted"))
}
