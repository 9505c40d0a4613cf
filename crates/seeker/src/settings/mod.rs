//! 求職者情報・設定: the way to everything a person can see and change about themselves.

use axum::Router;
use site::{App, Menu, Seeker, Shell, Signed};

mod account;
mod address;
mod landing;
mod my_data;
mod password;
mod record_access;
mod sign_ins;

/// `/settings` and what stands directly below it.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(landing::routes())
        .merge(account::routes())
        .merge(address::routes())
        .merge(my_data::routes())
        .merge(password::routes())
        .merge(record_access::routes())
        .merge(sign_ins::routes())
}

/// The surroundings of a page below 求職者情報・設定.
fn shell(signed: &Signed<Seeker>, h1: &str) -> Shell {
    signed
        .shell(h1)
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
}

/// The surroundings of a page below 求職者情報・設定 > アカウントを編集.
fn account_shell(signed: &Signed<Seeker>, h1: &str) -> Shell {
    shell(signed, h1).crumb("アカウントを｜編集《へんしゅう》", "/settings/account")
}
