//! Single conditions of a search, and what each asks of a posting.

use std::cell::OnceCell;

use super::{Area, Choice, Item, LineRange, NewSince, Spellings};
use crate::{
    clock::Date,
    establishment::EstablishmentNumber,
    fold::fold,
    posting::{
        Facts, IdentityFacts, PostingNumber, TextField, Visible,
        facts::{Industry, JobKind, LicenceCode, OccupationCode, Pay, Retirement, Window},
    },
};

/// The wage that is asked for, in yen; both `None`: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WageWish {
    /// 月給 at least: for postings that are paid by the month, the day or the year.
    pub month: Option<u32>,
    /// 時給 at least: for postings that are paid by the hour.
    pub hour: Option<u32>,
    /// 手当・固定残業代を含む: compared with 賃金（手当等を含む） rather than 基本給. False where no wage is asked.
    pub with_allowances: bool,
}

/// One condition of a search. It holds or does not hold for a posting by itself, can be named
/// ([`Condition::in_words`]) and taken away ([`super::SearchQuery::without`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// フリーワード: some text of the fields holds one spelling of one of the words. In an AND search there is one
    /// such condition for each word, in an OR search one for all.
    Words {
        /// The words and phrases.
        words: Vec<Spellings>,
        /// Where; empty is everywhere.
        fields: Vec<TextField>,
    },
    /// NOT検索: no text holds it.
    WithoutWord {
        /// As typed.
        typed: String,
        /// Folded.
        folded: String,
    },
    /// The posting has the flag of one of these values.
    Has {
        /// Of which item.
        item: Item,
        /// The values; never empty.
        values: Vec<&'static Choice>,
    },
    /// The posting does not have the flag of this value.
    HasNot {
        /// Of which item.
        item: Item,
        /// The value.
        value: &'static Choice,
    },
    /// 就業場所: in one of the areas.
    Place(Vec<Area>),
    /// 沿線. Identity.
    Lines(Vec<LineRange>),
    /// 希望する職種: one of them finds the posting's occupation.
    Jobs(Vec<JobKind>),
    /// 職業分類: one of them.
    Occupations(Vec<OccupationCode>),
    /// 産業分類: one of them.
    Industries(Vec<Industry>),
    /// 年齢: within the posting's limits, or there are none.
    Age(u8),
    /// 月給, 時給
    Wage(WageWish),
    /// 希望する就業時間
    Hours(Window),
    /// 時間外労働月平均: stated, and at most so many hours.
    OvertimeAtMost(u8),
    /// 年間休日数: stated, and at least so many days.
    HolidaysAtLeast(u16),
    /// 定年: stated to be this age or later, or stated that there is none.
    RetirementFrom(u8),
    /// 免許・資格: one of them is named.
    Licences(Vec<LicenceCode>),
    /// 免許・資格 with のぞく: it is not named.
    WithoutLicence(LicenceCode),
    /// 事業所名: stands in the name or its カナ. Identity.
    Employer(String),
    /// 事業所名 with のぞく. A posting that does not show its employer stays in, whoever the employer is. Identity.
    WithoutEmployer(String),
    /// 求人番号: one of them.
    Numbers(Vec<PostingNumber>),
    /// 事業所番号. Identity.
    Establishment(EstablishmentNumber),
    /// 新着
    New(NewSince),
}

/// A posting as its viewer sees it, ready to be asked.
pub struct Candidate<'a> {
    seen: &'a Visible,
    facts: Facts,
    /// `None` where the viewer may not know the employer.
    identity: Option<IdentityFacts>,
    today: Date,
    texts: OnceCell<Vec<(TextField, String)>>,
}

impl<'a> Candidate<'a> {
    /// Of what a viewer sees on a day (Asia/Tokyo).
    pub fn of(seen: &'a Visible, today: Date) -> Self {
        let (facts, identity) = (seen.facts_open(), seen.facts_identity());
        Self { seen, facts, identity, today, texts: OnceCell::new() }
    }

    /// The folded texts.
    fn texts(&self) -> &[(TextField, String)] {
        self.texts
            .get_or_init(|| self.seen.texts().into_iter().map(|(field, text)| (field, fold(&text))).collect())
    }

    fn has_word(&self, spelling: &str, fields: &[TextField]) -> bool {
        let within = |field: &TextField| fields.is_empty() || fields.contains(field);
        self.texts().iter().any(|(field, text)| within(field) && text.contains(spelling))
    }
}

