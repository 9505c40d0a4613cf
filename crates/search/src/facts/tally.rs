//! How many of some documents have a value that narrows a list.

use domain::{prefecture::Prefecture, search_query::Facet};
use tantivy::SegmentReader;

use super::SegmentFacts;
use crate::{Result, hits::Hits, members::Members, schema::Column};

impl SegmentFacts {
    /// How many of some hits have a value.
    pub(crate) fn count(&self, facet: Facet, among: &Hits) -> usize {
        let count = match facet {
            Facet::Prefecture(prefecture) => self.prefectures.count_among(prefecture.number().into(), among),
            Facet::Municipality(number) => self.municipalities.count_among(number.into(), among),
            Facet::Job(job) => self.job_kinds.count_among(job.number().into(), among),
            Facet::Employment(_) | Facet::Feature(_) => {
                facet.flag().map_or(0, |flag| self.flags.count_among(flag.number().into(), among))
            }
        };
        count as usize
    }

    /// The municipalities of some prefectures in which there is a posting.
    pub(crate) fn municipalities_of(&self, prefectures: &[Prefecture]) -> Vec<u32> {
        if prefectures.is_empty() {
            return Vec::new();
        }
        let within = |number: &u32| prefectures.iter().any(|of| u32::from(of.number()) == number / 1_000);
        self.municipalities.values().filter_map(|number| u32::try_from(number).ok()).filter(within).collect()
    }
}

/// 希望する職種 of all documents, with the groups of the details: a group is one value, so that it is counted at once.
pub(super) fn job_kinds(reader: &SegmentReader) -> Result<Members> {
    let details = reader.fast_fields().u64(&Column::JobKind.name())?;
    Ok(Members::of(reader.max_doc(), |document| {
        let details: Vec<u64> = details.values_for_doc(document).collect();
        let mut all: Vec<u64> =
            details.iter().map(|detail| detail / 100 * 100).chain(details.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }))
}
