//! The fields of 希望職種・時間等, from what was chosen to what the rules take, and back.

use domain::job_seeker::{
    BadWishes, DayOff, EmploymentWish, MAX_OCCUPATIONS, Note, Occupation, TwoDaysOff, WorkWishes,
    WorkingHours, WorkingTime,
};
use site::{FormFields, FormState, Problem};
use store::Conn;

use super::choice;

/// Fields of 希望職種.
pub(super) const OCCUPATIONS: [&str; MAX_OCCUPATIONS] = ["occupation_1", "occupation_2", "occupation_3"];
/// 時間外労働, yes and no.
pub(super) const OVERTIME: [&str; 2] = ["可", "不可"];

pub(super) const FIELDS: FormFields = FormFields {
    one: &[
        "occupation_1",
        "occupation_2",
        "occupation_3",
        "working_time",
        "work_from",
        "work_to",
        "two_days_off",
        "overtime",
        "note",
    ],
    many: &["employment", "day_off"],
    secret: &[],
};

/// Reads the whole form. `None` when something is wrong or to be confirmed; the form says what.
pub(super) async fn read(conn: &mut Conn, form: &mut FormState) -> Result<Option<WorkWishes>, Problem> {
    let occupations = read_occupations(conn, form).await?;
    let employment = read_employment(form);
    let hours = read_hours(form);
    let days_off = read_days_off(form);
    let note = form.check("note", Note::parse("希望の補足", form.value("note"))).flatten();
    let work = WorkWishes {
        working_time: WorkingTime::from_code(form.value("working_time")),
        hours,
        days_off,
        two_days_off: TwoDaysOff::from_code(form.value("two_days_off")),
        overtime: choice::is_yes(form.value("overtime")),
        note,
        ..WorkWishes::new(occupations, employment)
    };
    Ok(form.passes().then_some(work))
}

/// The name of an occupation by its code; `None` when no list has it.
pub(super) async fn occupation_name(conn: &mut Conn, code: &str) -> Result<Option<String>, Problem> {
    let Ok(occupation) = code.parse::<Occupation>() else { return Ok(None) };
    Ok(conn.code_name(occupation.list(), occupation.code()).await?.map(|found| found.name))
}

async fn read_occupations(conn: &mut Conn, form: &mut FormState) -> Result<Vec<Occupation>, Problem> {
    let mut chosen = Vec::new();
    for field in OCCUPATIONS {
        let code = form.value(field).to_owned();
        if code.is_empty() {
            continue;
        }
        let known = occupation_name(conn, &code).await?.is_some();
        let occupation = code.parse().ok().filter(|_| known).ok_or(BadWishes::UnknownOccupation);
        chosen.extend(form.check(field, occupation));
    }
    if chosen.is_empty() && OCCUPATIONS.iter().all(|field| form.error(field).is_none()) {
        form.add(OCCUPATIONS[0], BadWishes::NoOccupation);
    }
    Ok(chosen)
}

fn read_employment(form: &mut FormState) -> Vec<EmploymentWish> {
    let chosen: Result<Vec<_>, _> =
        form.values("employment").into_iter().map(EmploymentWish::parse).collect();
    let chosen = chosen.and_then(|all| if all.is_empty() { Err(BadWishes::NoEmployment) } else { Ok(all) });
    form.check("employment", chosen).unwrap_or_default()
}

fn read_hours(form: &mut FormState) -> Option<WorkingHours> {
    match WorkingHours::parse(form.value("work_from"), form.value("work_to")) {
        Ok(hours) => {
            if let Some(doubt) = hours.and_then(WorkingHours::doubt) {
                form.warn("work_from", doubt);
            }
            hours
        }
        Err(error) => {
            form.add(if error.is_about_beginning() { "work_from" } else { "work_to" }, error);
            None
        }
    }
}

/// The days in the order of the week, each once.
fn read_days_off(form: &mut FormState) -> Vec<DayOff> {
    let chosen = form.values("day_off");
    if chosen.iter().any(|code| DayOff::from_code(code).is_none()) {
        form.add("day_off", BadWishes::UnknownDayOff);
        return Vec::new();
    }
    DayOff::ALL.into_iter().filter(|day| chosen.contains(&day.code())).collect()
}

/// The form with what was saved.
pub(super) fn filled(work: &WorkWishes) -> FormState {
    let mut values: Vec<(&str, String)> = Vec::new();
    let occupations = OCCUPATIONS.into_iter().zip(&work.occupations);
    values.extend(occupations.map(|(field, occupation)| (field, occupation.code().to_owned())));
    values.extend(work.employment.iter().map(|wish| ("employment", wish.code().to_owned())));
    values.extend(work.days_off.iter().map(|day| ("day_off", day.code().to_owned())));
    if let Some(hours) = work.hours {
        let [from, to] = hours.as_fields();
        values.extend([("work_from", from), ("work_to", to)]);
    }
    let single = [
        ("working_time", work.working_time.map_or("", WorkingTime::code)),
        ("two_days_off", work.two_days_off.map_or("", TwoDaysOff::code)),
        ("overtime", choice::code(work.overtime)),
        ("note", work.note.as_ref().map_or("", Note::as_str)),
    ];
    values.extend(single.map(|(field, value)| (field, value.to_owned())));
    FormState::of(values)
}
