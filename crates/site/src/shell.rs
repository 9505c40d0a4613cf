//! What surrounds the content of a page: title, menu, breadcrumb, reading settings.

use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use domain::session::SessionLimits;

use crate::ruby;

/// The cookie that keeps the reading settings.
const DISPLAY_COOKIE: &str = "display";
/// The word in the cookie and the form for readings.
pub const RUBY: &str = "ruby";

/// Size of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As designed.
    #[default]
    Normal,
    /// 大.
    Large,
    /// 特大.
    Largest,
}

impl TextSize {
    /// The word in the cookie, the form and the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }

    /// Reads the word; anything else is normal.
    pub fn from_word(word: &str) -> Self {
        [Self::Large, Self::Largest].into_iter().find(|size| size.as_str() == word).unwrap_or_default()
    }
}

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contrast {
    /// As designed.
    #[default]
    Normal,
    /// 白黒反転.
    Inverted,
}

impl Contrast {
    /// The word in the cookie, the form and the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Inverted => "inverted",
        }
    }

    /// Reads the word; anything else is normal.
    pub fn from_word(word: &str) -> Self {
        if word == Self::Inverted.as_str() { Self::Inverted } else { Self::Normal }
    }
}

/// The item of the menu that a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Menu {
    /// None of them.
    #[default]
    None,
    /// ホーム.
    Home,
    /// 求人検索.
    Search,
    /// 求職活動状況.
    Activity,
    /// メッセージ.
    Messages,
    /// 求職者情報・設定.
    Settings,
}

impl Menu {
    /// The word that templates compare with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Home => "home",
            Self::Search => "search",
            Self::Activity => "activity",
            Self::Messages => "messages",
            Self::Settings => "settings",
        }
    }
}

/// A step of the breadcrumb between トップ and the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub name: String,
    /// Where it leads; none for the page one is on.
    pub href: Option<String>,
}

impl Crumb {
    /// The name with its readings, for `|safe`.
    pub fn heading(&self) -> String {
        ruby::escaped(&self.name)
    }
}

/// What the request tells about how pages are to be shown.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Path and query of the request.
    pub path: String,
    /// Size of the letters.
    pub text_size: TextSize,
    /// Colours of the page.
    pub contrast: Contrast,
    /// ふりがな over the fixed texts.
    pub ruby: bool,
    /// How long the session lasts, for people who have one.
    pub session: Option<SessionLimits>,
}

impl View {
    /// Reads the settings from the cookie.
    pub fn of(path: &str, headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let kept = jar.get(DISPLAY_COOKIE).map_or("", |cookie| cookie.value());
        let mut words = kept.split('.');
        let mut word = || words.next().unwrap_or("");
        Self {
            path: path.to_owned(),
            text_size: TextSize::from_word(word()),
            contrast: Contrast::from_word(word()),
            ruby: word() == RUBY,
            session: None,
        }
    }

    /// The `Set-Cookie` line that keeps the settings for a year.
    pub fn cookie(text_size: TextSize, contrast: Contrast, ruby: bool, development: bool) -> String {
        let ruby = if ruby { RUBY } else { "plain" };
        let secure = if development { "" } else { "; Secure" };
        format!(
            "{DISPLAY_COOKIE}={}.{}.{ruby}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}",
            text_size.as_str(),
            contrast.as_str()
        )
    }

    /// The surroundings of a page with this heading.
    pub fn shell(&self, h1: &str) -> Shell {
        Shell {
            h1: h1.to_owned(),
            crumbs: Vec::new(),
            menu: Menu::None,
            signed_in: self.session.is_some(),
            session_minutes: self.session.map_or(0, |limits| limits.idle.as_secs() / 60),
            person: None,
            error: false,
            doubt: false,
            path: self.path.clone(),
            text_size: self.text_size,
            contrast: self.contrast,
            ruby: self.ruby,
            message: None,
        }
    }
}

/// The surroundings of one page. `base.html` draws them. The h1 and the names of crumbs may carry readings
/// ([`crate::ruby`]).
#[derive(Clone, Debug)]
pub struct Shell {
    /// The name of the screen: the only h1, and first in the title.
    pub h1: String,
    /// Steps of the breadcrumb between トップ and this page.
    pub crumbs: Vec<Crumb>,
    /// The item of the menu this page belongs to.
    pub menu: Menu,
    /// Shows menu and logout.
    pub signed_in: bool,
    /// Minutes without a request after which the session ends, for the warning before it; 0 without one.
    pub session_minutes: u64,
    /// The person's name, where it is known and useful.
    pub person: Option<String>,
    /// The page shows errors: the title begins with 「エラー：」.
    pub error: bool,
    /// The page asks to check something once more: the title begins with 「確認：」.
    pub doubt: bool,
    /// Path and query of this page, to come back to.
    pub path: String,
    /// Size of the letters.
    pub text_size: TextSize,
    /// Colours of the page.
    pub contrast: Contrast,
    /// ふりがな over the fixed texts.
    pub ruby: bool,
    /// What was just done, in one sentence.
    pub message: Option<String>,
}

impl Shell {
    /// The h1 without readings, for the title and for sentences.
    pub fn name(&self) -> String {
        ruby::words(&self.h1)
    }

    /// The h1 with its readings, for `|safe`.
    pub fn heading(&self) -> String {
        ruby::escaped(&self.h1)
    }

    /// A name, choice or sentence from Rust with its readings ([`crate::ruby::read`]), for `|safe`. Never for
    /// data alone: what people or imports wrote is shown as it is.
    pub fn read(&self, text: impl AsRef<str>) -> String {
        ruby::read(text.as_ref())
    }

    /// Marks an item of the menu as current.
    #[must_use]
    pub fn menu(mut self, menu: Menu) -> Self {
        self.menu = menu;
        self
    }

    /// Adds a step to the breadcrumb.
    #[must_use]
    pub fn crumb(mut self, name: &str, href: &str) -> Self {
        self.crumbs.push(Crumb { name: name.to_owned(), href: Some(href.to_owned()) });
        self
    }

    /// Says what was just done.
    #[must_use]
    pub fn message(mut self, sentence: &str) -> Self {
        self.message = Some(sentence.to_owned());
        self
    }

    /// Marks the page as one with errors, or with warnings, when the form has some.
    #[must_use]
    pub fn with_errors(mut self, form: &crate::FormState) -> Self {
        self.error = !form.ok();
        self.doubt = !form.passes() && form.ok();
        self
    }
}
