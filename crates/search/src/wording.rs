//! What of a posting goes into which field.

use domain::{
    clock::{Date, days_between},
    fold::fold,
    posting::{
        Facts, Identity, Posting, TextField, Viewer, Visible,
        facts::{Band, Hours, OccupationCode, Retirement, Shift},
    },
};
use tantivy::TantivyDocument;

use crate::{
    schema::{Column, Fields, Readers, Words},
    tokens::DIVIDER,
};

/// Bits that a posting's number takes in the key of the newest-first order (13 digits).
const NUMBER_BITS: u32 = 44;
/// Bits of a time of day in minutes, up to the end of the next day.
const MINUTE_BITS: u32 = 12;

/// A folded text and the field it belongs to.
type Text = (TextField, String);

impl Fields {
    /// The posting as the index keeps it; `None` when nobody may find it.
    pub(crate) fn document(&self, posting: &Posting) -> Option<TantivyDocument> {
        let open = posting.seen_by(Viewer::Anyone)?;
        // Only where the employer is kept for registered seekers do they see another posting than everybody;
        // hiding names takes long enough to do it once where once is enough.
        let for_seekers = (open.identity() == Identity::ForRegisteredSeekers)
            .then(|| posting.seen_by(Viewer::RegisteredSeeker))
            .flatten();
        let registered = for_seekers.as_ref().unwrap_or(&open);
        let mut document = TantivyDocument::new();
        document.add_u64(self.number, posting.number.value());
        self.add_texts(&mut document, (&open, registered));
        for (readers, seen) in [(Readers::All, &open), (Readers::Seekers, registered)] {
            let shown_before = readers == Readers::Seekers && open.identity() == registered.identity();
            if let Some(identity) = seen.facts_identity().filter(|_| !shown_before) {
                let fields = self.texts(readers);
                let establishment = identity.establishment.map(|number| number.value());
                establishment.into_iter().for_each(|value| document.add_u64(fields.establishment, value));
                identity.lines.iter().for_each(|line| document.add_u64(fields.lines, line.number().into()));
            }
        }
        self.add_facts(&mut document, posting, &open.facts_open());
        Some(document)
    }

    /// What is the same for everybody stands once; what is not, once for each kind of readers.
    fn add_texts(&self, document: &mut TantivyDocument, (open, registered): (&Visible, &Visible)) {
        let open_texts = folded(open);
        if open.identity() == registered.identity() {
            self.add_of(document, Readers::All, &open_texts);
            return;
        }
        let all = folded(registered);
        let (same, hidden): (Vec<Text>, Vec<Text>) =
            open_texts.into_iter().partition(|text| all.contains(text));
        let shown: Vec<Text> = all.into_iter().filter(|text| !same.contains(text)).collect();
        self.add_of(document, Readers::All, &same);
        self.add_of(document, Readers::Anyone, &hidden);
        self.add_of(document, Readers::Seekers, &shown);
    }

    fn add_of(&self, document: &mut TantivyDocument, readers: Readers, texts: &[Text]) {
        if texts.is_empty() {
            return;
        }
        let fields = self.texts(readers);
        let (mut whole, mut place) = (String::new(), 0_u64);
        for field in TextField::ALL {
            let mut own = String::new();
            for (_, text) in texts.iter().filter(|(of, _)| *of == field) {
                own.push_str(text);
                own.push(DIVIDER);
            }
            place += own.chars().count() as u64;
            document.add_u64(fields.ends, place);
            whole.push_str(&own);
            if field == TextField::Title && !own.is_empty() {
                add_words(document, fields.title, &own);
            }
        }
        add_words(document, fields.whole, &whole);
    }

    fn add_facts(&self, document: &mut TantivyDocument, posting: &Posting, facts: &Facts) {
        let mut add = |column, value: u64| document.add_u64(self.column(column), value);
        add(Column::Newest, newest(posting.received_on, posting.number.value()));
        add(Column::LowerWage, posting.wage.map_or(0, |wage| wage.comparable_lower()));
        add(Column::UpperWage, posting.wage.map_or(0, |wage| wage.comparable_upper()));
        add(Column::Deadline, as_number(posting.referral_deadline));
        add(Column::HolidaysAYear, facts.annual_holidays.map_or(0, |days| u64::from(days) + 1));
        for (column, value) in [
            (Column::Prefecture, facts.prefecture.map(|prefecture| u64::from(prefecture.number()))),
            (Column::Municipality, facts.municipality.map(u64::from)),
            (Column::Occupation, facts.occupation.map(occupation_key)),
            (Column::Industry, facts.industry.map(|industry| industry.number().into())),
            (Column::AgeFrom, facts.age_from.map(u64::from)),
            (Column::PayLower, facts.pay.map(|pay| pay.lower + 1)),
            (Column::PayBasic, facts.pay.map(|pay| pay.basic + 1)),
            (Column::Overtime, facts.overtime_hours.map(|hours| u64::from(hours) + 1)),
            (Column::Retirement, facts.retirement.map(retirement_key)),
            (Column::Band, facts.hours.band.map(band_key)),
        ] {
            value.into_iter().for_each(|value| add(column, value));
        }
        add(Column::AgeTo, facts.age_to.map_or(u64::from(u8::MAX), u64::from));
        facts.job_kinds().iter().for_each(|kind| add(Column::JobKind, kind.number().into()));
        facts.licences.iter().for_each(|licence| add(Column::Licence, licence.number().into()));
        facts.hours.shifts.iter().for_each(|shift| add(Column::Shifts, shift_key(*shift)));
        let bits = facts.flags.bits();
        add(Column::FlagsLow, bits as u64);
        add(Column::FlagsHigh, (bits >> u64::BITS) as u64);
    }
}

