//! 住所: found by its postal code, or typed. The postal code and the municipality decide the office, so
//! they have to agree.

use domain::{
    japanese::{PostalCode, one_line},
    job_seeker::{Address, BadMunicipality, BuildingName, Town, find_municipality},
    prefecture::Prefecture,
};
use site::{FormState, Problem};
use store::{Conn, reference::PostalAddress};

/// The value of the button 住所を検索.
pub(super) const FIND: &str = "find_address";
const ABROAD: &str = "59";

/// One of several addresses that a postal code stands for.
pub(super) struct Suggestion {
    /// What its button sends.
    pub value: String,
    /// The address in words.
    pub text: String,
}

/// 都道府県 to choose from.
pub(super) async fn prefecture_choices(conn: &mut Conn) -> Result<Vec<(String, String)>, Problem> {
    let mut choices = vec![(String::new(), "選んでください".to_owned())];
    let here = conn.prefectures().await?.into_iter().filter(|prefecture| prefecture.code != ABROAD);
    choices.extend(here.map(|prefecture| (prefecture.code, prefecture.name)));
    Ok(choices)
}

/// Answers 住所を検索: fills the address in, or gives what there is to choose from. Nothing else that
/// was typed is touched.
pub(super) async fn look_up(conn: &mut Conn, form: &mut FormState) -> Result<Vec<Suggestion>, Problem> {
    let code = PostalCode::parse(form.value("postal_code"));
    let Some(code) = form.check("postal_code", code) else { return Ok(Vec::new()) };
    let found = conn.addresses_of_postal_code(code.digits()).await?;
    let chosen = form.value("suggestion").parse::<usize>().ok().and_then(|index| found.get(index)).cloned();
    match (chosen, found.as_slice()) {
        (Some(address), _) => fill_in(form, &address),
        (None, [only]) => fill_in(form, only),
        (None, []) => form.add(
            "postal_code",
            "この郵便番号の住所が見つかりません。番号を確認するか、都道府県から入力してください。",
        ),
        (None, several) => return Ok(several.iter().enumerate().map(suggestion).collect()),
    }
    Ok(Vec::new())
}

fn suggestion((index, address): (usize, &PostalAddress)) -> Suggestion {
    let text = format!("{}{}{}{}", address.prefecture, address.municipality, address.town, address.block);
    Suggestion { value: index.to_string(), text }
}

/// Puts an address into the form. A block number that stands there already is kept behind the town.
fn fill_in(form: &mut FormState, address: &PostalAddress) {
    form.set("prefecture", address.prefecture_code.as_str());
    form.set("municipality", address.municipality.as_str());
    let town = format!("{}{}", address.town, address.block);
    let typed = one_line(form.value("town"));
    if typed.starts_with(|first: char| first.is_ascii_digit()) {
        form.set("town", format!("{town}{typed}"));
    } else if !(typed.starts_with(&town) || town.is_empty()) {
        form.set("town", town);
    }
}

/// Reads 郵便番号 to 建物名・部屋番号. `None` when something is wrong; the form says what.
pub(super) async fn read(conn: &mut Conn, form: &mut FormState) -> Result<Option<Address>, Problem> {
    let postal_code = form.check("postal_code", PostalCode::parse(form.value("postal_code")));
    let municipality_code = read_municipality(conn, form).await?;
    if let (Some(code), Some(municipality)) = (&postal_code, &municipality_code) {
        check_agreement(conn, form, code, municipality).await?;
    }
    let town = form.check("town", Town::parse("町名・番地", form.value("town")));
    let building = form.check("building", BuildingName::parse("建物名・部屋番号", form.value("building")));
    Ok((|| {
        Some(Address {
            postal_code: postal_code?,
            municipality_code: municipality_code?,
            town: town?,
            building: building?,
        })
    })())
}

async fn read_municipality(conn: &mut Conn, form: &mut FormState) -> Result<Option<String>, Problem> {
    let code = form.value("prefecture").to_owned();
    let Some(prefecture) = Prefecture::from_code(&code).filter(|_| code != ABROAD) else {
        form.add("prefecture", "都道府県を選んでください。");
        if one_line(form.value("municipality")).is_empty() {
            form.add("municipality", BadMunicipality::Empty);
        }
        return Ok(None);
    };
    let all: Vec<(String, String)> =
        conn.municipalities_of(&code).await?.into_iter().map(|found| (found.code, found.name)).collect();
    let found = find_municipality(form.value("municipality"), prefecture.name(), &all);
    let found = found.map(str::to_owned);
    Ok(form.check("municipality", found))
}

/// A postal code that the table knows must lie in the municipality; one that it does not know may be new.
async fn check_agreement(
    conn: &mut Conn,
    form: &mut FormState,
    postal_code: &PostalCode,
    municipality_code: &str,
) -> Result<(), Problem> {
    let known = conn.addresses_of_postal_code(postal_code.digits()).await?;
    if let (Some(first), false) =
        (known.first(), known.iter().any(|address| address.municipality_code == municipality_code))
    {
        form.add(
            "postal_code",
            format!(
                "{postal_code}は、{}{}の郵便番号です。郵便番号か市区町村を直してください。",
                first.prefecture, first.municipality
            ),
        );
    }
    Ok(())
}
