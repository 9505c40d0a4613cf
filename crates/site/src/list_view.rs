//! How somebody wants lists of postings to be shown, kept in a cookie as the reading settings are.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;

/// The cookie that keeps the choice.
const COOKIE: &str = "list";

/// How a list of postings is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    /// A card a posting, with everything that helps to choose.
    #[default]
    Cards,
    /// One or two lines a posting.
    Compact,
    /// A table, to compare.
    Table,
}

impl ListView {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Cards, Self::Compact, Self::Table];

    /// The word in the cookie and the form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::Compact => "compact",
            Self::Table => "table",
        }
    }

    /// Reads the word; anything else is cards.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.as_str() == word).unwrap_or_default()
    }

    /// What the cookie of a request says.
    pub fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        Self::from_word(jar.get(COOKIE).map_or("", |cookie| cookie.value()))
    }

    /// The `Set-Cookie` line that keeps the choice for a year.
    pub fn cookie(self, development: bool) -> String {
        let secure = if development { "" } else { "; Secure" };
        format!("{COOKIE}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}", self.as_str())
    }
}
