//! 求職情報登録: a task list of short pages, saved page by page in any order, checked on one page and
//! completed by one deed that opens the job seeker's own page.

mod address;
mod basic;
mod basic_form;
mod card;
mod card_form;
mod card_note;
mod career;
mod check;
mod choice;
mod disability;
mod disclosure;
mod done;
mod draft;
mod education;
mod entry;
mod experience;
mod history;
mod introduction;
mod licence;
mod licence_picker;
mod municipalities;
mod occupations;
mod places;
mod places_form;
mod preview;
mod refused;
mod school;
mod stage;
mod summary;
mod summary_details;
mod tasks;
mod work;
mod work_form;

use axum::Router;
use site::{App, Seeker, Shell, Signed};

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
        .merge(history::routes())
        .merge(education::routes())
        .merge(school::routes())
        .merge(licence_picker::routes())
        .merge(licence::routes())
        .merge(career::routes())
        .merge(experience::routes())
        .merge(entry::routes())
        .merge(disability::routes())
        .merge(introduction::routes())
        .merge(preview::routes())
}

/// The surroundings of a page below the task list, or below 求職情報 once the page is open.
fn shell(seeker: &Signed<Seeker>, h1: &str) -> Shell {
    stage::shell(seeker, h1, seeker.page_open)
}
