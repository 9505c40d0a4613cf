//! A page as the test reads it.

use axum::http::{HeaderMap, StatusCode};
use scraper::{Html, Selector, node::Element};
use unicode_normalization::UnicodeNormalization;

/// An answer of the site.
#[derive(Debug, Clone)]
pub struct Page {
    /// Status of the last answer, after redirects.
    pub status: StatusCode,
    /// Path and query that answered.
    pub path: String,
    /// Headers of the last answer.
    pub headers: HeaderMap,
    /// The document.
    pub body: String,
    /// The answer as it came, for what is no text.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The document, to be searched with selectors.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The heading of the page; empty when there is none.
    pub fn h1(&self) -> String {
        self.texts("h1").into_iter().next().unwrap_or_default()
    }

    /// What the window's title says.
    pub fn title(&self) -> String {
        self.texts("title").into_iter().next().unwrap_or_default()
    }

    /// The words of everything that the selector finds, one text for each, outer spaces cut.
    ///
    /// # Panics
    /// When the selector is not CSS.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let text = |found: scraper::ElementRef<'_>| found.text().collect::<String>().trim().to_owned();
        self.html().select(&selector(css)).map(text).collect()
    }

    /// The values of an attribute of all elements that match, in the order of the page.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = self.html();
        html.select(&selector(css)).filter_map(|it| it.attr(name).map(str::to_owned)).collect()
    }

    /// The value of an attribute of the first thing that the selector finds.
    ///
    /// # Panics
    /// When the selector is not CSS.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.html().select(&selector(css)).next()?.attr(name).map(str::to_owned)
    }

    /// All words of the page's main part, or of the whole where there is none.
    pub fn text(&self) -> String {
        let main = self.texts("main").join("\n");
        if main.is_empty() { self.texts("body").join("\n") } else { main }
    }

    /// True when these words stand on the page, width of characters and spaces apart.
    pub fn says(&self, words: &str) -> bool {
        plain(&self.text()).contains(&plain(words))
    }

    /// The sentences of the error summary, in its order.
    pub fn errors(&self) -> Vec<String> {
        self.texts("[role=alert] li")
    }

    /// The sentence that stands at the field of this name.
    ///
    /// # Panics
    /// When no sentence stands there, or nothing is described by it.
    pub fn error_at(&self, name: &str) -> String {
        let at = || panic!("no error stands at {name} on {}: {:?}", self.path, self.errors());
        let sentence = self.texts(&format!("[id=\"{name}-error\"]")).into_iter().next().unwrap_or_else(at);
        let described = format!("[aria-describedby~=\"{name}-error\"]");
        assert!(!self.texts(&described).is_empty(), "no field is described by {name}-error");
        sentence.trim_start_matches("エラー：").trim().to_owned()
    }

    /// What the field of this name holds; `None` when there is no such field.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let html = self.html();
        let field = html.select(&selector(&format!("[name=\"{name}\"]"))).next()?;
        match field.value().name() {
            "textarea" => Some(field.text().collect()),
            "select" => {
                let chosen = field.select(&selector("option[selected]")).next();
                Some(chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned())
            }
            _ => Some(field.attr("value").unwrap_or_default().to_owned()),
        }
    }

    /// The texts with kanji that people see without a reading (ふりがな), outer spaces cut. Titles, choices of
    /// selects and text boxes hold no readings and are left out.
    ///
    /// # Panics
    /// When the page shows no reading at all.
    pub fn without_reading(&self) -> Vec<String> {
        const NO_MARKUP: [&str; 7] = ["head", "option", "ruby", "script", "svg", "textarea", "title"];
        let html = self.html();
        assert!(html.select(&selector("main rt")).next().is_some(), "{} has no readings", self.path);
        let plain = |above: &Element| {
            NO_MARKUP.contains(&above.name()) || above.classes().any(|class| class == "visually-hidden")
        };
        let texts = html
            .tree
            .root()
            .descendants()
            .filter(|node| !node.ancestors().filter_map(|above| above.value().as_element()).any(plain));
        let texts = texts.filter_map(|node| node.value().as_text().map(|text| text.trim().to_owned()));
        texts.filter(|text| text.contains(|c| ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '々')).collect()
    }

    /// A header of the answer; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The address behind the link with these words.
    pub fn link(&self, words: &str) -> Option<String> {
        let html = self.html();
        let said = |link: &scraper::ElementRef<'_>| plain(&link.text().collect::<String>()) == plain(words);
        let link = html.select(&selector("a[href]")).find(said)?;
        link.attr("href").map(str::to_owned)
    }
}

/// As the words' contract compares: full-width and half-width alike, no spaces.
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|letter| !letter.is_whitespace()).collect()
}

pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css} is not a selector: {error}"))
}
