//! 絞り込む: the values that narrow a list, each with the number of postings it leads to and one press to get there.

use std::cmp::Reverse;

use domain::{
    posting::facts::JobKind,
    search_query::{Facet, SearchQuery},
};

use super::form::short_address;

/// The part of the page.
pub(super) struct Narrow {
    pub(super) groups: Vec<Group>,
}

/// Values of one condition.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) values: Vec<Value>,
    /// It stands open: it is short, or something of it is asked for.
    pub(super) opened: bool,
    /// There are more values, for which the form is.
    pub(super) more: bool,
}

/// Values of a group beside those that are asked for, with the most postings: the form has all of them.
const MOST_OTHERS: usize = 14;
/// Parts of one value that is asked for.
const MOST_PARTS: usize = 24;
/// Values that a group shows without being opened first.
const SHORT: usize = 8;

/// One value.
pub(super) struct Value {
    pub(super) words: String,
    pub(super) count: usize,
    /// The search with the value, or without it where it is asked for; `None` where the form has no room for it.
    pub(super) href: Option<String>,
    pub(super) state: State,
    /// It is a part of the value before it that is none: 市区町村 of a prefecture, a detail of a group of 職種.
    pub(super) part: bool,
}

impl Value {
    pub(super) fn is_asked(&self) -> bool {
        self.state == State::Asked
    }

    pub(super) fn is_beside(&self) -> bool {
        self.state == State::Beside
    }
}

/// What a press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is asked for, and a press takes it away.
    Asked,
    /// A press asks for it beside others of its kind, so that the list grows.
    Beside,
    /// A press narrows the list.
    Narrows,
}

/// The counts of a search, ready to be laid out.
pub(super) struct Counts<'a> {
    pub(super) query: &'a SearchQuery,
    pub(super) counts: &'a [(Facet, usize)],
    /// The name of a municipality by its code.
    pub(super) municipality: &'a dyn Fn(&str) -> Option<String>,
}

