//! The fields of 希望勤務地・賃金, from what was chosen to what the rules take, and back.

use domain::job_seeker::{BadWishes, MAX_PLACES, Place, PlaceWishes, Wage};
use site::{FormFields, FormState, Problem};
use store::Conn;

/// The value of the button 市区町村の一覧を表示.
pub(super) const LIST: &str = "list_municipalities";
/// Fields of 希望勤務地: prefecture and municipality.
pub(super) const PLACES: [(&str, &str); MAX_PLACES] = [
    ("place_1_prefecture", "place_1_municipality"),
    ("place_2_prefecture", "place_2_municipality"),
    ("place_3_prefecture", "place_3_municipality"),
];

pub(super) const FIELDS: FormFields = FormFields {
    one: &[
        "place_1_prefecture",
        "place_1_municipality",
        "place_2_prefecture",
        "place_2_municipality",
        "place_3_prefecture",
        "place_3_municipality",
        "wage_unit",
        "wage_yen",
        "deed",
    ],
    many: &[],
    secret: &[],
};

/// Reads the whole form. `None` when something is wrong; the form says what.
pub(super) async fn read(conn: &mut Conn, form: &mut FormState) -> Result<Option<PlaceWishes>, Problem> {
    let places = read_places(conn, form).await?;
    let wage = form.check("wage_yen", Wage::parse(form.value("wage_unit"), form.value("wage_yen"))).flatten();
    Ok(form.ok().then(|| PlaceWishes::new(places, wage)))
}

async fn read_places(conn: &mut Conn, form: &mut FormState) -> Result<Vec<Place>, Problem> {
    let mut chosen = Vec::new();
    for (prefecture, municipality) in PLACES {
        let codes = (form.value(prefecture).to_owned(), form.value(municipality).to_owned());
        if codes.0.is_empty() && codes.1.is_empty() {
            continue;
        }
        let place = known_place(conn, &codes.0, &codes.1).await?;
        let field = if place == Err(BadWishes::MunicipalityElsewhere) { municipality } else { prefecture };
        chosen.extend(form.check(field, place));
    }
    let nothing_wrong = PLACES.iter().all(|(one, other)| form.error(one).or(form.error(other)).is_none());
    if chosen.is_empty() && nothing_wrong {
        form.add(PLACES[0].0, BadWishes::NoPlace);
    }
    Ok(chosen)
}

/// A place by its codes, which have to be in the tables too.
async fn known_place(
    conn: &mut Conn,
    prefecture: &str,
    municipality: &str,
) -> Result<Result<Place, BadWishes>, Problem> {
    if prefecture.is_empty() || conn.municipalities_of(prefecture).await?.is_empty() {
        return Ok(Err(BadWishes::UnknownPlace));
    }
    if !municipality.is_empty() && conn.municipality(municipality).await?.is_none() {
        return Ok(Err(BadWishes::MunicipalityElsewhere));
    }
    Ok(Place::new(prefecture, municipality))
}

/// The form with what was saved.
pub(super) fn filled(wishes: &PlaceWishes) -> FormState {
    let mut values: Vec<(&str, String)> = Vec::new();
    for ((prefecture, municipality), place) in PLACES.into_iter().zip(&wishes.places) {
        values.push((prefecture, place.prefecture_code().to_owned()));
        values.push((municipality, place.municipality_code().unwrap_or_default().to_owned()));
    }
    if let Some(wage) = wishes.wage {
        values.push(("wage_unit", wage.unit.code().to_owned()));
        values.push(("wage_yen", wage.at_least_yen.to_string()));
    }
    FormState::of(values)
}
