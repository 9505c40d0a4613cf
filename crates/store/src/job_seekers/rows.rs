//! From rows to what the rules know, and back.

use domain::{
    clock::Date,
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, DayOff, Disclosure, EmploymentWish, Gender, KanaName, Name,
        Note, Place, PlaceWishes, Provision, RegistrationKind, Station, Town, TwoDaysOff, Wage, WageUnit,
        WorkWishes, WorkingHours, WorkingTime,
    },
};

use super::{JobSeeker, JobSeekerRegistration, SavedDetails};
use crate::sql::{Error, Result, date};

const JOB_KIND: &str = "job_kind";
const EMPLOYMENT: &str = "employment";
const PLACE: &str = "place";
const OCCUPATION: &str = "occupation";
const DAY_OFF: &str = "day_off";

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
    station_line: Option<String>,
    station_name: Option<String>,
    disclosure: Option<String>,
    provides_agencies: Option<bool>,
    provides_municipalities: Option<bool>,
    office_may_contact: Option<bool>,
    work_saved: bool,
    places_saved: bool,
    working_time: Option<String>,
    work_from: Option<String>,
    work_to: Option<String>,
    two_days_off: Option<String>,
    overtime: Option<bool>,
    work_note: Option<String>,
    wage_unit: Option<String>,
    wage_at_least_yen: Option<i64>,
    by_car: Option<bool>,
    relocation: Option<bool>,
    remote_work: Option<bool>,
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
            station: self.station()?,
            provision: Provision {
                to_agencies: self.provides_agencies == Some(true),
                to_municipalities: self.provides_municipalities == Some(true),
            },
            office_may_contact: self.office_may_contact,
            work: self.work_saved.then(|| self.work(wishes)).transpose()?,
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

    fn station(&self) -> Result<Option<Station>> {
        let text = |column: &Option<String>| column.clone().unwrap_or_default();
        Station::parse(&text(&self.station_line), &text(&self.station_name))
            .map_err(|_| Error::Broken("job_seeker.station"))
    }

    fn work(&self, codes: &[(String, String)]) -> Result<WorkWishes> {
        // Whoever has chosen by the picker has chosen anew.
        let list = if of(codes, OCCUPATION).next().is_some() { OCCUPATION } else { JOB_KIND };
        Ok(WorkWishes {
            occupations: of(codes, list)
                .map(|code| code.parse().map_err(|_| Error::Broken("job_seeker_choice.occupation")))
                .collect::<Result<_>>()?,
            employment: of(codes, EMPLOYMENT)
                .map(|code| {
                    EmploymentWish::parse(code).map_err(|_| Error::Broken("job_seeker_wish.employment"))
                })
                .collect::<Result<_>>()?,
            working_time: self.working_time.as_deref().and_then(WorkingTime::from_code),
            hours: self.hours()?,
            days_off: of(codes, DAY_OFF).filter_map(DayOff::from_code).collect(),
            two_days_off: self.two_days_off.as_deref().and_then(TwoDaysOff::from_code),
            overtime: self.overtime,
            note: match &self.work_note {
                Some(stored) => Note::parse("", stored).map_err(|_| Error::Broken("job_seeker.work_note"))?,
                None => None,
            },
        })
    }

    fn hours(&self) -> Result<Option<WorkingHours>> {
        match (&self.work_from, &self.work_to) {
            (Some(from), Some(to)) => {
                WorkingHours::parse(from, to).map_err(|_| Error::Broken("job_seeker.work_from"))
            }
            _ => Ok(None),
        }
    }

    fn places(&self, codes: &[(String, String)]) -> Result<PlaceWishes> {
        Ok(PlaceWishes {
            places: Place::all_of_codes(of(codes, PLACE))
                .map_err(|_| Error::Broken("job_seeker_wish.place"))?,
            wage: self.wage()?,
            by_car: self.by_car,
            relocation: self.relocation,
            remote_work: self.remote_work,
        })
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

/// 雇用形態 as subject, place in the list, and code.
pub(super) fn work_codes(work: &WorkWishes) -> Vec<(&'static str, i64, String)> {
    numbered(work.employment.iter().map(|wish| (EMPLOYMENT, wish.code().to_owned())))
}

/// 希望職種 and 休日 as subject, place in the list, and code.
pub(super) fn work_choices(work: &WorkWishes) -> Vec<(&'static str, i64, String)> {
    let occupations = work.occupations.iter().map(|wish| (OCCUPATION, wish.code().to_owned()));
    let days_off = work.days_off.iter().map(|day| (DAY_OFF, day.code().to_owned()));
    numbered(occupations.chain(days_off))
}

/// 希望勤務地 as subject, place in the list, and code.
pub(super) fn place_codes(wishes: &PlaceWishes) -> Vec<(&'static str, i64, String)> {
    numbered(
        wishes.places.iter().flat_map(|place| place.codes().into_iter().map(|code| (PLACE, code.to_owned()))),
    )
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
