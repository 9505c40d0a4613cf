//! 回復コードの入力: the second step of a login without the phone or the mailbox.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    second_step::{LATE, NO_RECOVERY_CODE, WRONG_RECOVERY_CODE},
    verification_key::{Refusal, VerificationKey},
};
use site::{
    App, Arriving, Form, FormFields, FormState, HalfWay, Page, Problem, Shell, Throttled, Visitor, again,
    see_other,
};

use super::{
    second_step::{lead_on, waiting},
    tries::{self, Proof},
};
use crate::account::begin_again;

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["recovery_key"] };

#[derive(Template)]
#[template(path = "sign_in/recovery_code.html")]
struct RecoveryCodePage {
    shell: Shell,
    form: FormState,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/login/recovery-code", get(show).post(submit))
}

fn page(visitor: &Visitor, form: FormState) -> RecoveryCodePage {
    let shell = visitor
        .shell("｜回復《かいふく》コードの｜入力《にゅうりょく》")
        .crumb("ログイン", "/login")
        .with_errors(&form);
    RecoveryCodePage { shell, form }
}

async fn show(State(app): State<App>, (visitor, half_way): (Visitor, HalfWay)) -> Result<Response, Problem> {
    if waiting(&app, &half_way).await?.is_none() {
        return Ok(see_other("/login"));
    }
    Ok(Page(page(&visitor, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    (visitor, _counted): (Visitor, Throttled),
    (half_way, arriving): (HalfWay, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let Some((token_hash, _)) = waiting(&app, &half_way).await? else {
        return Ok(begin_again(&app, &visitor, LATE));
    };
    let mut form = typed.fields(&FIELDS);
    let code = VerificationKey::parse(form.secret("recovery_key")).map_err(|refusal| match refusal {
        Refusal::Missing => NO_RECOVERY_CODE,
        Refusal::Wrong => WRONG_RECOVERY_CODE,
    });
    let Some(code) = form.check("recovery_key", code) else { return Ok(again(page(&visitor, form))) };
    let now = app.clock.now();
    let tried = tries::attempt(&app, &token_hash, &arriving, &Proof::Recovery(code), now).await?;
    Ok(lead_on((&app, &visitor), tried, arriving, false).await?.unwrap_or_else(|| {
        form.add("recovery_key", WRONG_RECOVERY_CODE);
        again(page(&visitor, form))
    }))
}
