//! The reference data and the sample postings that the program carries in itself (see `data/README.md`).

use domain::clock::Date;

/// A file of `data/`, as it is.
#[derive(Clone, Copy)]
pub(super) struct EmbeddedFile {
    /// Its name with ending.
    pub(super) name: &'static str,
    /// Its content; packed with zstd when the name ends in `.zst`.
    pub(super) bytes: &'static [u8],
}

macro_rules! embedded {
    ($name:literal) => {
        EmbeddedFile { name: $name, bytes: include_bytes!(concat!("../../../../data/", $name)) }
    };
}

/// The reference tables.
pub(super) const TABLES: [EmbeddedFile; 11] = [
    embedded!("prefectures.csv"),
    embedded!("municipalities.csv"),
    embedded!("offices.csv"),
    embedded!("postal_codes.csv.zst"),
    embedded!("job_kinds.csv"),
    embedded!("occupations.csv"),
    embedded!("occupation_classes.csv"),
    embedded!("occupation_titles.csv.zst"),
    embedded!("industries.csv"),
    embedded!("licences.csv"),
    embedded!("code_lists.csv"),
];

/// Invented postings for the demo, as JSON Lines packed with zstd.
pub(super) const SAMPLE_POSTINGS: EmbeddedFile = embedded!("sample-postings.jsonl.zst");

/// The newest 受付年月日 of [`SAMPLE_POSTINGS`].
pub(super) const SAMPLE_AS_OF: Date = Date::constant(2026, 11, 20);
