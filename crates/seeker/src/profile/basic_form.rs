//! The fields of 基本情報登録, from what was typed to what the rules take, and back.

use domain::{
    clock::Date,
    japanese::TelephoneNumber,
    job_seeker::{BadBirthDate, BasicInformation, BuildingName, Gender, KanaName, Name, birth_date},
};
use site::{FormFields, FormState, Problem};
use store::Conn;

use super::{address, card_note};

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
        "telephone",
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

/// Reads the whole form. `None` when something is wrong; the form says what.
pub(super) async fn read(
    conn: &mut Conn,
    form: &mut FormState,
    today: Date,
) -> Result<Option<BasicInformation>, Problem> {
    let family_name = form.check("family_name", Name::parse("姓", form.value("family_name")));
    let given_name = form.check("given_name", Name::parse("名", form.value("given_name")));
    let family_kana = form.check("family_kana", KanaName::parse("姓のフリガナ", form.value("family_kana")));
    let given_kana = form.check("given_kana", KanaName::parse("名のフリガナ", form.value("given_kana")));
    let gender = Gender::from_code(form.value("gender"));
    let birth_date = check_birth_date(form, today);
    let address = address::read(conn, form).await?;
    let telephone = form.check("telephone", TelephoneNumber::parse(form.value("telephone")));
    if !form.ok() {
        return Ok(None);
    }
    Ok((|| {
        Some(BasicInformation {
            family_name: family_name?,
            given_name: given_name?,
            family_kana: family_kana?,
            given_kana: given_kana?,
            gender,
            birth_date: birth_date?,
            address: address?,
            telephone: telephone?,
        })
    })())
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
pub(super) async fn filled(conn: &mut Conn, basic: &BasicInformation) -> Result<FormState, Problem> {
    let address = &basic.address;
    let municipality = conn.municipality(&address.municipality_code).await?.map(|found| found.name);
    let building = address.building.as_ref().map_or("", BuildingName::as_str);
    let mut form = FormState::of([
        ("family_name", basic.family_name.to_string()),
        ("given_name", basic.given_name.to_string()),
        ("family_kana", basic.family_kana.to_string()),
        ("given_kana", basic.given_kana.to_string()),
        ("gender", basic.gender.map_or("", Gender::code).to_owned()),
        ("birth_date_year", basic.birth_date.year().to_string()),
        ("birth_date_month", basic.birth_date.month().to_string()),
        ("birth_date_day", basic.birth_date.day().to_string()),
        ("postal_code", address.postal_code.to_string()),
        ("prefecture", address.prefecture_code().to_owned()),
        ("municipality", municipality.clone().unwrap_or_default()),
        ("town", address.town.to_string()),
        ("building", building.to_owned()),
        ("telephone", basic.telephone.to_string()),
    ]);
    if municipality.is_none() {
        form.add(
            "municipality",
            "市区町村の名前が変わりました。「住所を検索」を押して、住所を入力し直してください。",
        );
    }
    Ok(form)
}
