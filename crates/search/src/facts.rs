//! What a segment knows of its documents beside their words, and the documents that meet a condition.

mod tally;

use domain::{
    posting::facts::Flag,
    prefecture::is_municipality_code,
    search_query::{Area, Condition, WageWish},
};
use tantivy::SegmentReader;

use crate::{
    Result,
    bits::Bits,
    members::Members,
    numbers::{Numbers, WorkingHours},
    schema::Column,
    wording,
};

/// The facts of all documents of a segment.
pub(crate) struct SegmentFacts {
    len: u32,
    flags: Members,
    prefectures: Members,
    municipalities: Members,
    occupations: Members,
    job_kinds: Members,
    industries: Members,
    licences: Members,
    age_from: Numbers<u8>,
    age_to: Numbers<u8>,
    pay_lower: Numbers<u32>,
    pay_basic: Numbers<u32>,
    overtime: Numbers<u16>,
    holidays_a_year: Numbers<u16>,
    retirement: Numbers<u8>,
    hours: WorkingHours,
}

impl SegmentFacts {
    pub(crate) fn open(reader: &SegmentReader) -> Result<Self> {
        let members = |column: Column| -> Result<Members> {
            let values = reader.fast_fields().u64(&column.name())?;
            Ok(Members::of(reader.max_doc(), |document| values.values_for_doc(document)))
        };
        Ok(Self {
            len: reader.max_doc(),
            flags: flags(reader)?,
            prefectures: members(Column::Prefecture)?,
            municipalities: members(Column::Municipality)?,
            occupations: members(Column::Occupation)?,
            job_kinds: tally::job_kinds(reader)?,
            industries: members(Column::Industry)?,
            licences: members(Column::Licence)?,
            age_from: Numbers::of(reader, Column::AgeFrom, u8::MAX)?,
            age_to: Numbers::of(reader, Column::AgeTo, u8::MAX)?,
            pay_lower: Numbers::of(reader, Column::PayLower, u32::MAX)?,
            pay_basic: Numbers::of(reader, Column::PayBasic, u32::MAX)?,
            overtime: Numbers::of(reader, Column::Overtime, u16::MAX)?,
            holidays_a_year: Numbers::of(reader, Column::HolidaysAYear, u16::MAX)?,
            retirement: Numbers::of(reader, Column::Retirement, u8::MAX)?,
            hours: WorkingHours::open(reader)?,
        })
    }

    /// Keeps in a set what meets a condition. `None` is every document. False for a condition that is not asked
    /// of facts.
    pub(crate) fn keep(&self, set: &mut Option<Bits>, condition: &Condition) -> bool {
        match condition {
            Condition::Has { values, .. } => {
                self.keep_any(set, &self.flags, values.iter().map(|value| value.flag.number().into()));
            }
            Condition::HasNot { value, .. } => self.drop(set, &self.flags, value.flag.number().into()),
            Condition::Place(areas) => self.keep_places(set, areas),
            Condition::Jobs(jobs) => {
                self.keep_any(set, &self.job_kinds, jobs.iter().map(|job| job.number().into()));
            }
            Condition::Occupations(classes) => {
                let within = |key: u64| classes.iter().any(|of| wording::occupation_of(key).is_within(*of));
                self.keep_any(set, &self.occupations, self.occupations.values().filter(|key| within(*key)));
            }
            Condition::Industries(classes) => {
                self.keep_any(set, &self.industries, classes.iter().map(|of| of.number().into()));
            }
            Condition::Licences(codes) => {
                self.keep_any(set, &self.licences, codes.iter().map(|code| code.number().into()));
            }
            Condition::WithoutLicence(code) => self.drop(set, &self.licences, code.number().into()),
            other => return self.keep_by_number(set, other),
        }
        true
    }

    fn keep_by_number(&self, set: &mut Option<Bits>, condition: &Condition) -> bool {
        match condition {
            Condition::Age(age) => {
                keep(set, self.age_from.at_most(*age));
                keep(set, self.age_to.at_least(*age));
            }
            Condition::Wage(wish) => keep(set, self.paid(*wish)),
            Condition::Hours(window) => keep(set, self.hours.within(*window)),
            // These are kept with one added, so that 0 is a posting that does not say.
            Condition::OvertimeAtMost(most) => {
                keep(set, self.overtime.that(|hours| hours > 0 && hours <= u16::from(*most) + 1));
            }
            Condition::HolidaysAtLeast(least) => {
                keep(set, self.holidays_a_year.at_least(least.saturating_add(1)));
            }
            Condition::RetirementFrom(least) => keep(set, self.retirement.at_least(*least)),
            _ => return false,
        }
        true
    }

    fn keep_places(&self, set: &mut Option<Bits>, areas: &[Area]) {
        let mut places = Bits::none(self.len);
        for area in areas {
            if area.municipalities.is_empty() {
                self.prefectures.add_to(&mut places, area.prefecture.number().into());
            }
            // A municipality says its prefecture by its first two digits.
            for code in area.municipalities.iter().filter(|code| is_municipality_code(code)) {
                code.parse().into_iter().for_each(|code| self.municipalities.add_to(&mut places, code));
            }
        }
        keep(set, places);
    }

    /// The documents that pay what is asked for by the unit in which they pay.
    fn paid(&self, wish: WageWish) -> Bits {
        let pay = if wish.with_allowances { &self.pay_lower } else { &self.pay_basic };
        let mut paid = Bits::none(self.len);
        for (least, flag) in [(wish.month, Flag::PaidByMonth), (wish.hour, Flag::PaidByHour)] {
            if let Some(least) = least {
                let mut enough = pay.at_least(least.saturating_add(1));
                let mut unit = Bits::none(self.len);
                self.flags.add_to(&mut unit, flag.number().into());
                enough.keep(&unit);
                paid.add(&enough);
            }
        }
        paid
    }

    fn keep_any(&self, set: &mut Option<Bits>, members: &Members, wanted: impl Iterator<Item = u64>) {
        let wanted: Vec<u64> = wanted.collect();
        if let [value] = wanted[..]
            && let Some(dense) = members.dense(value)
        {
            match set {
                Some(set) => set.keep(dense),
                None => *set = Some(dense.clone()),
            }
            return;
        }
        let mut any = Bits::none(self.len);
        wanted.into_iter().for_each(|value| members.add_to(&mut any, value));
        keep(set, any);
    }

    fn drop(&self, set: &mut Option<Bits>, members: &Members, value: u64) {
        let mut without = Bits::none(self.len);
        members.add_to(&mut without, value);
        set.get_or_insert_with(|| Bits::all(self.len)).drop(&without);
    }
}

/// Keeps in a set what is in another too; `None` is every document.
pub(crate) fn keep(set: &mut Option<Bits>, other: Bits) {
    match set {
        Some(set) => set.keep(&other),
        None => *set = Some(other),
    }
}

fn flags(reader: &SegmentReader) -> Result<Members> {
    let column = |column: Column| reader.fast_fields().column_first_or_default::<u64>(&column.name());
    let (low, high) = (column(Column::FlagsLow)?, column(Column::FlagsHigh)?);
    Ok(Members::of(reader.max_doc(), |document| {
        let bits = u128::from(high.get_val(document)) << u64::BITS | u128::from(low.get_val(document));
        Flag::ALL.iter().map(|flag| u64::from(flag.number())).filter(move |number| bits >> number & 1 == 1)
    }))
}