fn folded(seen: &Visible) -> Vec<Text> {
    seen.texts().into_iter().map(|(field, text)| (field, fold(&text))).collect()
}

fn add_words(document: &mut TantivyDocument, words: Words, text: &str) {
    document.add_text(words.pairs, text);
    document.add_text(words.pieces, text);
}

/// The key of the newest-first order.
pub(crate) fn newest(received_on: Date, number: u64) -> u64 {
    day(received_on) << NUMBER_BITS | number
}

/// The number in a key of the newest-first order.
pub(crate) fn number_in(newest: u64) -> u64 {
    newest & ((1 << NUMBER_BITS) - 1)
}

/// Days since 1970; a day before counts as the first, and one after the year 4840 as the last that has room.
fn day(date: Date) -> u64 {
    let days = days_between(Date::constant(1970, 1, 1), date).max(0).unsigned_abs();
    days.min((1 << (u64::BITS - NUMBER_BITS)) - 1)
}

/// A day as `yyyymmdd`; days before year 0 do not come.
pub(crate) fn as_number(date: Date) -> u64 {
    let year = u64::from(date.year().max(0).unsigned_abs());
    year * 10_000 + u64::from(date.month().unsigned_abs()) * 100 + u64::from(date.day().unsigned_abs())
}

/// Middle class, then 0 for the whole of it or the minor class and one.
pub(crate) fn occupation_key(code: OccupationCode) -> u64 {
    u64::from(code.middle) << u8::BITS | code.minor.map_or(0, |minor| u64::from(minor) + 1)
}

/// What [`occupation_key`] wrote.
pub(crate) fn occupation_of(key: u64) -> OccupationCode {
    let minor = (key & 0xff).checked_sub(1).and_then(|minor| u8::try_from(minor).ok());
    OccupationCode { middle: u16::try_from(key >> u8::BITS).unwrap_or(u16::MAX), minor }
}

/// The age; 255 for no 定年制; 0 where the age is not said.
fn retirement_key(retirement: Retirement) -> u64 {
    match retirement {
        Retirement::None => u8::MAX.into(),
        Retirement::At(age) => age.map_or(0, u64::from),
    }
}

fn shift_key(shift: Shift) -> u64 {
    u64::from(shift.from) << MINUTE_BITS | u64::from(shift.to)
}

fn shift_of(key: u64) -> Shift {
    let minutes = |bits: u64| (bits & ((1 << MINUTE_BITS) - 1)) as u16;
    Shift { from: minutes(key >> MINUTE_BITS), to: minutes(key) }
}

/// The span, then 0 or the least minutes and one.
fn band_key(band: Band) -> u64 {
    shift_key(band.span) << u16::BITS | band.least.map_or(0, |least| u64::from(least) + 1)
}

/// The hours whose keys these are.
pub(crate) fn hours_of(shifts: &[u64], band: Option<u64>) -> Hours {
    let band = band.map(|key| Band {
        span: shift_of(key >> u16::BITS),
        least: (key & 0xffff).checked_sub(1).and_then(|least| u16::try_from(least).ok()),
    });
    Hours { shifts: shifts.iter().map(|key| shift_of(*key)).collect(), band }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for text in
            ["", "9時～18時", "22:00-7:00、8:00-17:00", "又は9時～18時の時間の間の3時間以上", "又は0時～24時"]
        {
            let hours = Hours::read(text);
            let shifts: Vec<u64> = hours.shifts.iter().map(|shift| shift_key(*shift)).collect();
            assert_eq!(hours_of(&shifts, hours.band.map(band_key)), hours, "{text}");
        }
        for code in ["051", "051-00", "051-99", "999-01"].map(|code| OccupationCode::parse(code).unwrap()) {
            assert_eq!(occupation_of(occupation_key(code)), code);
        }
    }

    #[test]
    fn a_later_day_or_a_higher_number_is_newer() {
        let key = |day: &str, number| newest(day.parse().unwrap(), number);
        assert!(key("2026-11-20", 1) > key("2026-11-19", 9_999_999_999_999));
        assert!(key("2026-11-20", 2) > key("2026-11-20", 1));
        assert!(key("9999-12-31", 1) > key("2026-11-20", 1));
        assert_eq!(number_in(key("2026-11-20", 9_999_999_999_999)), 9_999_999_999_999);
    }
}
