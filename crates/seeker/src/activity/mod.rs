//! 求職活動状況: the postings that a person keeps, what became of the applications, and the offers that came in
//! (seed 002; domain 6.3). Everything here is the person's own and can be read at any
//! time, except オンラインハローワーク紹介, which 無効 closes.

mod applications;
mod compare;
mod favourite;
mod favourites;
mod landing;
mod offers;

use axum::Router;
use domain::{
    clock::{Date, tokyo_date},
    posting::Viewer,
};
use site::{App, Menu, Problem, Seeker, Shell, Signed};
use store::Conn;
use uuid::Uuid;

/// Every page of it.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(landing::routes())
        .merge(favourites::routes())
        .merge(favourite::routes())
        .merge(compare::routes())
        .merge(applications::routes())
        .merge(offers::routes())
}

/// The lists of 求職活動状況: words and path.
const TABS: [(&str, &str); 5] = [
    ("お気に入り", "/activity/favourites"),
    ("応募中の求人", "/activity/applications"),
    ("選考が終わった求人", "/activity/applications/ended"),
    ("求人者からのリクエスト求人", "/activity/requests"),
    ("オンラインハローワーク紹介対象求人", "/activity/referrals"),
];

/// The way between the lists, with the one that stands open.
struct Tabs(&'static str);

impl Tabs {
    /// Words, path, and whether it is the open one.
    fn all(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        TABS.into_iter().map(|(words, path)| (words, path, path == self.0))
    }
}

fn shell(seeker: &Signed<Seeker>, h1: &str) -> Shell {
    seeker
        .shell(h1)
        .menu(Menu::Activity)
        .crumb("｜求職《きゅうしょく》｜活動《かつどう》｜状況《じょうきょう》", "/activity")
}

/// As whom the person sees postings today, and which day it is.
pub(crate) async fn eyes(app: &App, conn: &mut Conn, account: Uuid) -> Result<(Viewer, Date), Problem> {
    let today = tokyo_date(app.clock.now());
    let standing = conn.standing(account).await?;
    let in_force = standing.is_some_and(|standing| standing.is_in_force(today));
    Ok((if in_force { Viewer::RegisteredSeeker } else { Viewer::Anyone }, today))
}
