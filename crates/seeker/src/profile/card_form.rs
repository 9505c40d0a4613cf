//! From what the provider tells of a card to the fields of 基本情報登録.

use domain::{
    clock::Date,
    japanese::comparing_form,
    job_seeker::{
        Gender, Name,
        card::{self, AddressClaim, CardClaims, FoundAddress, FoundName, Municipality},
    },
};
use serde_json::{Map, Value};
use site::{FormState, Problem};
use store::Conn;

use super::card_note::{self, CardNote};

/// The claims of the person, whatever their JSON looks like (OpenID Connect Core 5.1).
pub(super) fn claims(person: &Map<String, Value>) -> CardClaims {
    CardClaims {
        name: text(person.get("name")),
        birth_date: text(person.get("birthdate")),
        gender: text(person.get("gender")),
        address: match person.get("address") {
            Some(Value::Object(parts)) => AddressClaim {
                formatted: text(parts.get("formatted")),
                region: text(parts.get("region")),
                locality: text(parts.get("locality")),
                street_address: text(parts.get("street_address")),
                postal_code: text(parts.get("postal_code")),
            },
            whole => AddressClaim { formatted: text(whole), ..AddressClaim::default() },
        },
    }
}

/// Codes may come as numbers.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Puts what the card says over `form`. `None` when it says nothing that the form can take.
pub(super) async fn over(
    conn: &mut Conn,
    mut form: FormState,
    claims: &CardClaims,
    today: Date,
) -> Result<Option<FormState>, Problem> {
    let all = municipalities(conn).await?;
    let name = card::name(&claims.name);
    let birth_date = card::birth_date(&claims.birth_date, today);
    let gender = card::gender(&claims.gender);
    let address = card::address(&claims.address, &all);
    if name.is_none() && birth_date.is_none() && gender.is_none() && address.is_none() {
        return Ok(None);
    }
    let has_name = name.as_ref().is_some_and(|name| name.family.is_some() && name.given.is_some());
    let has_address = address.as_ref().is_some_and(|address| address.town.is_some());
    if let Some(name) = name {
        put_name(&mut form, &name);
    }
    if let Some(day) = birth_date {
        form.set("birth_date_year", day.year().to_string());
        form.set("birth_date_month", day.month().to_string());
        form.set("birth_date_day", day.day().to_string());
    }
    if let Some(gender) = gender {
        form.set("gender", Gender::code(gender));
    }
    if let Some(address) = address {
        put_address(conn, &mut form, &address).await?;
    }
    let is_whole = has_name && has_address && birth_date.is_some() && gender.is_some();
    let note = if is_whole { CardNote::Filled } else { CardNote::Partly };
    form.set(card_note::FIELD, note.word());
    Ok(Some(form))
}

async fn municipalities(conn: &mut Conn) -> Result<Vec<Municipality>, Problem> {
    let all = conn.municipalities().await?;
    Ok(all.into_iter().map(|one| Municipality { code: one.code, name: one.name }).collect())
}

/// A name that nothing divides takes both fields, unless it stands there divided already.
fn put_name(form: &mut FormState, name: &FoundName) {
    let undivided = name.family.as_ref().filter(|_| !name.is_divided);
    if let Some(whole) = undivided {
        let here = format!("{}{}", form.value("family_name"), form.value("given_name"));
        if comparing_form(&here) != comparing_form(whole.as_str()) {
            form.set("family_name", whole.as_str());
            form.set("given_name", "");
        }
        return;
    }
    for (field, part) in [("family_name", &name.family), ("given_name", &name.given)] {
        if let Some(part) = part.as_ref().map(Name::as_str) {
            form.set(field, part);
        }
    }
}

/// An address is one thing: of another one that stood there before, nothing is left.
async fn put_address(
    conn: &mut Conn,
    form: &mut FormState,
    address: &FoundAddress<'_>,
) -> Result<(), Problem> {
    let fields = ["prefecture", "municipality", "town"];
    let before = fields.map(|field| comparing_form(form.value(field)));
    let municipality = address.municipality.map_or("", |one| one.name.as_str());
    let town = address.town.as_ref().map_or("", |town| town.as_str());
    let prefecture = address.prefecture.code();
    if municipality.is_empty() && before[0] == prefecture {
        return Ok(());
    }
    let found = [prefecture.as_str(), municipality, town];
    let is_same = before == found.map(comparing_form);
    for (field, value) in fields.into_iter().zip(found) {
        form.set(field, value);
    }
    let postal_code = match address.municipality {
        Some(one) => card::postal_code(address, &conn.towns_of(&one.code).await?),
        None => None,
    };
    let more = [
        ("building", address.building.as_ref().map(ToString::to_string)),
        ("postal_code", postal_code.map(|code| code.to_string())),
    ];
    for (field, value) in more {
        match value {
            Some(value) => form.set(field, value),
            None if is_same => {}
            None => form.set(field, ""),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(person: &Value) -> CardClaims {
        claims(person.as_object().unwrap())
    }

    #[test]
    fn claims_are_read_as_texts_and_codes_as_numbers_too() {
        let person = json!({ "sub": "x", "name": "明日　花子", "birthdate": 19_900_401, "gender": 2, "address": "東京都" });
        let claims = read(&person);
        assert_eq!([&*claims.name, &claims.birth_date, &claims.gender], ["明日　花子", "19900401", "2"]);
        assert_eq!(claims.address.formatted, "東京都");
    }

    #[test]
    fn an_address_may_be_an_object() {
        let address = json!({
            "formatted": "埼玉県越谷市東越谷1",
            "region": "埼玉県",
            "locality": "越谷市",
            "street_address": "東越谷1",
            "postal_code": "343-0023",
            "country": "JP",
        });
        let address = read(&json!({ "address": address })).address;
        let parts = [&*address.region, &address.locality, &address.street_address, &address.postal_code];
        assert_eq!(parts, ["埼玉県", "越谷市", "東越谷1", "343-0023"]);
        assert_eq!(address.formatted, "埼玉県越谷市東越谷1");
    }

    #[test]
    fn what_is_neither_text_nor_number_says_nothing() {
        let strange = [json!(null), json!(true), json!(["明日"]), json!({ "value": "明日" })];
        for value in strange {
            let claims =
                read(&json!({ "name": value, "birthdate": value, "gender": value, "address": [value] }));
            assert_eq!([&*claims.name, &claims.birth_date, &claims.gender], [""; 3], "{value}");
            assert_eq!(claims.address.formatted, "");
        }
        assert_eq!(read(&json!({})).name, "");
    }
}
