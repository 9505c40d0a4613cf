//! 求職者マイページログイン (seed 000, 3.1 (1)).

use adapters::passkeys::RelyingParty;
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{account::AccountState, login_guard, session::SignInWay};
use site::{
    App, Arriving, Entry, Form, FormFields, FormState, Page, Problem, Query, Seeker, Shell, Throttled,
    Visitor, again, enter, own_path, see_other,
};
use store::Account;

use super::gate::{self, Knock};
use crate::sign_in::second_step;

const FIELDS: FormFields = FormFields { one: &["email", "next"], many: &[], secret: &["password"] };

#[derive(Template)]
#[template(path = "account/login.html")]
struct LoginPage {
    shell: Shell,
    form: FormState,
    came_from_elsewhere: bool,
    portal: PortalWay,
    /// Browsers know passkeys of this service.
    has_passkeys: bool,
}

/// 「マイナポータルからログイン」.
#[derive(PartialEq, Eq)]
enum PortalWay {
    /// The operator has set none up.
    None,
    Open,
    /// It does not answer at present; it is tried again by itself.
    Away,
}

impl PortalWay {
    fn of(app: &App) -> Self {
        match &app.sign_on.portal {
            None => Self::None,
            Some(portal) if portal.provider.seems_available(app.clock.now()) => Self::Open,
            Some(_) => Self::Away,
        }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/login", get(show).post(submit))
}

fn page(app: &App, visitor: &Visitor, form: FormState) -> LoginPage {
    let mut shell = visitor.shell("｜求職者《きゅうしょくしゃ》マイページログイン").with_errors(&form);
    shell.crumbs.push(site::Crumb { name: "ログイン".into(), href: None });
    let came_from_elsewhere = own_path(form.value("next")).is_some();
    let has_passkeys = RelyingParty::at(&app.settings.base_url).is_some();
    LoginPage { shell, form, came_from_elsewhere, portal: PortalWay::of(app), has_passkeys }
}

/// What was just done elsewhere, said above the login.
fn done(word: &str) -> Option<&'static str> {
    match word {
        "registered" => Some(
            "アカウントの登録は完了しています。登録したメールアドレスとパスワードでログインしてください。",
        ),
        "opened" => Some(
            "マイページの開設は完了しています。登録したメールアドレスとパスワードでログインしてください。",
        ),
        "password" => Some("新しいパスワードが設定されました。新しいパスワードでログインしてください。"),
        "reopened" => {
            Some("アカウントの再登録が完了しました。以前のメールアドレスとパスワードでログインしてください。")
        }
        "linked" => Some("マイナポータルとつなげました。次からは、マイナポータルからログインできます。"),
        "everywhere" => Some("すべての端末でログアウトしました。"),
        _ => None,
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Query(query): Query) -> Response {
    let next = own_path(query.first("next")).map(str::to_owned);
    if visitor.seeker.is_some() {
        return see_other(next.as_deref().unwrap_or("/home"));
    }
    let mut page = page(&app, &visitor, FormState::of(next.map(|next| ("next", next))));
    page.shell.message = done(query.first("done")).map(str::to_owned);
    Page(page).into_response()
}

async fn submit(
    State(app): State<App>,
    (visitor, counted, arriving): (Visitor, Throttled, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    require(&mut form);
    if !form.ok() {
        return Ok(again(page(&app, &visitor, form)));
    }
    let knock = Knock::new(counted, &arriving.device);
    let found = gate::open(&app, &knock, form.value("email"), form.secret("password")).await?;
    // Whoever has left gets the sentence of the wrong password: the way back stands on the page.
    let account = found.filter(|account| account.state != AccountState::Withdrawn);
    let to = own_path(form.value("next")).unwrap_or("/home");
    let entered = match account {
        Some(account) => {
            let account = refresh_hash(&app, account, form.secret("password")).await?;
            go_on(&app, &account, &arriving, to).await?
        }
        None => None,
    };
    Ok(entered.unwrap_or_else(|| {
        form.add("email", login_guard::SENTENCE);
        again(page(&app, &visitor, form))
    }))
}

/// The login once more, because its second step did not succeed.
pub(crate) fn begin_again(app: &App, visitor: &Visitor, sentence: &str) -> Response {
    let mut form = FormState::empty();
    form.add("email", sentence);
    again(page(app, visitor, form))
}

/// Notes the empty boxes of a form with ID and password.
pub(crate) fn require(form: &mut FormState) {
    if form.value("email").trim().is_empty() {
        form.add("email", "ID（メールアドレス）を入力してください。");
    }
    if form.secret("password").is_empty() {
        form.add("password", "パスワードを入力してください。");
    }
}

/// To the second step where somebody has one that this device is not spared, and into the page otherwise.
/// `None` when the password that was checked is not that of the account any more.
async fn go_on(
    app: &App,
    account: &Account,
    arriving: &Arriving,
    to: &str,
) -> Result<Option<Response>, Problem> {
    let mut conn = app.store.read().await?;
    let step = second_step::needed((app, &mut conn), account, arriving).await?;
    drop(conn);
    match step {
        Some(step) => second_step::begin(app, account, (step, to), arriving).await,
        None => open_session(app, account, arriving, to).await,
    }
}

/// Signs in. `None` when the password that was checked is no longer that of the account, or the account has
/// left meanwhile.
async fn open_session(
    app: &App,
    account: &Account,
    arriving: &Arriving,
    to: &str,
) -> Result<Option<Response>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.note_login(account.id, &account.password_hash, now).await? {
        return Ok(None);
    }
    // A second step that was switched on while the password was being checked is asked as well.
    if let Some(step) = second_step::needed((app, &mut tx), account, arriving).await? {
        drop(tx);
        return second_step::begin(app, account, (step, to), arriving).await;
    }
    let entry = Entry { account: account.id, way: SignInWay::Password, at: now };
    enter::<Seeker>(tx, app, arriving, entry, to).await.map(Some)
}

/// Raises the cost of a kept hash while the password is at hand; gives the account as it is kept now.
async fn refresh_hash(app: &App, account: Account, password: &str) -> Result<Account, Problem> {
    if !app.hasher.is_outdated(&account.password_hash) {
        return Ok(account);
    }
    let new = app.hasher.hash(password).await?;
    let mut tx = app.store.begin().await?;
    tx.refresh_password_hash(account.id, &account.password_hash, &new).await?;
    tx.commit().await?;
    Ok(Account { password_hash: new, ..account })
}

#[cfg(test)]
mod tests {
    use axum::{extract::FromRequestParts, http::Request};
    use domain::account::EmailAddress;
    use testkit::TestSite;

