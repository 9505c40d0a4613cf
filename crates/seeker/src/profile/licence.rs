//! One licence of 免許・資格: one of the list that was picked, or one in own words, with 取得年月.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, tokyo_date},
    job_seeker::{BadLicence, FreeText, Licence, MAX_LICENCE_CHARS, Task},
};
use site::{
    App, Form, FormFields, FormState, Page, Parked, Path, Problem, Query, Seeker, Shell, Signed, again,
};
use store::{Added, Entry};
use uuid::Uuid;

use super::{
    entry::{self, ENTRY, LICENCES, month_values, read_month},
    licence_picker,
};

const FIELDS: FormFields =
    FormFields { one: &[ENTRY, "code", "name", "acquired_year", "acquired_month"], many: &[], secret: &[] };

const NEW: &str = "免許・資格の追加";
const CHANGE: &str = "免許・資格の変更";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/profile/education/licences/new", get(show_new).post(add))
        .route("/profile/education/licences/{id}", get(show).post(change))
}

#[derive(Template)]
#[template(path = "profile/licence.html")]
struct LicencePage {
    shell: Shell,
    form: FormState,
    /// The entry of the list that was picked; none for one in own words.
    picked: Option<String>,
    /// Where another one is picked, while it is being added.
    picker: Option<&'static str>,
    most: usize,
}

fn page(seeker: &Signed<Seeker>, h1: &str, form: FormState, picked: Option<String>) -> LicencePage {
    let shell = super::shell(seeker, h1).crumb(Task::Education.name(), Task::Education.path());
    LicencePage {
        shell: shell.with_errors(&form),
        form,
        picked,
        picker: (h1 == NEW).then_some(licence_picker::PATH),
        most: MAX_LICENCE_CHARS,
    }
}

/// What an entry of the list is called; `None` for no code, which means own words.
async fn picked(app: &App, code: &str) -> Result<Option<String>, Problem> {
    if code.is_empty() {
        return Ok(None);
    }
    let found = app.store.read().await?.code_name("licence", code).await?;
    found.map(|entry| Some(entry.name)).ok_or(Problem::NotFound)
}

async fn show_new(
    State(app): State<App>,
    (seeker, parked): (Signed<Seeker>, Parked),
    Query(query): Query,
) -> Result<Response, Problem> {
    let code = query.first("code");
    // Whoever picks another one goes on with what they typed.
    let parked = parked.with("code", code);
    let form = entry::with_id(parked.or(&FIELDS, || FormState::of([("code", code)])));
    let picked = picked(&app, form.value("code")).await?;
    Ok(Page(page(&seeker, NEW, form, picked)).into_response())
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    parked: Parked,
) -> Result<Response, Problem> {
    let all = app.store.read().await?.licences(seeker.account).await?;
    let found = entry::pick(all, id)?;
    let form = parked.or(&FIELDS, || filled(&found));
    let picked = found.code.is_some().then(|| found.name.to_string());
    Ok(Page(page(&seeker, CHANGE, form, picked)).into_response())
}

async fn add(State(app): State<App>, seeker: Signed<Seeker>, Form(typed): Form) -> Result<Response, Problem> {
    let mut form = entry::with_id(typed.fields(&FIELDS));
    let now = app.clock.now();
    let code = form.value("code").to_owned();
    let picked = picked(&app, &code).await?;
    let code = picked.is_some().then_some(code);
    let Some(value) = read(&mut form, (code, picked.as_deref()), tokyo_date(now)) else {
        return Ok(again(page(&seeker, NEW, form, picked)));
    };
    let words = value.in_words();
    let mut tx = app.store.begin().await?;
    let added = tx.add_licence(seeker.account, &Entry { id: entry::id_in(&form), value }, now).await?;
    let refused = match added {
        Added::Full => Some(BadLicence::TooMany),
        Added::Twice => Some(BadLicence::Twice),
        Added::Done | Added::Before => None,
    };
    if let Some(error) = refused {
        form.add(if picked.is_some() { "acquired" } else { "name" }, error);
        return Ok(again(page(&seeker, NEW, form, picked)));
    }
    let change = (added == Added::Done).then(|| (String::new(), words));
    entry::end(tx, seeker.account, LICENCES, change, now).await
}

async fn change(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let all = tx.licences(seeker.account).await?;
    let before = entry::pick(all, id)?;
    let picked = before.code.is_some().then(|| before.name.to_string());
    let Some(value) = read(&mut form, (before.code.clone(), picked.as_deref()), tokyo_date(now)) else {
        return Ok(again(page(&seeker, CHANGE, form, picked)));
    };
    let (before, after) = (before.in_words(), value.in_words());
    tx.change_licence(seeker.account, &Entry { id, value }).await?;
    entry::end(tx, seeker.account, LICENCES, Some((before, after)), now).await
}

/// Reads the whole form. `None` when something is wrong; the form says what.
fn read(
    form: &mut FormState,
    (code, picked): (Option<String>, Option<&str>),
    today: Date,
) -> Option<Licence> {
    let name = match picked {
        Some(name) => Some(FreeText::stored(name)),
        None => {
            let name = FreeText::needed_line("免許・資格の名称", form.value("name"), MAX_LICENCE_CHARS);
            form.check("name", name)
        }
    };
    let acquired = read_month(form, "acquired", "取得年月", today);
    if let Err(error) = Licence::check_month(acquired, today) {
        form.add("acquired", error);
    }
    let name = name?;
    form.ok().then_some(Licence { code, name, acquired })
}

/// The form with what was saved; the name is a field of it only where it is in own words.
fn filled(licence: &Licence) -> FormState {
    let mut values = month_values("acquired", licence.acquired);
    if licence.code.is_none() {
        values.push(("name".to_owned(), licence.name.to_string()));
    }
    FormState::of(values)
}
