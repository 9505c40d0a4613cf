//! ことばの説明: the office's own terms in plain words (やさしい日本語), all on one page.

use askama::Template;
use axum::{Router, routing::get};
use site::{App, Page, Shell, Visitor, WORDS, Word};

#[derive(Template)]
#[template(path = "public/words.html")]
struct WordsPage {
    shell: Shell,
    words: &'static [Word],
}

async fn show(visitor: Visitor) -> Page<WordsPage> {
    Page(WordsPage { shell: visitor.shell("ことばの｜説明《せつめい》"), words: WORDS })
}

/// `/words`.
pub fn routes() -> Router<App> {
    Router::new().route("/words", get(show))
}
