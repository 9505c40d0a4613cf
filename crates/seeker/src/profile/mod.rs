//! 求職情報登録: a task list of short pages, saved page by page in any order, checked on one page and
//! completed by one deed that opens the job seeker's own page.

mod address;
mod basic;
mod basic_form;
mod card;
mod card_form;
mod card_note;
mod check;
mod choice;
mod disclosure;
mod done;
mod draft;
mod municipalities;
mod occupations;
mod places;
mod places_form;
mod refused;
mod stage;
mod summary;
mod tasks;
mod work;
mod work_form;

use axum::Router;
use site::{App, Menu, Seeker, Shell, Signed};

pub(crate) use basic_form::check_birth_date;

/// Every page below `/profile`.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(tasks::routes())
        .merge(basic::routes())
        .merge(card::routes())
        .merge(disclosure::routes())
        .merge(work::routes())
        .merge(occupations::routes())
        .merge(places::routes())
        .merge(municipalities::routes())
        .merge(check::routes())
        .merge(done::routes())
        .merge(refused::routes())
}

/// The surroundings of a page that stands below the task list.
fn shell(seeker: &Signed<Seeker>, h1: &str) -> Shell {
    seeker.shell(h1).menu(Menu::Settings).crumb(tasks::H1, "/profile")
}
