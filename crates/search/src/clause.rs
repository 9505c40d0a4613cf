//! One condition on the wording: any of some words in any of some fields.

use tantivy::TERMINATED;

use crate::phrase::Phrase;

/// Words and fields of which one is enough. Stands on the first document that holds one.
pub(crate) struct Clause {
    phrases: Vec<Phrase>,
}

impl Clause {
    pub(crate) fn any_of(phrases: Vec<Phrase>) -> Self {
        Self { phrases }
    }

    /// The most documents that can be found.
    pub(crate) fn most(&self) -> u32 {
        self.phrases.iter().map(Phrase::most).fold(0, u32::saturating_add)
    }

    /// Whether a document holds it. Documents are asked in their order.
    pub(crate) fn holds(&mut self, document: u32) -> bool {
        self.phrases.iter_mut().any(|phrase| phrase.seek(document) == document)
    }

    /// Hands over all documents in their order.
    pub(crate) fn for_each(mut self, mut deed: impl FnMut(u32)) {
        if let [phrase] = &mut self.phrases[..] {
            phrase.for_each(deed);
            return;
        }
        loop {
            let next = self.phrases.iter().map(Phrase::document).min().unwrap_or(TERMINATED);
            if next == TERMINATED {
                return;
            }
            deed(next);
            for phrase in &mut self.phrases {
                phrase.seek(next + 1);
            }
        }
    }
}
