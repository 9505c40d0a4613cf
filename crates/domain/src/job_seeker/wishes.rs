//! 希望職種・時間等 and 希望勤務地・賃金: what work, in which form, when, where, and for how much at least.

mod employment;
mod occupation;
mod place;
mod schedule;
mod wage;

pub use employment::{EmploymentWish, WorkingTime};
pub use occupation::{MAX_OCCUPATIONS, Occupation};
pub use place::{MAX_MUNICIPALITIES, MAX_PLACES, Place};
pub use schedule::{BadWorkingHours, DayOff, TwoDaysOff, WorkingHours};
pub use wage::{BadWage, MAX_WAGE_YEN, Wage, WageUnit};

use super::text::Note;

/// What the page 希望職種・時間等 asks. Everything but the first two may be left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkWishes {
    /// 希望職種, one to three.
    pub occupations: Vec<Occupation>,
    /// 雇用形態, one or more.
    pub employment: Vec<EmploymentWish>,
    /// フルタイム or パート
    pub working_time: Option<WorkingTime>,
    /// 希望就業時間
    pub hours: Option<WorkingHours>,
    /// 休日, in the order of the week.
    pub days_off: Vec<DayOff>,
    /// 週休二日制
    pub two_days_off: Option<TwoDaysOff>,
    /// 時間外労働: whether it is possible.
    pub overtime: Option<bool>,
    /// What else matters, in the person's own words.
    pub note: Option<Note>,
}

/// What the page 希望勤務地・賃金 asks. Everything but the first may be left open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceWishes {
    /// 希望勤務地, one to three.
    pub places: Vec<Place>,
    /// 希望賃金
    pub wage: Option<Wage>,
    /// マイカー通勤: whether it is wished.
    pub by_car: Option<bool>,
    /// 転勤: whether it is possible.
    pub relocation: Option<bool>,
    /// 在宅勤務: whether it is wished.
    pub remote_work: Option<bool>,
}

/// Wishes that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWishes {
    /// No occupation at all.
    #[error("希望職種を1つ以上選んでください。「職種を選ぶ」を押すと、言葉や一覧から選べます。")]
    NoOccupation,
    /// Not in the list.
    #[error("希望職種が一覧にありません。「選び直す」を押して、選び直してください。")]
    UnknownOccupation,
    /// No form of employment at all.
    #[error("希望する雇用形態を1つ以上選んでください。")]
    NoEmployment,
    /// Not in the list.
    #[error("希望する雇用形態は、一覧から選んでください。")]
    UnknownEmployment,
    /// A day that no week has.
    #[error("希望する休日は、一覧から選んでください。")]
    UnknownDayOff,
    /// No place at all.
    #[error("希望勤務地の都道府県を1つ以上選んでください。")]
    NoPlace,
    /// Not in the list.
    #[error("希望勤務地の都道府県は、一覧から選んでください。")]
    UnknownPlace,
    /// One prefecture in two places of the form.
    #[error("同じ都道府県が2回選ばれています。1つにまとめてください。")]
    PrefectureTwice,
    /// A municipality of another prefecture, or none at all.
    #[error(
        "希望勤務地の市区町村が、選んだ都道府県にありません。「市区町村を選ぶ」を押して、選び直してください。"
    )]
    MunicipalityElsewhere,
    /// More municipalities of one prefecture than are taken.
    #[error(
        "市区町村は、1つの都道府県につき{MAX_MUNICIPALITIES}つまで選べます。選んだ数を減らしてください。"
    )]
    TooManyMunicipalities,
}

/// Leaves out what repeats, keeping the first of each.
fn distinct<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

impl WorkWishes {
    /// The least that is asked; the same choice twice counts once.
    pub fn new(occupations: Vec<Occupation>, employment: Vec<EmploymentWish>) -> Self {
        Self { occupations: distinct(occupations), employment: distinct(employment), ..Self::default() }
    }
}

impl PlaceWishes {
    /// The least that is asked, and the wage.
    pub fn new(places: Vec<Place>, wage: Option<Wage>) -> Self {
        Self { places, wage, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_choice_twice_counts_once() {
        let occupation: Occupation = "01101".parse().unwrap();
        let work = WorkWishes::new(
            vec![occupation.clone(), occupation],
            vec![EmploymentWish::ALL[0], EmploymentWish::ALL[0]],
        );
        assert_eq!((work.occupations.len(), work.employment.len()), (1, 1));
    }
}
