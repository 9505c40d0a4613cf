//! お知らせメール: which kinds of mail come. What the centre shows does not depend on it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::notice::NoticeKind;
use site::{App, Form, FormFields, FormState, Menu, Page, Problem, Query, Seeker, Shell, Signed, see_other};

const FIELDS: FormFields = FormFields { one: &[], many: &["mail"], secret: &[] };

#[derive(Template)]
#[template(path = "notices/settings.html")]
struct SettingsPage {
    shell: Shell,
    form: FormState,
    email: String,
    kinds: Vec<(&'static str, String)>,
    always: Vec<NoticeKind>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/notices", get(show).post(submit))
}

fn stoppable() -> impl Iterator<Item = NoticeKind> {
    NoticeKind::ALL.into_iter().filter(|kind| kind.may_be_stopped())
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let email = conn.account(signed.account).await?.ok_or(Problem::NotFound)?.email;
    let stopped = conn.stopped_mails(signed.account).await?;
    let wanted = stoppable().filter(|kind| !stopped.contains(kind));
    let form = FormState::of(wanted.map(|kind| ("mail", kind.code())));
    let mut shell = signed
        .shell("お｜知《し》らせメール")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings");
    if query.first("done") == "saved" {
        shell.message = Some("お知らせメールの設定を保存しました。".into());
    }
    let kinds = stoppable().map(|kind| (kind.code(), format!("{}：{}", kind.name(), kind.about()))).collect();
    let always = NoticeKind::ALL.into_iter().filter(|kind| !kind.may_be_stopped()).collect();
    Ok(Page(SettingsPage { shell, form, email, kinds, always }).into_response())
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    for kind in stoppable() {
        tx.set_mail(signed.account, (kind, form.checked("mail", kind.code())), now).await?;
    }
    tx.commit().await?;
    Ok(see_other("/settings/notices?done=saved"))
}
