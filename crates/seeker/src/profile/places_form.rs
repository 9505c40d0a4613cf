//! The fields of 希望勤務地・賃金, from what was chosen to what the rules take, and back.

use domain::job_seeker::{BadWishes, MAX_PLACES, Place, PlaceWishes, Wage};
use site::{FormFields, FormState, Problem};
use store::Conn;

use super::choice;

/// Fields of 希望勤務地: prefecture and municipalities.
pub(super) const PLACES: [(&str, &str); MAX_PLACES] = [
    ("place_1_prefecture", "place_1_municipality"),
    ("place_2_prefecture", "place_2_municipality"),
    ("place_3_prefecture", "place_3_municipality"),
];

pub(super) const FIELDS: FormFields = FormFields {
    one: &[
        "place_1_prefecture",
        "place_2_prefecture",
        "place_3_prefecture",
        "wage_unit",
        "wage_yen",
        "by_car",
        "relocation",
        "remote_work",
    ],
    many: &["place_1_municipality", "place_2_municipality", "place_3_municipality"],
    secret: &[],
};

/// Reads the whole form. `None` when something is wrong or to be confirmed; the form says what.
pub(super) async fn read(conn: &mut Conn, form: &mut FormState) -> Result<Option<PlaceWishes>, Problem> {
    let places = read_places(conn, form).await?;
    let wage = form.check("wage_yen", Wage::parse(form.value("wage_unit"), form.value("wage_yen"))).flatten();
    if let Some(doubt) = wage.and_then(Wage::doubt) {
        form.warn("wage_yen", doubt);
    }
    let wishes = PlaceWishes {
        by_car: choice::is_yes(form.value("by_car")),
        relocation: choice::is_yes(form.value("relocation")),
        remote_work: choice::is_yes(form.value("remote_work")),
        ..PlaceWishes::new(places, wage)
    };
    Ok(form.passes().then_some(wishes))
}

async fn read_places(conn: &mut Conn, form: &mut FormState) -> Result<Vec<Place>, Problem> {
    let mut chosen: Vec<Place> = Vec::new();
    for (prefecture, municipality) in PLACES {
        let code = form.value(prefecture).to_owned();
        let municipalities: Vec<String> = form.values(municipality).into_iter().map(str::to_owned).collect();
        if code.is_empty() && municipalities.is_empty() {
            continue;
        }
        let mut place = known_place(conn, &code, &municipalities).await?;
        if chosen.iter().any(|other| other.prefecture_code() == code) {
            place = Err(BadWishes::PrefectureTwice);
        }
        let at_municipality =
            matches!(place, Err(BadWishes::MunicipalityElsewhere | BadWishes::TooManyMunicipalities));
        chosen.extend(form.check(if at_municipality { municipality } else { prefecture }, place));
    }
    let nothing_wrong = PLACES.iter().all(|(one, other)| form.error(one).or(form.error(other)).is_none());
    if chosen.is_empty() && nothing_wrong {
        form.add(PLACES[0].0, BadWishes::NoPlace);
    }
    Ok(chosen)
}

/// A place by its codes, which have to be in the tables too.
pub(super) async fn known_place(
    conn: &mut Conn,
    prefecture: &str,
    municipalities: &[String],
) -> Result<Result<Place, BadWishes>, Problem> {
    let all = conn.municipalities_of(prefecture).await?;
    if prefecture.is_empty() || all.is_empty() {
        return Ok(Err(BadWishes::UnknownPlace));
    }
    if municipalities.iter().any(|code| all.iter().all(|known| known.code != *code)) {
        return Ok(Err(BadWishes::MunicipalityElsewhere));
    }
    Ok(Place::new(prefecture, municipalities.iter().map(String::as_str)))
}

/// The form with what was saved.
pub(super) fn filled(wishes: &PlaceWishes) -> FormState {
    let mut values: Vec<(&str, String)> = Vec::new();
    for ((prefecture, municipality), place) in PLACES.into_iter().zip(&wishes.places) {
        values.push((prefecture, place.prefecture_code().to_owned()));
        values.extend(place.municipality_codes().iter().map(|code| (municipality, code.clone())));
    }
    if let Some(wage) = wishes.wage {
        values.push(("wage_unit", wage.unit.code().to_owned()));
        values.push(("wage_yen", wage.at_least_yen.to_string()));
    }
    let single =
        [("by_car", wishes.by_car), ("relocation", wishes.relocation), ("remote_work", wishes.remote_work)];
    values.extend(single.map(|(field, answer)| (field, choice::code(answer).to_owned())));
    FormState::of(values)
}
