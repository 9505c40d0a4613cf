//! A posting for programs: schema.org `JobPosting` as JSON-LD, which search engines read. Only where everybody may
//! know the employer (公開範囲 1), and the same for every viewer.

use domain::{
    posting::{DisclosureScope, EmploymentKind, Posting, Wage, WageForm, WorkingTime},
    prefecture::Prefecture,
};
use serde_json::{Map, Value, json};

use super::posting::Names;

/// The text of the data block; `None` where the employer is not for everybody, or not named.
pub(super) fn job_posting(posting: &Posting, names: &Names, base_url: &str) -> Option<String> {
    if posting.disclosure != DisclosureScope::Everybody || posting.establishment.name.is_empty() {
        return None;
    }
    let mut data = Map::new();
    let mut say = |name: &str, value: Value| {
        if !matches!(&value, Value::Null) && value != Value::String(String::new()) {
            data.insert(name.to_owned(), value);
        }
    };
    say("@context", "https://schema.org".into());
    say("@type", "JobPosting".into());
    say("title", posting.title.as_str().into());
    say("description", description(posting).into());
    say("url", format!("{base_url}/postings/{}", posting.number).into());
    say("identifier", property("求人番号", &posting.number.to_string()));
    say("datePosted", posting.received_on.to_string().into());
    // The last day counts to its end, in Japan.
    say("validThrough", format!("{}T23:59:59+09:00", posting.referral_deadline).into());
    say("employmentType", employment_type(posting));
    say("hiringOrganization", organization(posting));
    say("jobLocation", location(posting));
    say("baseSalary", posting.wage.and_then(salary).unwrap_or_default());
    say("industry", names.industry.clone().unwrap_or_default().into());
    say("occupationalCategory", names.occupation.clone().unwrap_or_default().into());
    say("workHours", posting.working_hours.as_str().into());
    say("educationRequirements", posting.education.as_str().into());
    say("experienceRequirements", posting.experience.as_str().into());
    say("qualifications", posting.licences.join("、").into());
    say("jobBenefits", posting.insurance.as_str().into());
    say("incentiveCompensation", posting.bonus.as_str().into());
    say("totalJobOpenings", posting.openings.into());
    say("directApply", false.into());
    Some(inert(&Value::Object(data).to_string()))
}

/// A description is needed; a posting without one is described by its 職種.
fn description(posting: &Posting) -> &str {
    if posting.description.is_empty() { &posting.title } else { &posting.description }
}

fn property(name: &str, value: &str) -> Value {
    json!({ "@type": "PropertyValue", "name": name, "value": value })
}

/// By the words that schema.org and its readers know.
fn employment_type(posting: &Posting) -> Value {
    let time = match posting.category.time {
        WorkingTime::Full => "FULL_TIME",
        WorkingTime::Part => "PART_TIME",
    };
    let dispatched_for_a_time = matches!(
        posting.employment,
        EmploymentKind::FixedTermDispatched | EmploymentKind::FixedTermDispatchedPartTimer
    );
    if dispatched_for_a_time { json!([time, "TEMPORARY"]) } else { time.into() }
}

fn organization(posting: &Posting) -> Value {
    let mut organization = Map::new();
    organization.insert("@type".to_owned(), "Organization".into());
    organization.insert("name".to_owned(), posting.establishment.name.as_str().into());
    let page = posting.further_text("ホームページ").filter(|page| {
        (page.starts_with("https://") || page.starts_with("http://")) && !page.contains(char::is_whitespace)
    });
    if let Some(page) = page {
        organization.insert("sameAs".to_owned(), page.into());
    }
    Value::Object(organization)
}

fn location(posting: &Posting) -> Value {
    let place = &posting.workplace;
    let Some(prefecture) = place.prefecture.filter(|place| *place != Prefecture::ABROAD) else {
        return Value::Null;
    };
    let mut address = Map::new();
    address.insert("@type".to_owned(), "PostalAddress".into());
    address.insert("addressCountry".to_owned(), "JP".into());
    address.insert("addressRegion".to_owned(), prefecture.name().into());
    let street = place.address.strip_prefix(prefecture.name()).unwrap_or(&place.address);
    let street = street.strip_prefix(place.municipality.as_str()).unwrap_or(street);
    for (name, value) in [("addressLocality", place.municipality.as_str()), ("streetAddress", street)] {
        if !value.is_empty() {
            address.insert(name.to_owned(), value.into());
        }
    }
    if let (Some(area), Some(town)) = (place.postal_code.get(..3), place.postal_code.get(3..)) {
        address.insert("postalCode".to_owned(), format!("{area}-{town}").into());
    }
    json!({ "@type": "Place", "address": address })
}

/// `None` where the posting does not say what the amounts are for.
fn salary(wage: Wage) -> Option<Value> {
    let unit = match wage.form {
        WageForm::Monthly => "MONTH",
        WageForm::Hourly => "HOUR",
        WageForm::Daily => "DAY",
        WageForm::Annual => "YEAR",
        WageForm::Other => return None,
    };
    let value = json!({ "@type": "QuantitativeValue", "minValue": wage.lower, "maxValue": wage.upper, "unitText": unit });
    Some(json!({ "@type": "MonetaryAmount", "currency": "JPY", "value": value }))
}

/// JSON that means nothing to HTML, and nothing to the marks of readings: they stand as escapes.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\'' | '｜' | '《' | '》' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
