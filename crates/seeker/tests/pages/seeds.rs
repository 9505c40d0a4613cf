//! Fixed sentences of the seeds, as they stand on the screens. What the screens do is tested elsewhere;
//! docs/spec-coverage.md leads from each sentence to its test.

use testkit::{Page, plain};

mod contact;
mod home;
mod login;
mod registration;

/// The breadcrumb, without spaces.
fn way(page: &Page) -> String {
    plain(&page.texts(".breadcrumb li").concat())
}

/// Fails unless every one of these sentences stands on the page.
fn says_all(page: &Page, sentences: &[&str]) {
    for sentence in sentences {
        assert!(page.says(sentence), "「{sentence}」 does not stand on 「{}」: {}", page.h1(), page.text());
    }
}
