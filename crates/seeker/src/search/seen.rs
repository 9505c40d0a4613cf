//! 閲覧済み: which 求人票 a person with an open page looked at, and forgetting them. For everybody else the browser's
//! own colours of visited links tell it.

use std::time::Duration;

use axum::{Router, extract::State, http::HeaderMap, response::Response, routing::post};
use domain::{clock::Timestamp, posting::PostingNumber, seen_posting::is_new_look};
use site::{App, Form, FormFields, Opened, Problem, Visitor, own_path, see_other};
use store::{Conn, Error};
use uuid::Uuid;

use super::{JobCard, find::opened};

/// How long a 求人票 waits for the look to be written down. It is shown in any case.
const PATIENCE: Duration = Duration::from_secs(1);
const FIELDS: FormFields = FormFields { one: &["return_to"], many: &[], secret: &[] };

/// `POST /search/seen`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/search/seen", post(forget))
}

/// True when a person asked for the page: a page of another site looks at nothing in somebody's place, nor does a
/// browser that reads ahead. Browsers that say neither are believed.
pub(super) fn is_a_look(headers: &HeaderMap) -> bool {
    let says =
        |name: &str, value: &str| headers.get(name).is_some_and(|it| it.as_bytes() == value.as_bytes());
    let by_hand = says("sec-fetch-user", "?1") || !says("sec-fetch-site", "cross-site");
    by_hand && !headers.contains_key("sec-purpose")
}

/// Writes down that somebody with an open page looks at a posting. What fails is only told to the log: who reads a
/// 求人票 shall read it.
pub(super) async fn note(app: &App, visitor: &Visitor, number: PostingNumber) {
    let Some(account) = opened(visitor) else { return };
    match tokio::time::timeout(PATIENCE, write(app, account, number, app.clock.now())).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "a look at a posting was not written down"),
        Err(_) => tracing::warn!("a look at a posting was not written down in time"),
    }
}

async fn write(app: &App, account: Uuid, number: PostingNumber, now: Timestamp) -> Result<(), Error> {
    let last = app.store.read().await?.seen_posting(account, number).await?;
    if is_new_look(last, now) {
        let mut tx = app.store.begin().await?;
        tx.note_seen_posting(account, number, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Says on the cards of a list which postings the person has looked at.
pub(super) async fn mark(conn: &mut Conn, visitor: &Visitor, cards: &mut [JobCard]) -> Result<(), Problem> {
    let Some(account) = opened(visitor) else { return Ok(()) };
    let numbers: Vec<PostingNumber> = cards.iter().filter_map(|card| card.number.parse().ok()).collect();
    let seen = conn.seen_among(account, &numbers).await?;
    let seen: Vec<String> = seen.iter().map(PostingNumber::to_string).collect();
    cards.iter_mut().for_each(|card| card.seen = seen.contains(&card.number));
    Ok(())
}

/// Forgets all of them, and goes back to the list.
async fn forget(State(app): State<App>, seeker: Opened, Form(typed): Form) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let mut tx = app.store.begin().await?;
    tx.forget_seen_postings(seeker.account).await?;
    tx.commit().await?;
    let back = own_path(form.value("return_to")).unwrap_or("/search");
    Ok(see_other(&format!("{back}#results")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_that_a_person_asked_for_was_looked_at() {
        let look = |pairs: &[(&'static str, &str)]| {
            let headers =
                pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap()));
            is_a_look(&headers.collect())
        };
        assert!(look(&[]));
        assert!(look(&[("sec-fetch-site", "same-origin")]));
        assert!(look(&[("sec-fetch-site", "none"), ("sec-fetch-user", "?1")]));
        assert!(
            look(&[("sec-fetch-site", "cross-site"), ("sec-fetch-user", "?1")]),
            "a link that was pressed"
        );
        assert!(!look(&[("sec-fetch-site", "cross-site")]), "a page of another site");
        assert!(!look(&[("sec-fetch-site", "same-origin"), ("sec-purpose", "prefetch")]), "read ahead");
    }
}
