//! Letters to people, as plain text. The functions that write each letter live in the modules
//! below, one per subject; `Tx::post` of the store takes a letter along with the deed that causes it.

use std::fmt;

pub mod account;
pub mod activity;
pub mod forgetting;
pub mod matches;
pub mod sign_in;
pub mod validity;

use crate::notice::NoticeKind;

/// One mail that is still to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The one address it goes to, as the person typed it.
    pub to: String,
    /// One line, Japanese.
    pub subject: String,
    /// Plain text, lines ended by `\n`. It may hold a 認証キー: it is erased once the letter was sent.
    pub body: String,
}

impl Letter {
    /// The same letter with a last paragraph that says how to stop letters of its kind.
    #[must_use]
    pub fn with_way_to_stop(&self, kind: NoticeKind, address: &str) -> Self {
        let body = format!(
            "{}\n「{}」のお知らせメールが不要なときは、次のアドレスから、ログインせずに止められます。\n{address}\n",
            self.body,
            kind.name()
        );
        Self { body, ..self.clone() }
    }
}

/// Shows neither the address nor the text, so that a letter cannot slip into a log.
impl fmt::Debug for Letter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Letter").field("subject", &self.subject).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_a_log_shows_neither_address_nor_key() {
        let letter = Letter {
            to: "hanako@example.jp".into(),
            subject: "アカウント仮登録完了通知".into(),
            body: "認証キー：ABCD-EFGH".into(),
        };
        let shown = format!("{letter:?}");
        assert!(shown.contains("アカウント仮登録完了通知"));
        assert!(!shown.contains("hanako") && !shown.contains("ABCD"));
    }
}
