//! パスワード登録 of people whom a counter registered (seed 002, ⑤–⑦): with the right key their page is open.

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{account::EmailAddress, session::SignInWay, verification_key::Refusal};
use site::{
    App, Arriving, Entry, Form, FormState, Page, Path, Problem, Seeker, Throttled, Visitor, again, enter,
    see_other,
};
use uuid::Uuid;

use super::{
    by_mail::{self, Typed, Way},
    keys,
    register_password::{FIELDS, Words, page_of, void_expired},
};

const WORDS: Words = Words {
    letter: "「パスワード登録申込受付通知」メール",
    address: "窓口で登録したメールアドレスと生年月日",
    screen: "/opening/password",
    start: "/opening",
    name: "マイページ開設の手続き",
    crumb: "マイページ開設",
};
const OPENED: &str = "/login?done=opened";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/opening/password/{request}", get(show).post(submit))
        .route("/opening/password/{request}/again", post(send_again))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::find(&app, Way::Opening, &request).await?;
    Ok(Page(page_of(&WORDS, &app, &visitor, &request, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    Path(request): Path<String>,
    (visitor, arriving): (Visitor, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let email = by_mail::find(&app, Way::Opening, &request).await?;
    let mut form = typed.fields(&FIELDS);
    let opened = match by_mail::check(&app, (Way::Opening, &request), &mut form, &email).await? {
        Typed::Right(password, asked) => {
            let registration = asked.registration.ok_or(Problem::NotFound)?;
            let hash = app.hasher.hash(password.expose()).await?;
            open_page(&app, &request, (registration, &email, &hash), &arriving).await?
        }
        Typed::UsedAlready(..) => Some(see_other(OPENED)),
        Typed::Wrong => return Ok(again(page_of(&WORDS, &app, &visitor, &request, form))),
    };
    Ok(opened.unwrap_or_else(|| {
        form.add("verification_key", Refusal::Wrong);
        again(page_of(&WORDS, &app, &visitor, &request, form))
    }))
}

/// Opens the page and signs in: one unit of work. `None` when the counter has changed the registration since
/// the key was mailed: nothing has happened then.
async fn open_page(
    app: &App,
    request: &str,
    (registration, email, hash): (Uuid, &EmailAddress, &str),
    arriving: &Arriving,
) -> Result<Option<Response>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !keys::use_up(&mut tx, request, now).await? {
        return Ok(Some(see_other(OPENED)));
    }
    void_expired(&mut tx, email, now).await?;
    let account = match tx.open_page_of_counter(registration, (email, hash), now).await {
        Ok(Some(account)) => account,
        Ok(None) => return Ok(None),
        // The address got an account by another request meanwhile.
        Err(error) if error.is_duplicate() => return Ok(Some(see_other("/login?done=registered"))),
        Err(error) => return Err(error.into()),
    };
    tx.close_verifications(email, now).await?;
    tx.note_login(account, hash, now).await?;
    let entry = Entry { account, way: SignInWay::Opening, at: now };
    enter::<Seeker>(tx, app, arriving, entry, "/opening/done").await.map(Some)
}

async fn send_again(
    State(app): State<App>,
    counted: Throttled,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::send_again(&app, Way::Opening, counted, &request).await
}
