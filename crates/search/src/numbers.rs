//! Numbers of all documents of a segment, in memory, for conditions that compare.

use std::collections::HashMap;

use domain::posting::facts::{Hours, Window};
use tantivy::{SegmentReader, columnar::Column as Values};

use crate::{Result, bits::Bits, schema::Column, wording};

/// A number for each document; larger ones are kept as the largest that fits, which no condition reaches.
pub(crate) struct Numbers<T>(Vec<T>);

impl<T: TryFrom<u64> + Copy + Default + PartialOrd> Numbers<T> {
    /// The first value of a column, or 0.
    pub(crate) fn of(reader: &SegmentReader, column: Column, largest: T) -> Result<Self> {
        let values = reader.fast_fields().column_first_or_default::<u64>(&column.name())?;
        let value = |document| T::try_from(values.get_val(document)).unwrap_or(largest);
        Ok(Self((0..reader.max_doc()).map(value).collect()))
    }

    pub(crate) fn at_least(&self, least: T) -> Bits {
        self.that(|value| value >= least)
    }

    pub(crate) fn at_most(&self, most: T) -> Bits {
        self.that(|value| value <= most)
    }

    /// The documents whose number meets a condition.
    pub(crate) fn that(&self, holds: impl Fn(T) -> bool) -> Bits {
        Bits::of(self.0.len() as u32, |document| holds(self.0[document as usize]))
    }
}

/// The working hours of all documents. Few are told apart, so each kind is asked once.
pub(crate) struct WorkingHours {
    kinds: Vec<Hours>,
    of: Vec<u32>,
}

impl WorkingHours {
    pub(crate) fn open(reader: &SegmentReader) -> Result<Self> {
        let column = |column: Column| reader.fast_fields().u64(&column.name());
        let (shifts, band): (Values<u64>, Values<u64>) = (column(Column::Shifts)?, column(Column::Band)?);
        let mut known: HashMap<(Vec<u64>, Option<u64>), u32> = HashMap::new();
        let (mut kinds, mut of) = (Vec::new(), Vec::with_capacity(reader.max_doc() as usize));
        for document in 0..reader.max_doc() {
            let key = (shifts.values_for_doc(document).collect::<Vec<u64>>(), band.first(document));
            let kind = known.entry(key).or_insert_with_key(|(shifts, band)| {
                kinds.push(wording::hours_of(shifts, *band));
                kinds.len() as u32 - 1
            });
            of.push(*kind);
        }
        Ok(Self { kinds, of })
    }

    pub(crate) fn within(&self, window: Window) -> Bits {
        let holds: Vec<bool> = self.kinds.iter().map(|hours| window.holds(hours)).collect();
        Bits::of(self.of.len() as u32, |document| holds[self.of[document as usize] as usize])
    }
}
