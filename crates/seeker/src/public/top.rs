//! The top page: find work, open a page, log in. It asks the database for nothing, so that it is there
//! when everything else is not.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::prefecture::Prefecture;
use site::{App, Page, Query, Shell, Visitor};

/// Said after ログアウト (seed 004, 3.3): the two services are logged out of separately.
const LOGGED_OUT: &str = "ログアウトしました。マイナポータルからは、ログアウトされていません。マイナポータルのご利用を終了する場合は、マイナポータルからログアウトしてください。";

#[derive(Template)]
#[template(path = "public/top.html")]
struct TopPage {
    shell: Shell,
    mail_from: String,
    prefectures: Vec<Prefecture>,
    has_portal: bool,
}

async fn show(State(app): State<App>, Query(query): Query, visitor: Visitor) -> Page<TopPage> {
    let mut shell = visitor.shell("ハローワークインターネットサービス");
    if query.first("done") == "logout" && !shell.signed_in {
        shell = shell.message(LOGGED_OUT);
    }
    Page(TopPage {
        shell,
        mail_from: app.settings.mail_from.clone(),
        prefectures: Prefecture::all().collect(),
        has_portal: app.sign_on.portal.is_some(),
    })
}

/// `/`.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}
