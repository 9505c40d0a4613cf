//! Reads what was typed for a person of the counter, by the same rules as the pages do.

use domain::{
    account::EmailAddress,
    clock::{Date, Timestamp, tokyo_date},
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, JobSeekerNumber, KanaName, Name, Town, birth_date,
        card::{self, AddressClaim, Municipality},
    },
};
use store::{Conn, CounterEntry};

use super::RegisterAddress;
use crate::counter::typed::{Problems, by, day_before_tomorrow};

/// The entry and who does it, or everything that is wrong.
pub(super) async fn check(
    conn: &mut Conn,
    typed: &RegisterAddress,
    now: Timestamp,
) -> anyhow::Result<Result<(CounterEntry, String), Vec<String>>> {
    let today = tokyo_date(now);
    let mut problems = Problems::default();
    let office = conn.office(&typed.office).await?;
    let office = problems.check("--office", office.ok_or("no office has this code"));
    let address = address(conn, typed, &mut problems).await?;
    let person = person(typed, address, today, &mut problems);
    let number = typed.number.as_deref().map(JobSeekerNumber::parse).transpose();
    let number = problems.check("--number", number);
    let applied_on = typed.applied_on.as_deref().map(|text| day_before_tomorrow(text, today)).transpose();
    let applied_on = problems.check("--applied-on", applied_on);
    let email = problems.check("--email", EmailAddress::parse(&typed.email));
    let by = problems.check("--by", by(&typed.by));
    let entry = (|| {
        let office_code = office?.code;
        let (person, number, applied_on, email) = (person?, number?, applied_on?, email?);
        Some((CounterEntry { office_code, person, number, applied_on, email }, by?))
    })();
    Ok(entry.ok_or(problems.0))
}

fn person(
    typed: &RegisterAddress,
    address: Option<Address>,
    today: Date,
    problems: &mut Problems,
) -> Option<BasicInformation> {
    let family_name = problems.check("--family-name", Name::parse("姓", &typed.family_name));
    let given_name = problems.check("--given-name", Name::parse("名", &typed.given_name));
    let family_kana = problems.check("--family-kana", KanaName::parse("姓のフリガナ", &typed.family_kana));
    let given_kana = problems.check("--given-kana", KanaName::parse("名のフリガナ", &typed.given_kana));
    let birth_date = problems.check("--birth-date", born(&typed.birth_date, today));
    let telephone = problems.check("--telephone", TelephoneNumber::parse(&typed.telephone));
    Some(BasicInformation {
        family_name: family_name?,
        given_name: given_name?,
        family_kana: family_kana?,
        given_kana: given_kana?,
        gender: None,
        birth_date: birth_date?,
        address: address?,
        telephone: telephone?,
    })
}

fn born(typed: &str, today: Date) -> Result<Date, String> {
    let parts: Vec<&str> = typed.split('-').collect();
    let parts: [&str; 3] = parts.try_into().map_err(|_| "write it as YYYY-MM-DD".to_owned())?;
    birth_date(parts, today).map_err(|bad| bad.to_string())
}

async fn address(
    conn: &mut Conn,
    typed: &RegisterAddress,
    problems: &mut Problems,
) -> anyhow::Result<Option<Address>> {
    let postal_code = problems.check("--postal-code", PostalCode::parse(&typed.postal_code));
    let building = problems.check("--building", BuildingName::parse("建物名・部屋番号", &typed.building));
    let all = conn.municipalities().await?.into_iter();
    let all: Vec<_> = all.map(|one| Municipality { code: one.code, name: one.name }).collect();
    let claim = AddressClaim { formatted: typed.address.clone(), ..AddressClaim::default() };
    let found = card::address(&claim, &all);
    let parts = found.and_then(|found| {
        let town = match &found.building {
            // Divided there for the form; here the building has an option of its own.
            Some(building) => Town::parse("町名・番地", &format!("{}{building}", found.town?)),
            None => return Some((found.municipality?, found.town?)),
        };
        Some((found.municipality?, town.ok()?))
    });
    let parts = problems.check(
        "--address",
        parts.ok_or("prefecture, municipality (with its ward), town and number are needed, as in 埼玉県越谷市東越谷1-5-6"),
    );
    let (Some(postal_code), Some((municipality, town)), Some(building)) = (postal_code, parts, building)
    else {
        return Ok(None);
    };
    // A postal code that the table does not know may be new.
    let known = conn.addresses_of_postal_code(postal_code.digits()).await?;
    if !known.is_empty() && known.iter().all(|address| address.municipality_code != municipality.code) {
        problems.0.push(format!("--postal-code: {postal_code} is not in {}", municipality.name));
        return Ok(None);
    }
    Ok(Some(Address { postal_code, municipality_code: municipality.code.clone(), town, building }))
}
