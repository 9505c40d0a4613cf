//! A browser as far as it is needed: cookies, forms, and what a page says.

use reqwest::{RequestBuilder, Response, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use crate::rig::{Changes, Rig, changed, location};

/// One browser with its cookie.
#[derive(Clone)]
pub struct Browser<'a> {
    rig: &'a Rig,
    cookie: Option<String>,
}

/// A page that was read.
pub struct Screen {
    pub status: StatusCode,
    html: Html,
}

impl<'a> Browser<'a> {
    pub fn new(rig: &'a Rig) -> Self {
        Self { rig, cookie: None }
    }

    async fn send(&mut self, request: RequestBuilder) -> Response {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        let response = request.send().await.unwrap();
        if let Some(set) = response.headers().get(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            assert!(set.contains("; HttpOnly; SameSite=Lax"), "{set}");
            self.cookie = set.split(';').next().filter(|pair| !pair.ends_with('=')).map(str::to_owned);
        }
        response
    }

    pub async fn open(&mut self, url: &str) -> Response {
        let request = self.rig.browser.get(self.absolute(url));
        self.send(request).await
    }

    pub async fn look(&mut self, url: &str) -> Screen {
        Screen::of(self.open(url).await).await
    }

    /// Sends a form and does not follow.
    pub async fn post(&mut self, path: &str, fields: Changes<'_>) -> Response {
        let request = self.rig.form(&self.absolute(path), &changed(&[], fields));
        let request = request.header(header::ORIGIN, &self.rig.origin);
        self.send(request).await
    }

    /// Where a form leads.
    pub async fn lead(&mut self, path: &str, fields: Changes<'_>) -> String {
        let response = self.post(path, fields).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        location(&response)
    }

    pub async fn signed_in(rig: &'a Rig, person: &str) -> Self {
        let mut browser = Self::new(rig);
        assert_eq!(browser.lead("/sign-in", &[("person", person), ("deed", "sign-in")]).await, "/");
        browser
    }

    /// A link as far as つながり完了, when the service does its part.
    pub async fn linked(rig: &'a Rig, person: &str) -> Self {
        let mut browser = Self::signed_in(rig, person).await;
        browser.lead("/connect/consent", &[]).await;
        assert_eq!(browser.look("/connect/done").await.heading(), "つながり完了");
        browser
    }

    fn absolute(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.rig.origin) } else { url.to_owned() }
    }
}

impl Screen {
    pub async fn of(response: Response) -> Self {
        let status = response.status();
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        Self { status, html: Html::parse_document(&response.text().await.unwrap()) }
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).unwrap();
        self.html.select(&selector).collect()
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text_of).collect()
    }

    /// The one heading of the first level.
    pub fn heading(&self) -> String {
        let headings = self.texts("h1");
        assert_eq!(headings.len(), 1, "{headings:?}");
        headings[0].clone()
    }

    /// The text of the whole page.
    pub fn text(&self) -> String {
        text_of(self.html.root_element())
    }

    pub fn has(&self, sentence: &str) -> bool {
        self.text().contains(sentence)
    }

    pub fn attribute(&self, selector: &str, name: &str) -> String {
        self.all(selector)[0].attr(name).unwrap().to_owned()
    }
}

/// The text with every run of white space as one space.
fn text_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
