//! A query as the list of its conditions, and a query with one of them less.

use super::{CHOICES, Choice, Condition, How, Item, SearchQuery, Spellings, TypedWords};
use crate::{
    fold::fold,
    posting::{
        EmploymentKind, WorkingTime,
        facts::{self, Flag},
    },
};

/// フルタイム and パート as values of [`Item::Time`].
static TIMES: [Choice; 2] = [
    Choice { code: "full", label: "フルタイム", flag: Flag::FullTime },
    Choice { code: "part", label: "パート", flag: Flag::PartTime },
];

/// 雇用形態 as values of [`Item::Employment`], in the order of [`EmploymentKind::ALL`].
static EMPLOYMENTS: [Choice; 7] = {
    let kinds = EmploymentKind::ALL;
    let mut choices = [Choice { code: "", label: "", flag: Flag::Regular }; 7];
    let mut at = 0;
    while at < 7 {
        let kind = kinds[at];
        choices[at] = Choice { code: kind.code(), label: kind.label(), flag: facts::employment(kind) };
        at += 1;
    }
    choices
};

impl SearchQuery {
    /// Every condition of the query, all of which a posting meets; none where everything is looked for. Their
    /// order is fixed: words, place, work, person, pay, hours, employer, and the boxes.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all = self.word_conditions();
        let list = [
            some(&self.areas(), Condition::Place),
            some(&self.lines, Condition::Lines),
            some(&self.jobs, Condition::Jobs),
            some(&self.occupations, Condition::Occupations),
            some(&self.industries, Condition::Industries),
            self.time.map(|time| Condition::Has { item: Item::Time, values: vec![time_choice(time)] }),
            self.employment_condition(),
            self.age.map(Condition::Age),
            (!self.wage.is_none()).then_some(Condition::Wage(self.wage)),
            (self.hours != Default::default()).then_some(Condition::Hours(self.hours)),
            self.overtime_max.map(Condition::OvertimeAtMost),
            self.annual_holidays.map(Condition::HolidaysAtLeast),
            self.retirement_age.map(Condition::RetirementFrom),
            some(&self.licences, Condition::Licences),
        ];
        all.extend(list.into_iter().flatten());
        all.extend(self.excluded_licences.iter().map(|code| Condition::WithoutLicence(*code)));
        let employer = if self.without_employer { Condition::WithoutEmployer } else { Condition::Employer };
        all.extend((!self.employer.is_empty()).then(|| employer(self.employer.clone())));
        all.extend(some(&self.numbers, Condition::Numbers));
        all.extend(self.establishment.map(Condition::Establishment));
        all.extend(self.new.map(Condition::New));
        all.extend(self.box_conditions());
        all
    }

    /// The same search without one of its conditions, from its first page.
    pub fn without(&self, condition: &Condition) -> Self {
        let mut query = self.on_page(1);
        match condition {
            Condition::Words { words, .. } => query.drop_words(words),
            Condition::WithoutWord { folded, .. } => {
                query.excluded_words.retain(|word| fold(word) != *folded);
            }
            Condition::Has { item, values } => query.drop_values(*item, values),
            Condition::HasNot { item, value } => query.boxes.untick(*item, value.flag),
            Condition::Place(_) => {
                query.prefecture = None;
                query.further_prefectures.clear();
                query.municipalities.clear();
            }
            Condition::Lines(_) => query.lines.clear(),
            Condition::Jobs(_) => query.jobs.clear(),
            Condition::Occupations(_) => query.occupations.clear(),
            Condition::Industries(_) => query.industries.clear(),
            Condition::Age(_) => query.age = None,
            Condition::Wage(_) => query.wage = Default::default(),
            Condition::Hours(_) => query.hours = Default::default(),
            Condition::OvertimeAtMost(_) => query.overtime_max = None,
            Condition::HolidaysAtLeast(_) => query.annual_holidays = None,
            Condition::RetirementFrom(_) => query.retirement_age = None,
            Condition::Licences(_) => query.licences.clear(),
            Condition::WithoutLicence(code) => query.excluded_licences.retain(|other| other != code),
            Condition::Employer(_) | Condition::WithoutEmployer(_) => {
                query.employer.clear();
                query.without_employer = false;
            }
            Condition::Numbers(_) => query.numbers.clear(),
            Condition::Establishment(_) => query.establishment = None,
            Condition::New(_) => query.new = None,
        }
        query
    }

    /// The same search with the value of an item in addition, from its first page: for a facet that is pressed.
    /// Unchanged where the item has no such value.
    pub fn with(&self, item: Item, code: &str) -> Self {
        let mut query = self.on_page(1);
        query.boxes.tick(item, code);
        query
    }

    fn word_conditions(&self) -> Vec<Condition> {
        let typed = TypedWords { words: &self.words, phrases: &self.phrases };
        let words: Vec<Spellings> = typed.spellings().collect();
        let fields = self.word_fields.clone();
        let mut all: Vec<Condition> = match (words.is_empty(), self.any_word) {
            (true, _) => Vec::new(),
            (false, true) => vec![Condition::Words { words, fields }],
            (false, false) => {
                let one = |word| Condition::Words { words: vec![word], fields: fields.clone() };
                words.into_iter().map(one).collect()
            }
        };
        let without = |typed: &String| Condition::WithoutWord { typed: typed.clone(), folded: fold(typed) };
        all.extend(self.excluded_words.iter().map(without));
        all
    }

    fn employment_condition(&self) -> Option<Condition> {
        let chosen = |choice: &&Choice| self.employments.iter().any(|kind| kind.code() == choice.code);
        some(&EMPLOYMENTS.iter().filter(chosen).collect::<Vec<_>>(), |values| Condition::Has {
            item: Item::Employment,
            values,
        })
    }

    fn box_conditions(&self) -> impl Iterator<Item = Condition> {
        CHOICES.iter().flat_map(|choices| {
            let (item, ticked) = (choices.item, self.boxes.of(choices.item).collect::<Vec<_>>());
            match choices.how {
                _ if ticked.is_empty() => Vec::new(),
                How::One | How::Any => vec![Condition::Has { item, values: ticked }],
                How::Every => {
                    ticked.into_iter().map(|value| Condition::Has { item, values: vec![value] }).collect()
                }
                How::None => ticked.into_iter().map(|value| Condition::HasNot { item, value }).collect(),
            }
        })
    }

    fn drop_words(&mut self, dropped: &[Spellings]) {
        let stays = |text: &String, phrase: bool| {
            !dropped.iter().any(|word| word.phrase == phrase && word.typed == *text)
        };
        self.words.retain(|word| stays(word, false));
        self.phrases.retain(|phrase| stays(phrase, true));
        self.tidy_words();
    }

    fn drop_values(&mut self, item: Item, values: &[&'static Choice]) {
        match item {
            Item::Time => self.time = None,
            Item::Employment => self.employments.clear(),
            _ => values.iter().for_each(|value| self.boxes.untick(item, value.flag)),
        }
    }
}

/// 雇用形態 as a value of [`Item::Employment`].
pub(super) fn employment_choice(kind: EmploymentKind) -> &'static Choice {
    // The array is in the order of the kinds, so one of them has the code.
    EMPLOYMENTS.iter().find(|choice| choice.code == kind.code()).unwrap_or(&EMPLOYMENTS[0])
}

fn time_choice(time: WorkingTime) -> &'static Choice {
    match time {
        WorkingTime::Full => &TIMES[0],
        WorkingTime::Part => &TIMES[1],
    }
}

/// A condition on a list that names something.
fn some<T: Clone>(list: &[T], condition: impl FnOnce(Vec<T>) -> Condition) -> Option<Condition> {
    (!list.is_empty()).then(|| condition(list.to_vec()))
}
