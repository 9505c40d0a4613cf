//! From rows to what the rules know, and back.

use domain::{
    clock::Date,
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, Disclosure, Gender, KanaName, Name, Place, PlaceWishes,
        RegistrationKind, Town, Wage, WageUnit, WorkWishes,
    },
};

use super::{JobSeeker, JobSeekerRegistration, SavedDetails, employment};
use crate::sql::{Error, Result, date};

const JOB_KIND: &str = "job_kind";
const EMPLOYMENT: &str = "employment";
const PLACE: &str = "place";

#[derive(sqlx::FromRow)]
pub(super) struct JobSeekerRow {
    family_name: Option<String>,
    given_name: Option<String>,
    family_kana: Option<String>,
    given_kana: Option<String>,
    gender: Option<String>,
    birth_date: Option<String>,
    postal_code: Option<String>,
    municipality_code: Option<String>,
    town: Option<String>,
    building: Option<String>,
    telephone: Option<String>,
    has_disability: Option<bool>,
    disclosure: Option<String>,
    work_saved: bool,
    places_saved: bool,
    wage_unit: Option<String>,
    wage_at_least_yen: Option<i64>,
    number: Option<String>,
    office_code: Option<String>,
    applied_on: Option<String>,
    valid_until: Option<String>,
    kind: String,
    #[sqlx(flatten)]
    details: SavedDetails,
}

impl JobSeekerRow {
    /// `wishes` are pairs of subject and code in the person's own order.
    pub(super) fn into_job_seeker(self, wishes: &[(String, String)]) -> Result<JobSeeker> {
        Ok(JobSeeker {
            has_disability: self.has_disability,
            work: self.work_saved.then(|| work(wishes)).transpose()?,
            places: self.places_saved.then(|| self.places(wishes)).transpose()?,
            disclosure: self.disclosure.as_deref().map(disclosure).transpose()?,
            registration: self.registration()?,
            details: self.details,
            basic: if self.family_name.is_some() { Some(self.basic()?) } else { None },
        })
    }

    fn basic(&self) -> Result<BasicInformation> {
        let text = |column: &'static str, value: &Option<String>| value.clone().ok_or(Error::Broken(column));
        Ok(BasicInformation {
            family_name: name(&text("job_seeker.family_name", &self.family_name)?)?,
            given_name: name(&text("job_seeker.given_name", &self.given_name)?)?,
            family_kana: kana(&text("job_seeker.family_kana", &self.family_kana)?)?,
            given_kana: kana(&text("job_seeker.given_kana", &self.given_kana)?)?,
            gender: self.gender.as_deref().and_then(Gender::from_code),
            birth_date: date(&text("job_seeker.birth_date", &self.birth_date)?)?,
            address: self.address()?,
            telephone: self
                .telephone
                .as_deref()
                .and_then(|stored| TelephoneNumber::parse(stored).ok())
                .ok_or(Error::Broken("job_seeker.telephone"))?,
        })
    }

    fn address(&self) -> Result<Address> {
        let building = self.building.as_deref().map(|stored| BuildingName::parse("", stored)).transpose();
        Ok(Address {
            postal_code: self
                .postal_code
                .as_deref()
                .and_then(|stored| PostalCode::parse(stored).ok())
                .ok_or(Error::Broken("job_seeker.postal_code"))?,
            municipality_code: self
                .municipality_code
                .clone()
                .ok_or(Error::Broken("job_seeker.municipality_code"))?,
            town: self
                .town
                .as_deref()
                .and_then(|stored| Town::parse("", stored).ok())
                .ok_or(Error::Broken("job_seeker.town"))?,
            building: building.map_err(|_| Error::Broken("job_seeker.building"))?.flatten(),
        })
    }

    fn places(&self, codes: &[(String, String)]) -> Result<PlaceWishes> {
        Ok(PlaceWishes { places: of(codes, PLACE).map(place).collect::<Result<_>>()?, wage: self.wage()? })
    }

    fn wage(&self) -> Result<Option<Wage>> {
        let broken = Error::Broken("job_seeker.wage");
        match (&self.wage_unit, self.wage_at_least_yen) {
            (Some(unit), Some(yen)) => {
                let unit = WageUnit::from_code(unit);
                let yen = u32::try_from(yen).ok();
                unit.zip(yen).map(|(unit, at_least_yen)| Some(Wage { unit, at_least_yen })).ok_or(broken)
            }
            _ => Ok(None),
        }
    }

    fn registration(&self) -> Result<Option<JobSeekerRegistration>> {
        let Some(number) = &self.number else { return Ok(None) };
        let day = |value: &Option<String>| -> Result<Date> { date(value.as_deref().unwrap_or_default()) };
        Ok(Some(JobSeekerRegistration {
            number: number.parse().map_err(|_| Error::Broken("job_seeker.number"))?,
            office_code: self.office_code.clone().ok_or(Error::Broken("job_seeker.office_code"))?,
            applied_on: day(&self.applied_on)?,
            valid_until: day(&self.valid_until)?,
            kind: RegistrationKind::from_word(&self.kind).ok_or(Error::Broken("job_seeker.kind"))?,
        }))
    }
}

/// The codes of one subject, in the person's own order.
fn of<'a>(codes: &'a [(String, String)], wanted: &'static str) -> impl Iterator<Item = &'a str> {
    codes.iter().filter(move |(subject, _)| subject == wanted).map(|(_, code)| code.as_str())
}

fn work(codes: &[(String, String)]) -> Result<WorkWishes> {
    Ok(WorkWishes {
        job_kinds: of(codes, JOB_KIND)
            .map(|code| code.parse().map_err(|_| Error::Broken("job_seeker_wish.job_kind")))
            .collect::<Result<_>>()?,
        employment: of(codes, EMPLOYMENT).map(employment).collect::<Result<_>>()?,
    })
}

/// 希望職種 and 雇用形態 as subject, place in the list, and code.
pub(super) fn work_codes(work: &WorkWishes) -> Vec<(&'static str, i64, String)> {
    let job_kinds = work.job_kinds.iter().map(|kind| (JOB_KIND, kind.code().to_owned()));
    let employment = work.employment.iter().map(|wish| (EMPLOYMENT, wish.code().to_owned()));
    numbered(job_kinds.chain(employment))
}

/// 希望勤務地 as subject, place in the list, and code.
pub(super) fn place_codes(wishes: &PlaceWishes) -> Vec<(&'static str, i64, String)> {
    numbered(wishes.places.iter().map(|place| {
        (PLACE, place.municipality_code().unwrap_or_else(|| place.prefecture_code()).to_owned())
    }))
}

fn numbered(all: impl Iterator<Item = (&'static str, String)>) -> Vec<(&'static str, i64, String)> {
    all.zip(0..).map(|((subject, code), position)| (subject, position, code)).collect()
}

fn name(stored: &str) -> Result<Name> {
    Name::parse("", stored).map_err(|_| Error::Broken("job_seeker name"))
}

fn kana(stored: &str) -> Result<KanaName> {
    KanaName::parse("", stored).map_err(|_| Error::Broken("job_seeker kana"))
}

fn disclosure(stored: &str) -> Result<Disclosure> {
    Disclosure::parse(stored).map_err(|_| Error::Broken("job_seeker.disclosure"))
}

fn place(code: &str) -> Result<Place> {
    let prefecture = code.get(..2).unwrap_or_default();
    let municipality = if code.len() > 2 { code } else { "" };
    Place::new(prefecture, municipality).map_err(|_| Error::Broken("job_seeker_wish.place"))
}
