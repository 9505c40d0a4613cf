//! マイナポータルとのつながり: the person sees the link and can end it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{clock::japanese_minute, login_guard};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Menu, Page, Problem, Query, Seeker, Shell, Signed,
    Throttled, again, see_other,
};
use store::PortalLink;

use super::portal;
use crate::account::{Knock, confirm, sender, tell_of_safety};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["password"] };

struct Link {
    linked_at: String,
    used_at: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/settings.html")]
struct SettingsPage {
    shell: Shell,
    form: FormState,
    link: Option<Link>,
    /// Where linking begins, at the portal.
    portal: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/portal", get(show).post(submit))
}

async fn page(app: &App, signed: &Signed<Seeker>, form: FormState) -> Result<SettingsPage, Problem> {
    let link = app.store.read().await?.portal_link(signed.account).await?;
    let link = link.map(|PortalLink { linked_at, used_at }| Link {
        linked_at: japanese_minute(linked_at),
        used_at: used_at.map(japanese_minute),
    });
    let shell = signed
        .shell("マイナポータルとのつながり")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .with_errors(&form);
    Ok(SettingsPage { shell, form, link, portal: portal(app)?.address.link().to_owned() })
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let mut page = page(&app, &signed, FormState::empty()).await?;
    if query.first("done") == "unlinked" {
        page.shell.message = Some(
            "つながりを解除しました。マイナポータルの「もっとつながる」でも、「やめる」を押してください。"
                .into(),
        );
    }
    Ok(Page(page).into_response())
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    let Some(account) = confirm(&app, &signed, &knock, &mut form).await? else {
        return Ok(again(page(&app, &signed, form).await?));
    };
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
        return Ok(again(page(&app, &signed, form).await?));
    }
    if tx.unlink_portal(account.id).await? {
        let letter = sender(&app).portal_unlinked(&account.email);
        tell_of_safety(&mut tx, (account.id, &letter), now).await?;
    }
    tx.commit().await?;
    Ok(see_other("/settings/portal?done=unlinked"))
}
