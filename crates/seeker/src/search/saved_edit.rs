//! 保存した検索条件の編集・削除 (seed 002): another name for a kept search, and taking it away.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::saved_search::SavedSearchName;
use site::{Active, App, Form, FormFields, FormState, Page, Parked, Path, Problem, Shell, again, see_other};
use store::{Conn, SavedSearch};
use uuid::Uuid;

use super::{
    form,
    saved::{in_words, shell},
};

const FIELDS: FormFields = FormFields { one: &["name"], many: &[], secret: &[] };

#[derive(Template)]
#[template(path = "search/saved_edit.html")]
struct EditPage {
    shell: Shell,
    form: FormState,
    saved: SavedSearch,
    words: Vec<String>,
    address: String,
}

#[derive(Template)]
#[template(path = "search/saved_delete.html")]
struct DeletePage {
    shell: Shell,
    saved: SavedSearch,
    words: Vec<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/search/saved/{position}", get(show).post(rename))
        .route("/search/saved/{position}/delete", get(confirm).post(delete))
}

async fn one(conn: &mut Conn, account: Uuid, position: u8) -> Result<SavedSearch, Problem> {
    let kept = conn.saved_searches(account).await?;
    kept.into_iter().find(|saved| saved.position == position).ok_or(Problem::NotFound)
}

async fn show(
    State(app): State<App>,
    seeker: Active,
    Path(position): Path<u8>,
    parked: Parked,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = one(&mut conn, seeker.account, position).await?;
    let form = parked.or(&FIELDS, || FormState::of([("name", saved.name.clone())]));
    Ok(Page(page(&mut conn, &seeker, form, saved).await?).into_response())
}

async fn rename(
    State(app): State<App>,
    seeker: Active,
    Path(position): Path<u8>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let name = SavedSearchName::parse(form.value("name"));
    let mut tx = app.store.begin().await?;
    let saved = one(&mut tx, seeker.account, position).await?;
    let Some(name) = form.check("name", name) else {
        let page = page(&mut tx, &seeker, form, saved).await?;
        return Ok(again(page));
    };
    let renamed = SavedSearch { name: name.as_str().to_owned(), ..saved };
    tx.replace_search(seeker.account, &renamed, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/search/saved?done=changed"))
}

async fn page(
    conn: &mut Conn,
    seeker: &Active,
    form: FormState,
    saved: SavedSearch,
) -> Result<EditPage, Problem> {
    let query = form::read(&saved.query);
    let shell =
        shell(seeker.shell("｜保存《ほぞん》した｜検索条件《けんさくじょうけん》の｜編集《へんしゅう》"))
            .crumb(
                "｜保存《ほぞん》した｜求人《きゅうじん》｜検索条件《けんさくじょうけん》",
                "/search/saved",
            )
            .with_errors(&form);
    Ok(EditPage { shell, form, words: in_words(conn, &query).await?, address: form::address(&query), saved })
}

async fn confirm(
    State(app): State<App>,
    seeker: Active,
    Path(position): Path<u8>,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = one(&mut conn, seeker.account, position).await?;
    let shell =
        shell(seeker.shell("｜保存《ほぞん》した｜検索条件《けんさくじょうけん》の｜削除《さくじょ》"))
            .crumb(
                "｜保存《ほぞん》した｜求人《きゅうじん》｜検索条件《けんさくじょうけん》",
                "/search/saved",
            );
    let words = in_words(&mut conn, &form::read(&saved.query)).await?;
    Ok(Page(DeletePage { shell, saved, words }).into_response())
}

/// Pressed twice, it is gone once, and both times the list says so.
async fn delete(
    State(app): State<App>,
    seeker: Active,
    Path(position): Path<u8>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.delete_search(seeker.account, position).await?;
    tx.commit().await?;
    Ok(see_other("/search/saved?done=deleted"))
}
