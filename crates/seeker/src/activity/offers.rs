//! 求人者からのリクエスト求人 and オンラインハローワーク紹介対象求人: the whole lists. Answering comes later.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{japanese_date, tokyo_date},
    job_hunt::OfferState,
    job_seeker::{Disclosure, RegistrationKind},
};
use site::{Active, App, Opened, Page, Problem, Query, Seeker, Shell, Signed};
use store::{Offer, OfferKind};

use super::{Tabs, eyes, shell};
use crate::search::{JobCard, Pager};

struct Line {
    number: String,
    card: Option<JobCard>,
    sent_on: String,
    expires_on: String,
    /// What became of it; nothing while it can be answered.
    state: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "activity/offers.html")]
struct OffersPage {
    shell: Shell,
    tabs: Tabs,
    kind: OfferKind,
    total: u64,
    pager: Pager,
    lines: Vec<Line>,
    disclosed: bool,
    may_be_referred: bool,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/activity/requests", get(requests)).route("/activity/referrals", get(referrals))
}

async fn requests(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    Ok(Page(page(&app, &seeker, query.first("page"), OfferKind::Request).await?).into_response())
}

async fn referrals(State(app): State<App>, seeker: Active, Query(query): Query) -> Result<Response, Problem> {
    Ok(Page(page(&app, &seeker, query.first("page"), OfferKind::Referral).await?).into_response())
}

async fn page(
    app: &App,
    seeker: &Signed<Seeker>,
    typed_page: &str,
    kind: OfferKind,
) -> Result<OffersPage, Problem> {
    let mut conn = app.store.read().await?;
    let (h1, path) = match kind {
        OfferKind::Request => ("求人者からのリクエスト求人", "/activity/requests"),
        OfferKind::Referral => ("オンラインハローワーク紹介対象求人", "/activity/referrals"),
    };
    let total = conn.count_offers(seeker.account, kind).await?;
    let pager = Pager::of_own(path, typed_page, total);
    let (viewer, today) = eyes(app, &mut conn, seeker.account).await?;
    let line = |one: Offer| {
        let state = OfferState::of(one.answer, one.deadline(), today);
        Line {
            number: one.posting.posting.number.to_string(),
            card: JobCard::of_offer(&one, viewer, today),
            sent_on: japanese_date(tokyo_date(one.sent_at)),
            expires_on: japanese_date(one.deadline()),
            state: (state != OfferState::Open).then(|| state.label()),
        }
    };
    let lines = conn.offers(seeker.account, kind, pager.slice()).await?.into_iter().map(line).collect();
    let saved = conn.job_seeker(seeker.account).await?;
    Ok(OffersPage {
        shell: shell(seeker, h1),
        tabs: Tabs(path),
        kind,
        total,
        pager,
        lines,
        disclosed: saved.disclosure == Some(Disclosure::Open),
        may_be_referred: saved
            .registration
            .map(|known| known.kind)
            .is_some_and(RegistrationKind::may_be_referred_online),
    })
}
