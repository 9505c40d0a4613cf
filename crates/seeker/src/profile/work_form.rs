//! The fields of 希望職種・時間等, from what was chosen to what the rules take, and back.

use domain::job_seeker::{BadWishes, EmploymentWish, JobKind, MAX_JOB_KINDS, WorkWishes};
use site::{FormFields, FormState, Problem};
use store::Conn;

/// Fields of 希望職種.
pub(super) const JOB_KINDS: [&str; MAX_JOB_KINDS] = ["job_kind_1", "job_kind_2", "job_kind_3"];

pub(super) const FIELDS: FormFields =
    FormFields { one: &["job_kind_1", "job_kind_2", "job_kind_3"], many: &["employment"], secret: &[] };

/// Reads the whole form. `None` when something is wrong; the form says what.
pub(super) async fn read(conn: &mut Conn, form: &mut FormState) -> Result<Option<WorkWishes>, Problem> {
    let job_kinds = read_job_kinds(conn, form).await?;
    let employment = read_employment(form);
    Ok(form.ok().then(|| WorkWishes::new(job_kinds, employment)))
}

async fn read_job_kinds(conn: &mut Conn, form: &mut FormState) -> Result<Vec<JobKind>, Problem> {
    let mut chosen = Vec::new();
    for field in JOB_KINDS {
        let code = form.value(field).to_owned();
        if code.is_empty() {
            continue;
        }
        let known = conn.code_name("job_kind", &code).await?.is_some();
        let kind = code.parse().ok().filter(|_| known).ok_or(BadWishes::UnknownJobKind);
        chosen.extend(form.check(field, kind));
    }
    if chosen.is_empty() && JOB_KINDS.iter().all(|field| form.error(field).is_none()) {
        form.add(JOB_KINDS[0], BadWishes::NoJobKind);
    }
    Ok(chosen)
}

fn read_employment(form: &mut FormState) -> Vec<EmploymentWish> {
    let chosen: Result<Vec<_>, _> =
        form.values("employment").into_iter().map(EmploymentWish::parse).collect();
    let chosen = chosen.and_then(|all| if all.is_empty() { Err(BadWishes::NoEmployment) } else { Ok(all) });
    form.check("employment", chosen).unwrap_or_default()
}

/// The form with what was saved.
pub(super) fn filled(work: &WorkWishes) -> FormState {
    let job_kinds =
        JOB_KINDS.into_iter().zip(&work.job_kinds).map(|(field, kind)| (field, kind.code().to_owned()));
    let employment = work.employment.iter().map(|wish| ("employment", wish.code().to_owned()));
    FormState::of(job_kinds.chain(employment))
}
