//! 認証アプリの登録: the code to photograph, and the first code of the app as proof that it works.

use adapters::{authenticator::AppSecret, qr};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    letters::sign_in::WayChange,
    second_step::{Code, WRONG_CODE},
};
use site::{
    App, Form, FormFields, FormState, Menu, Page, Problem, Seeker, Shell, Signed, Throttled, again, see_other,
};

use super::{APP_SECRET, deed, overview};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["one_time_password"] };
const START: &str = "/settings/sign-in/app";
const SHEET: &str = "/settings/sign-in/recovery-codes/new";
/// What apps call the service.
const SERVICE: &str = "求職者マイページ";

#[derive(Template)]
#[template(path = "sign_in/app_setup.html")]
struct AppSetupPage {
    shell: Shell,
    form: FormState,
    secret: String,
    email: String,
}

/// The app that a session is setting up.
struct Setup {
    secret: AppSecret,
    sealed: String,
    account: store::Account,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/sign-in/app/code", get(show).post(submit))
        .route("/settings/sign-in/app/code.svg", get(picture))
}

async fn find(app: &App, signed: &Signed<Seeker>) -> Result<Option<Setup>, Problem> {
    let mut conn = app.store.read().await?;
    let Some(sealed) = conn.app_setup((signed.account, signed.session), app.clock.now()).await? else {
        return Ok(None);
    };
    let account = conn.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let opened = app.secret.open(APP_SECRET, &account.id.to_string(), &sealed);
    Ok(opened.and_then(|bytes| AppSecret::from_bytes(&bytes)).map(|secret| Setup { secret, sealed, account }))
}

fn page(signed: &Signed<Seeker>, setup: &Setup, form: FormState) -> AppSetupPage {
    let shell = signed
        .shell("｜認証《にんしょう》アプリの｜登録《とうろく》の｜確認《かくにん》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("ログインの｜方法《ほうほう》", overview::PATH)
        .with_errors(&form);
    AppSetupPage { shell, form, secret: setup.secret.grouped(), email: setup.account.email.clone() }
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let Some(setup) = find(&app, &signed).await? else { return Ok(see_other(START)) };
    Ok(Page(page(&signed, &setup, FormState::empty())).into_response())
}

/// The 2次元バーコード of the secret. It belongs to one person and one quarter of an hour: nothing keeps it.
async fn picture(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let setup = find(&app, &signed).await?.ok_or(Problem::NotFound)?;
    let address = setup.secret.address(SERVICE, &setup.account.email);
    let svg = qr::authenticator_code(&address).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], svg).into_response())
}

async fn submit(
    State(app): State<App>,
    (signed, _counted): (Signed<Seeker>, Throttled),
    Form(typed): Form,
) -> Result<Response, Problem> {
    // Whoever pressed twice finds the app set up, and the same recovery codes.
    let Some(setup) = find(&app, &signed).await? else { return Ok(see_other(SHEET)) };
    let mut form = typed.fields(&FIELDS);
    let code = Code::parse(form.secret("one_time_password"));
    let Some(code) = form.check("one_time_password", code) else {
        return Ok(again(page(&signed, &setup, form)));
    };
    let Some(step) = setup.secret.step_of(&code, app.clock.now()) else {
        form.add("one_time_password", WRONG_CODE);
        return Ok(again(page(&signed, &setup, form)));
    };
    install(&app, &signed, &setup, step).await
}

/// Puts the app to use and makes the recovery codes that belong to it: one unit of work. Whoever pressed twice
/// comes to the same codes.
async fn install(app: &App, signed: &Signed<Seeker>, setup: &Setup, step: i64) -> Result<Response, Problem> {
    let now = app.clock.now();
    let account = &setup.account;
    let mut tx = app.store.begin().await?;
    // A new password or a logout everywhere that came in between ends this too.
    if !tx.holds_password(account.id, &account.password_hash).await?
        || !tx.holds_session(account.id, signed.session).await?
    {
        return Ok(see_other("/login"));
    }
    let before = tx.factors(account.id).await?.app_since;
    if tx.install_app(account.id, (&setup.sealed, step), now).await? {
        deed::make_recovery_codes(app, &mut tx, (account.id, signed.session), now).await?;
        let change = if before.is_some() { WayChange::AppReplaced } else { WayChange::AppAdded };
        deed::changed(app, &mut tx, account, change, now).await?;
    }
    tx.commit().await?;
    Ok(see_other(SHEET))
}

#[cfg(test)]
mod tests {
    use super::{
        super::in_flight::{begins, ends_all},
        *,
    };

    #[tokio::test]
    async fn an_app_is_not_put_to_use_by_a_request_whose_session_ended_meanwhile() {
        for (site, ended) in testkit::sites(crate::router)
            .await
            .into_iter()
            .map(|site| (site, true))
            .chain(testkit::sites(crate::router).await.into_iter().map(|site| (site, false)))
        {
            let (_, signed) = begins(&site, "app", "登録を始める").await;
            let setup = find(&site.app, &signed).await.unwrap().unwrap();
            if ended {
                ends_all(&site, &signed).await;
            }
            let answer = install(&site.app, &signed, &setup, 1).await.unwrap();
            assert_eq!(answer.headers()["location"], if ended { "/login" } else { SHEET }, "{}", site.name);
            let factors = site.store().read().await.unwrap().factors(signed.account).await.unwrap();
            assert_eq!(factors.app_since.is_none(), ended, "{}", site.name);
            assert_eq!(site.letters().await.is_empty(), ended);
        }
    }
}
