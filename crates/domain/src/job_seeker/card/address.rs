//! 住所 of the card, divided into the fields of the form by the names of the municipalities.

use std::fmt;

use super::AddressClaim;
use crate::{
    japanese::{PostalCode, comparing_form, one_line},
    job_seeker::{BuildingName, Town, municipality::behind_county},
    prefecture::Prefecture,
};

/// Longest beginning of an address in which the name of a municipality is looked for, in characters.
/// The longest name, with its county, has eleven.
const LONGEST_NAME: usize = 20;

/// A municipality of the reference table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Five digits (JIS X 0402).
    pub code: String,
    /// With its county (「吉野郡吉野町」), of a designated city with its ward (「大阪市中央区」).
    pub name: String,
}

/// 住所 as far as it was found.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundAddress<'a> {
    /// 都道府県
    pub prefecture: Prefecture,
    /// 市区町村
    pub municipality: Option<&'a Municipality>,
    /// 町名・番地
    pub town: Option<Town>,
    /// 建物名・部屋番号, where it certainly begins
    pub building: Option<BuildingName>,
    /// 郵便番号 as the provider says it; whether it is right is the table's business.
    pub postal_code: Option<PostalCode>,
}

/// Personal data does not belong into logs.
impl fmt::Debug for FoundAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FoundAddress").finish_non_exhaustive()
    }
}

/// Divides an address. `all` are the municipalities of the country. `None` when not even the prefecture
/// is certain: then the whole is for the person to type.
pub fn address<'a>(claim: &AddressClaim, all: &'a [Municipality]) -> Option<FoundAddress<'a>> {
    let in_parts = match claim.region.trim().is_empty() && claim.locality.trim().is_empty() {
        // A street alone may begin with what happens to be a municipality elsewhere.
        true => String::new(),
        false => format!("{} {} {}", claim.region, claim.locality, claim.street_address),
    };
    let found = [in_parts, claim.formatted.clone()].map(|text| whole(&text, all));
    let [in_parts, formatted] = found;
    let best = match (in_parts, formatted) {
        (Some(parts), Some(whole)) if parts.municipality.is_none() && whole.municipality.is_some() => {
            Some(whole)
        }
        (parts, whole) => parts.or(whole),
    };
    let said = PostalCode::parse(&claim.postal_code).ok();
    best.map(|found| FoundAddress { postal_code: said.or(found.postal_code.clone()), ..found })
}

fn whole<'a>(text: &str, all: &'a [Municipality]) -> Option<FoundAddress<'a>> {
    let line = one_line(text);
    let (postal_code, line) = leading_postal_code(&line);
    let Some(prefecture) = Prefecture::of_address(line).filter(|found| *found != Prefecture::ABROAD) else {
        let (municipality, rest) = without_prefecture(line, all)?;
        let prefecture = Prefecture::of_municipality(&municipality.code)?;
        return Some(divided(prefecture, Some(municipality), rest, postal_code));
    };
    let behind = line.strip_prefix(prefecture.name()).unwrap_or(line);
    let (municipality, rest) = match within_prefecture(behind, prefecture, all) {
        Some((municipality, rest)) => (Some(municipality), rest),
        // Whatever stands there begins with a municipality, so it is no 町名・番地.
        None => (None, ""),
    };
    Some(divided(prefecture, municipality, rest, postal_code))
}

fn divided<'a>(
    prefecture: Prefecture,
    municipality: Option<&'a Municipality>,
    rest: &str,
    postal_code: Option<PostalCode>,
) -> FoundAddress<'a> {
    let (town, building) = split_building(rest.trim());
    FoundAddress {
        prefecture,
        municipality,
        town: Town::parse("町名・番地", town).ok(),
        building: BuildingName::parse("建物名・部屋番号", building).ok().flatten(),
        postal_code,
    }
}

/// `〒343-0023 埼玉県…`
fn leading_postal_code(line: &str) -> (Option<PostalCode>, &str) {
    let marked = line.strip_prefix('〒').unwrap_or(line).trim_start();
    let end = marked.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(marked.len());
    let (code, rest) = marked.split_at(end);
    match PostalCode::parse(code) {
        Ok(code) => (Some(code), rest.trim_start()),
        Err(_) => (None, line),
    }
}

/// By the whole name, or by the name without its county where the prefecture has only one such.
fn within_prefecture<'t, 'a>(
    text: &'t str,
    prefecture: Prefecture,
    all: &'a [Municipality],
) -> Option<(&'a Municipality, &'t str)> {
    let code = prefecture.code();
    let here = || all.iter().filter(|one| one.code.starts_with(&code));
    let names = here().map(|one| (comparing_form(&one.name), one));
    let short = here().map(|one| (comparing_form(behind_county(&one.name)), one));
    longest(text, &names.chain(short).collect::<Vec<_>>())
}

/// An address may leave its prefecture out where the name of a city, a ward or a town with its county
/// is there only once: 「千代田区」, but neither 「中央区」 nor 「府中市」.
fn without_prefecture<'t, 'a>(text: &'t str, all: &'a [Municipality]) -> Option<(&'a Municipality, &'t str)> {
    let certain = |one: &&Municipality| one.name.ends_with(['市', '区']) || one.name.contains('郡');
    let names: Vec<_> = all.iter().filter(certain).map(|one| (comparing_form(&one.name), one)).collect();
    let (found, rest) = longest(text, &names)?;
    let is_ward_elsewhere = |one: &Municipality| {
        one.name.strip_suffix(found.name.as_str()).is_some_and(|city| city.ends_with('市'))
    };
    (!all.iter().any(is_ward_elsewhere)).then_some((found, rest))
}

/// The longest beginning of the text that is a name, in whatever writing, and what stands behind it.
/// `None` when several municipalities have that name.
fn longest<'t, 'a>(
    text: &'t str,
    names: &[(String, &'a Municipality)],
) -> Option<(&'a Municipality, &'t str)> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_NAME).collect();
    ends.into_iter().rev().find_map(|end| {
        let (beginning, rest) = text.split_at(end);
        let beginning = comparing_form(beginning);
        let mut hits = names.iter().filter(|(name, _)| *name == beginning).map(|(_, one)| *one);
        let first = hits.next()?;
        // A name without county is on the list twice.
        Some(hits.all(|other| other.code == first.code).then_some((first, rest)))
    })?
}

/// Divides at the first space that certainly stands behind the number of the house: before it a digit,
/// 番, 番地 or 号; after it nothing that could still belong to the number.
fn split_building(text: &str) -> (&str, &str) {
    let is_number = |front: &str| {
        front.ends_with(|c: char| c.is_ascii_digit())
            || ["番", "番地", "号"].iter().any(|end| front.ends_with(end))
    };
    let goes_on = |back: &str| {
        let first = back.chars().next();
        first.is_none_or(|c| c.is_ascii_digit() || "-丁番号地の之条線字区第(".contains(c))
    };
    let spaces = text.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
    let mut pieces = spaces.map(|at| (&text[..at], &text[at + 1..]));
    pieces.find(|(front, back)| is_number(front) && !goes_on(back)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests;
