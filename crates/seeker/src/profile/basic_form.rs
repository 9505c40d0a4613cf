//! The fields of 基本情報登録, from what was typed to what the rules take, and back.

use domain::{
    clock::Date,
    japanese::TelephoneNumber,
    job_seeker::{BadBirthDate, BasicInformation, BuildingName, Gender, KanaName, Name, Station, birth_date},
};
use site::{FormFields, FormState, Problem};
use store::{Conn, JobSeeker};

use super::{address, card_note, choice};

pub(super) const FIELDS: FormFields = FormFields {
    one: &[
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
        "gender",
        "birth_date_year",
        "birth_date_month",
        "birth_date_day",
        "postal_code",
        "prefecture",
        "municipality",
        "town",
        "building",
        "station_line",
        "station_name",
        "telephone",
        "disability",
        "deed",
        "suggestion",
        card_note::FIELD,
    ],
    many: &[],
    secret: &[],
};

/// Choices of 性別; telling it is optional.
pub(super) fn gender_choices() -> Vec<(&'static str, &'static str)> {
    let told = Gender::ALL.map(|gender| (gender.code(), gender.name()));
    told.into_iter().chain([("", "回答しない")]).collect()
}

/// The date that stands in the three fields.
pub(super) fn typed_birth_date(form: &FormState, today: Date) -> Result<Date, BadBirthDate> {
    let parts = ["birth_date_year", "birth_date_month", "birth_date_day"].map(|part| form.value(part));
    birth_date(parts, today)
}

/// Everything the page asks.
pub(super) struct Answers {
    pub basic: BasicInformation,
    pub has_disability: bool,
    pub station: Option<Station>,
}

/// Reads the whole form. `None` when something is wrong; the form says what.
pub(super) async fn read(
    conn: &mut Conn,
    form: &mut FormState,
    today: Date,
) -> Result<Option<Answers>, Problem> {
    let family_name = form.check("family_name", Name::parse("姓", form.value("family_name")));
    let given_name = form.check("given_name", Name::parse("名", form.value("given_name")));
    let family_kana = form.check("family_kana", KanaName::parse("姓のフリガナ", form.value("family_kana")));
    let given_kana = form.check("given_kana", KanaName::parse("名のフリガナ", form.value("given_kana")));
    let gender = Gender::from_code(form.value("gender"));
    let birth_date = check_birth_date(form, today);
    let address = address::read(conn, form).await?;
    let station = read_station(form);
    let telephone = form.check("telephone", TelephoneNumber::parse(form.value("telephone")));
    let has_disability = choice::is_yes(form.value("disability"))
        .ok_or("障害の有無について、「なし」か「あり」かを選んでください。");
    let has_disability = form.check("disability", has_disability);
    if !form.ok() {
        return Ok(None);
    }
    Ok((|| {
        let basic = BasicInformation {
            family_name: family_name?,
            given_name: given_name?,
            family_kana: family_kana?,
            given_kana: given_kana?,
            gender,
            birth_date: birth_date?,
            address: address?,
            telephone: telephone?,
        };
        Some(Answers { basic, has_disability: has_disability?, station })
    })())
}

fn read_station(form: &mut FormState) -> Option<Station> {
    match Station::parse(form.value("station_line"), form.value("station_name")) {
        Ok(station) => station,
        Err(error) => {
            form.add(if error.is_about_line() { "station_line" } else { "station_name" }, error);
            None
        }
    }
}

/// Puts the name, the reading and the birth date that stand in the database in the place of what was sent:
/// they are not the person's to change.
pub(super) fn keep_identity(form: &mut FormState, basic: &BasicInformation) {
    for (field, value) in identity(basic) {
        form.set(field, value);
    }
}

/// The fields of the name, the reading and the birth date.
pub(super) const IDENTITY: [&str; 7] = [
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "birth_date_year",
    "birth_date_month",
    "birth_date_day",
];

fn identity(basic: &BasicInformation) -> impl Iterator<Item = (&'static str, String)> {
    IDENTITY.into_iter().zip([
        basic.family_name.to_string(),
        basic.given_name.to_string(),
        basic.family_kana.to_string(),
        basic.given_kana.to_string(),
        basic.birth_date.year().to_string(),
        basic.birth_date.month().to_string(),
        basic.birth_date.day().to_string(),
    ])
}

/// One error for the three fields; a field that was sent twice has its own already.
pub(crate) fn check_birth_date(form: &mut FormState, today: Date) -> Option<Date> {
    for part in ["birth_date_year", "birth_date_month", "birth_date_day"] {
        if let Some(sentence) = form.error(part).map(str::to_owned) {
            form.add("birth_date", sentence);
            return None;
        }
    }
    let typed = typed_birth_date(form, today);
    form.check("birth_date", typed)
}

/// The form with what was saved. An address whose municipality is gone says so at once.
pub(super) async fn filled(conn: &mut Conn, saved: &JobSeeker) -> Result<FormState, Problem> {
    let mut values: Vec<(&str, String)> = vec![("disability", choice::code(saved.has_disability).to_owned())];
    if let Some(station) = &saved.station {
        values.push(("station_line", station.line.to_string()));
        values.push(("station_name", station.name.to_string()));
    }
    let Some(basic) = &saved.basic else { return Ok(FormState::of(values)) };
    let address = &basic.address;
    let municipality = conn.municipality(&address.municipality_code).await?.map(|found| found.name);
    let building = address.building.as_ref().map_or("", BuildingName::as_str);
    values.extend(identity(basic));
    values.extend([
        ("gender", basic.gender.map_or("", Gender::code).to_owned()),
        ("postal_code", address.postal_code.to_string()),
        ("prefecture", address.prefecture_code().to_owned()),
        ("municipality", municipality.clone().unwrap_or_default()),
        ("town", address.town.to_string()),
        ("building", building.to_owned()),
        ("telephone", basic.telephone.to_string()),
    ]);
    let mut form = FormState::of(values);
    if municipality.is_none() {
        form.add(
            "municipality",
            "市区町村の名前が変わりました。「住所を検索」を押して、住所を入力し直してください。",
        );
    }
    Ok(form)
}
