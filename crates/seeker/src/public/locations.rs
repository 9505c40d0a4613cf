//! 所在地情報: the offices of a prefecture, where they are and whom they serve.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::prefecture::Prefecture;
use site::{App, Page, Problem, Query, Shell, Visitor};
use store::reference::{District, Office};

/// An office as the page shows it.
struct OfficeLine {
    name: String,
    official_name: String,
    postal_code: Option<String>,
    address: Option<String>,
    phone: Option<String>,
    /// The municipalities it serves, in one line.
    districts: String,
}

#[derive(Template)]
#[template(path = "public/locations.html")]
struct LocationsPage {
    shell: Shell,
    prefectures: Vec<Prefecture>,
    chosen: Option<Prefecture>,
    offices: Vec<OfficeLine>,
}

async fn show(
    State(app): State<App>,
    Query(query): Query,
    visitor: Visitor,
) -> Result<Page<LocationsPage>, Problem> {
    let chosen = Prefecture::from_code(query.first("prefecture"));
    let offices = match chosen {
        None => Vec::new(),
        Some(prefecture) => {
            let code = prefecture.code();
            let mut conn = app.store.read().await?;
            let districts = conn.districts_of(&code).await?;
            let offices = conn.offices_of(&code).await?;
            offices.into_iter().map(|office| line(office, &districts)).collect()
        }
    };
    // There is no office abroad (59).
    let prefectures = Prefecture::all().filter(|prefecture| prefecture.number() <= 47).collect();
    Ok(Page(LocationsPage {
        shell: visitor.shell("｜所在地《しょざいち》｜情報《じょうほう》"),
        prefectures,
        chosen,
        offices,
    }))
}

fn line(office: Office, districts: &[District]) -> OfficeLine {
    let served: Vec<String> = districts
        .iter()
        .filter(|district| district.office_code == office.code)
        .map(|district| format!("{}{}", district.municipality, if district.partly { "（一部）" } else { "" }))
        .collect();
    OfficeLine {
        name: office.name,
        official_name: office.official_name,
        postal_code: office.postal_code.map(|code| hyphenated(&code)),
        address: office.address,
        phone: office.phone,
        districts: served.join("、"),
    }
}

/// A postal code of seven digits as people write it: `160-8489`.
fn hyphenated(postal_code: &str) -> String {
    match postal_code.split_at_checked(3) {
        Some((area, rest)) => format!("{area}-{rest}"),
        None => postal_code.to_owned(),
    }
}

/// `/locations`.
pub fn routes() -> Router<App> {
    Router::new().route("/locations", get(show))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Office {
        Office {
            code: "13080".into(),
            name: "ハローワーク新宿".into(),
            official_name: "新宿公共職業安定所".into(),
            kind: "本所".into(),
            parent_code: None,
            prefecture_code: "13".into(),
            municipality_code: None,
            postal_code: Some("1608489".into()),
            address: None,
            phone: None,
        }
    }

    fn district(office_code: &str, municipality: &str, partly: bool) -> District {
        District {
            office_code: office_code.into(),
            municipality_code: String::new(),
            municipality: municipality.into(),
            partly,
        }
    }

    #[test]
    fn an_office_names_only_what_it_serves_and_says_when_it_is_a_part() {
        let districts = [
            district("13080", "中野区", false),
            district("13090", "豊島区", false),
            district("13080", "新宿区", true),
        ];
        let line = line(office(), &districts);
        assert_eq!(line.districts, "中野区、新宿区（一部）");
        assert_eq!(line.postal_code.as_deref(), Some("160-8489"));
    }
}