impl Condition {
    /// True for conditions that are answered from what leads to the employer, and so only for viewers to whom a
    /// posting shows its employer (domain 5.6). Free words are not among them: they look into what is shown.
    pub fn asks_identity(&self) -> bool {
        matches!(self, Self::Lines(_) | Self::Employer(_) | Self::WithoutEmployer(_) | Self::Establishment(_))
    }

    /// True when a posting meets the condition.
    pub fn holds(&self, it: &Candidate<'_>) -> bool {
        let facts = &it.facts;
        match self {
            Self::Words { words, fields } => {
                words.iter().flat_map(|word| &word.folded).any(|spelling| it.has_word(spelling, fields))
            }
            Self::WithoutWord { folded, .. } => !it.has_word(folded, &[]),
            Self::Has { values, .. } => values.iter().any(|value| facts.flags.has(value.flag)),
            Self::HasNot { value, .. } => !facts.flags.has(value.flag),
            Self::Place(areas) => areas.iter().any(|area| area.holds(it.seen)),
            Self::Jobs(jobs) => facts.job_kinds().iter().any(|of| jobs.iter().any(|job| of.is_within(*job))),
            Self::Occupations(classes) => {
                facts.occupation.is_some_and(|of| classes.iter().any(|class| of.is_within(*class)))
            }
            Self::Industries(classes) => facts.industry.is_some_and(|of| classes.contains(&of)),
            Self::Licences(codes) => codes.iter().any(|code| facts.licences.contains(code)),
            Self::WithoutLicence(code) => !facts.licences.contains(code),
            Self::Numbers(numbers) => numbers.contains(&it.seen.number),
            Self::New(new) => facts.received_on >= new.earliest(it.today),
            Self::Lines(_) | Self::Employer(_) | Self::WithoutEmployer(_) | Self::Establishment(_) => {
                self.holds_for(it.identity.as_ref())
            }
            _ => self.holds_by_number(facts),
        }
    }

    /// Conditions on one number each.
    fn holds_by_number(&self, facts: &Facts) -> bool {
        match self {
            Self::Age(age) => {
                facts.age_from.is_none_or(|from| from <= *age) && facts.age_to.is_none_or(|to| *age <= to)
            }
            Self::Wage(wish) => facts.pay.is_some_and(|pay| wish.holds(pay)),
            Self::Hours(window) => window.holds(&facts.hours),
            Self::OvertimeAtMost(most) => facts.overtime_hours.is_some_and(|hours| hours <= u32::from(*most)),
            Self::HolidaysAtLeast(least) => {
                facts.annual_holidays.is_some_and(|days| days >= u32::from(*least))
            }
            Self::RetirementFrom(least) => match facts.retirement {
                Some(Retirement::None) => true,
                Some(Retirement::At(Some(age))) => age >= *least,
                Some(Retirement::At(None)) | None => false,
            },
            _ => false,
        }
    }

    /// Conditions on what leads to the employer. Without it they answer the same whoever the employer is.
    fn holds_for(&self, identity: Option<&IdentityFacts>) -> bool {
        let named = |name: &str| {
            let name = fold(name);
            identity.is_some_and(|identity| identity.names.iter().any(|known| known.contains(&name)))
        };
        match self {
            Self::Lines(runs) => identity.is_some_and(|identity| {
                identity.lines.iter().any(|line| runs.iter().any(|run| run.holds(*line)))
            }),
            Self::Employer(name) => named(name),
            Self::WithoutEmployer(name) => !named(name),
            Self::Establishment(number) => {
                identity.is_some_and(|identity| identity.establishment == Some(*number))
            }
            _ => false,
        }
    }
}

impl Area {
    fn holds(&self, seen: &Visible) -> bool {
        seen.workplace.prefecture == Some(self.prefecture)
            && (self.municipalities.is_empty()
                || self.municipalities.contains(&seen.workplace.municipality_code))
    }
}

impl WageWish {
    /// True when no wage is asked for.
    pub fn is_none(self) -> bool {
        self.month.is_none() && self.hour.is_none()
    }

    /// True when the lower bound of a wage is at least what is asked for its unit. A unit for which nothing is
    /// asked does not meet the other's wish.
    pub fn holds(self, pay: Pay) -> bool {
        let least = if pay.by_hour { self.hour } else { self.month };
        let offered = if self.with_allowances { pay.lower } else { pay.basic };
        least.is_some_and(|least| offered >= u64::from(least))
    }
}