    use super::*;

    const EMAIL: &str = "sakura.tanaka@example.jp";

    async fn arriving(site: &TestSite) -> Arriving {
        let (mut parts, ()) = Request::builder().body(()).unwrap().into_parts();
        Arriving::from_request_parts(&mut parts, &site.app).await.ok().unwrap()
    }

    #[tokio::test]
    async fn a_second_step_that_was_switched_on_while_the_password_was_checked_is_asked() {
        for site in testkit::sites(crate::router).await {
            site.registered(EMAIL).await;
            let address = EmailAddress::parse(EMAIL).unwrap();
            let account =
                site.store().read().await.unwrap().account_by_email(&address).await.unwrap().unwrap();
            let before = account.previous_login_at;
            // `go_on` has seen that no second step is needed. Now it is switched on elsewhere.
            let mut tx = site.store().begin().await.unwrap();
            assert!(tx.switch_mailed_code_on(account.id, site.now()).await.unwrap());
            tx.commit().await.unwrap();
            site.advance(testkit::minutes(1));
            let answer =
                open_session(&site.app, &account, &arriving(&site).await, "/home").await.unwrap().unwrap();
            assert_eq!(answer.headers()["location"], "/login/code", "{}", site.name);
            let cookies: Vec<&str> = answer
                .headers()
                .get_all("set-cookie")
                .iter()
                .filter_map(|value| value.to_str().ok())
                .collect();
            assert!(cookies.iter().all(|cookie| !cookie.contains("seeker=")), "{}: {cookies:?}", site.name);
            site.letter(EMAIL, "ワンタイムパスワードのお知らせ").await;
            let after = site.store().read().await.unwrap().account(account.id).await.unwrap().unwrap();
            assert_eq!(after.previous_login_at, before, "{}: nobody has come in yet", site.name);
        }
    }
}