impl Counts<'_> {
    /// Everything that narrows the list. Values that lead to no posting are left out, except those asked for.
    pub(super) fn lay_out(&self) -> Narrow {
        let groups = [
            ("就業場所", self.with_parts(|it| matches!(it, Facet::Prefecture(_)))),
            ("職種", self.with_parts(|it| matches!(it, Facet::Job(job) if job.is_group()))),
            ("雇用形態", self.plain(|it| matches!(it, Facet::Employment(_)))),
            ("こだわり条件", self.plain(|it| matches!(it, Facet::Feature(_)))),
        ];
        let filled = groups.into_iter().filter(|(_, values)| !values.is_empty());
        let group = |(title, values): (&'static str, Vec<Value>)| {
            let opened = values.len() <= SHORT || values.iter().any(Value::is_asked);
            let more = title == "就業場所" && values.len() >= MOST_OTHERS;
            Group { title, values, opened, more }
        };
        Narrow { groups: filled.map(group).collect() }
    }

    fn plain(&self, kind: fn(&Facet) -> bool) -> Vec<Value> {
        let beside = Facet::always().filter(kind).any(|facet| self.adds(facet));
        Facet::always().filter(kind).filter_map(|facet| self.value(facet, beside)).collect()
    }

    /// Values with their parts behind them; what is asked for stands first.
    fn with_parts(&self, kind: fn(&Facet) -> bool) -> Vec<Value> {
        let beside = Facet::always().filter(kind).any(|facet| self.adds(facet));
        let (asked, others): (Vec<Facet>, Vec<Facet>) =
            Facet::always().filter(kind).partition(|facet| self.query.asks_for(*facet));
        let mut values = Vec::new();
        for facet in asked {
            values.extend(self.value(facet, beside));
            let parts = self.parts_of(facet);
            let beside = parts.iter().any(|part| self.query.asks_for(*part));
            let parts = parts.into_iter().filter_map(|part| self.value(part, beside)).collect();
            values.extend(most(parts, MOST_PARTS));
        }
        let others = others.into_iter().filter_map(|facet| self.value(facet, beside)).collect();
        values.extend(most(others, MOST_OTHERS));
        values
    }

    /// True where another value of the same kind is an alternative to one that is asked for.
    fn adds(&self, facet: Facet) -> bool {
        !matches!(facet, Facet::Feature(_)) && self.query.asks_for(facet)
    }

    fn parts_of(&self, whole: Facet) -> Vec<Facet> {
        let counted = self.counts.iter().map(|(facet, _)| *facet);
        match whole {
            Facet::Prefecture(prefecture) => {
                let within = |facet: &Facet| match facet {
                    Facet::Municipality(number) => number / 1_000 == u32::from(prefecture.number()),
                    _ => false,
                };
                let asked = self.query.municipalities.iter().filter_map(|code| code.parse().ok());
                let mut parts: Vec<u32> = counted
                    .chain(asked.map(Facet::Municipality))
                    .filter(within)
                    .filter_map(
                        |facet| if let Facet::Municipality(number) = facet { Some(number) } else { None },
                    )
                    .collect();
                parts.sort_unstable();
                parts.dedup();
                parts.into_iter().map(Facet::Municipality).collect()
            }
            Facet::Job(group) => {
                JobKind::details().filter(|detail| detail.group() == group).map(Facet::Job).collect()
            }
            _ => Vec::new(),
        }
    }

    fn value(&self, facet: Facet, beside: bool) -> Option<Value> {
        let count = self.counts.iter().find_map(|(of, count)| (*of == facet).then_some(*count)).unwrap_or(0);
        let asked = self.query.asks_for(facet);
        if count == 0 && !asked {
            return None;
        }
        Some(Value {
            words: self.words(facet),
            count,
            href: self.query.toggled(facet).map(|query| short_address(&query)),
            state: match (asked, beside) {
                (true, _) => State::Asked,
                (false, true) => State::Beside,
                (false, false) => State::Narrows,
            },
            part: match facet {
                Facet::Municipality(_) => true,
                Facet::Job(job) => !job.is_group(),
                _ => false,
            },
        })
    }

    fn words(&self, facet: Facet) -> String {
        match facet {
            Facet::Prefecture(prefecture) => prefecture.name().to_owned(),
            Facet::Municipality(number) => {
                let code = format!("{number:05}");
                (self.municipality)(&code).unwrap_or(code)
            }
            Facet::Job(job) => job.name().to_owned(),
            Facet::Employment(kind) => kind.label().to_owned(),
            Facet::Feature(value) => value.label.to_owned(),
        }
    }
}

/// Those that are asked for, and of the others the ones with the most postings, in their order.
fn most(values: Vec<Value>, at_most: usize) -> Vec<Value> {
    let mut others: Vec<usize> = (0..values.len()).filter(|at| !values[*at].is_asked()).collect();
    others.sort_by_key(|at| Reverse(values[*at].count));
    let left_out = others.split_off(at_most.min(others.len()));
    let stays = values.into_iter().enumerate().filter(|(at, _)| !left_out.contains(at));
    stays.map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(words: &str, count: usize, state: State) -> Value {
        Value { words: words.to_owned(), count, href: None, state, part: false }
    }

    fn kept(values: Vec<Value>, at_most: usize) -> Vec<String> {
        most(values, at_most).into_iter().map(|value| value.words).collect()
    }

    #[test]
    fn the_values_with_the_most_postings_stay_in_their_order_and_what_is_asked_for_in_any_case() {
        let values = || {
            vec![
                value("岩手県", 1, State::Asked),
                value("北海道", 5, State::Beside),
                value("青森県", 2, State::Beside),
                value("宮城県", 9, State::Beside),
                value("秋田県", 2, State::Beside),
            ]
        };
        assert_eq!(kept(values(), 4).len(), 5, "all of them");
        assert_eq!(kept(values(), 3), ["岩手県", "北海道", "青森県", "宮城県"], "of equals the first");
        assert_eq!(kept(values(), 2), ["岩手県", "北海道", "宮城県"]);
        assert_eq!(kept(values(), 0), ["岩手県"]);
        assert!(kept(Vec::new(), 3).is_empty());
    }
}
