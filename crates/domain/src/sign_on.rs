//! Rules of signing in through マイナポータル (seed 003; seed 004, 3.4) and of the card that fills the form.

use jiff::SignedDuration;
use url::{Origin, Url};

use crate::clock::Timestamp;

/// Where the portal sends the browser back to.
pub const CALLBACK: &str = "/sso/callback";
/// Where the provider of the card sends the browser back to.
pub const CARD_CALLBACK: &str = "/sso/card/callback";
/// How long somebody may be away at a provider before the way back is closed.
pub const JOURNEY: SignedDuration = SignedDuration::from_mins(30);
/// How long 「マイページ属性連携認証」 stays open: as long as a session may rest.
pub const CONSENT: SignedDuration = SignedDuration::from_mins(30);
/// How long the number of an event that was told is remembered.
pub const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Longest address that the portal may ask us to go on to, in characters.
const LONGEST_TARGET: usize = 2048;

/// Why somebody was sent to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// つなぐ: to bind the account to the person of the portal.
    Link,
    /// To sign in.
    SignIn,
    /// マイナンバーカードを使って求職情報を登録.
    Card,
}

impl Purpose {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::SignIn => "sign_in",
            Self::Card => "card",
        }
    }

    /// Reads the word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Link, Self::SignIn, Self::Card].into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// Addresses of マイナポータル that the operator has configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalAddress {
    link: Url,
}

impl PortalAddress {
    /// From the address at which linking begins (「マイナポータル連携開始」). `None` when it is no web address.
    pub fn parse(link: &str) -> Option<Self> {
        let link = Url::parse(link).ok()?;
        matches!(link.origin(), Origin::Tuple(..)).then_some(Self { link })
    }

    /// Where 「マイナポータル連携開始」 leads.
    pub fn link(&self) -> &str {
        self.link.as_str()
    }

    /// Scheme, host and port of the portal, as a Content-Security-Policy names them.
    pub fn origin(&self) -> String {
        self.link.origin().ascii_serialization()
    }

    /// The address to go on to after linking, when it lies at the portal itself: same scheme, host
    /// and port, and without name and password in it. Anything else would be an open redirect.
    pub fn target(&self, asked: &str) -> Option<String> {
        if asked.len() > LONGEST_TARGET || !asked.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let target = Url::parse(asked).ok()?;
        let plain = target.username().is_empty() && target.password().is_none();
        (plain && !asked.contains('\\') && target.origin() == self.link.origin()).then(|| target.into())
    }
}

/// Does an event that a link was ended concern a link that was made at `linked_at`? One that was made
/// after it is a new link. Seconds are compared, because events know no smaller unit.
pub fn ends_link(event: Timestamp, linked_at: Timestamp) -> bool {
    linked_at.as_second() <= event.as_second()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal() -> PortalAddress {
        PortalAddress::parse("https://myna.example/connect/consent").unwrap()
    }

    #[test]
    fn after_linking_one_goes_on_to_the_portal_and_nowhere_else() {
        assert_eq!(
            portal().target("https://myna.example/connect/done?x=1").as_deref(),
            Some("https://myna.example/connect/done?x=1")
        );
        assert_eq!(
            portal().target("https://myna.example:443/done").as_deref(),
            Some("https://myna.example/done"),
            "the port may be said"
        );
        for elsewhere in [
            "",
            "/done",
            "//myna.example/done",
            "http://myna.example/done",
            "https://myna.example:8443/done",
            "https://myna.example.evil.example/done",
            "https://evil.example/https://myna.example/",
            "https://myna.example@evil.example/",
            "https://user@myna.example/done",
            "https://evil.example\\@myna.example/",
            "https:\\\\myna.example\\done",
            "https://myna.example/\ndone",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://ｍyna.example/done",
        ] {
            assert_eq!(portal().target(elsewhere), None, "{elsewhere}");
        }
        let long = format!("https://myna.example/{}", "x".repeat(LONGEST_TARGET));
        assert_eq!(portal().target(&long), None);
    }

    #[test]
    fn the_portal_has_a_web_address() {
        assert!(PortalAddress::parse("mailto:a@example.jp").is_none());
        assert!(PortalAddress::parse("connect").is_none());
        assert_eq!(portal().origin(), "https://myna.example");
        let local = PortalAddress::parse("http://127.0.0.1:8082/connect/consent").unwrap();
        assert_eq!(local.origin(), "http://127.0.0.1:8082");
    }

    #[test]
    fn an_event_ends_the_links_that_were_there_when_it_happened() {
        let linked = Timestamp::from_microsecond(1_800_000_000_700_000).unwrap();
        let told = |second| Timestamp::from_second(second).unwrap();
        assert!(ends_link(told(1_800_000_000), linked), "in the same second");
        assert!(ends_link(told(1_800_000_001), linked));
        assert!(!ends_link(told(1_799_999_999), linked), "the link is newer");
    }

    #[test]
    fn purposes_keep_their_words() {
        for purpose in [Purpose::Link, Purpose::SignIn, Purpose::Card] {
            assert_eq!(Purpose::from_word(purpose.as_str()), Some(purpose));
        }
        assert_eq!(Purpose::from_word("other"), None);
    }
}
