//! Somebody with a browser: keeps cookies, follows redirects, sends the forms of the pages.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderValue, Method, Request, StatusCode, header},
};
use domain::clock::{Clock, Timestamp};
use tower::ServiceExt;

use crate::{
    form,
    page::{Page, plain},
};

/// More redirects than any deed needs.
const MOST_REDIRECTS: usize = 8;
/// Largest answer a test reads, in bytes.
const LARGEST: usize = 8 << 20;

/// One visitor with a browser of their own. Cloned, it is a second window that knows the same cookies.
#[derive(Clone)]
pub struct Visitor {
    site: Router,
    clock: Clock,
    origin: String,
    address: SocketAddr,
    cookies: BTreeMap<String, Cookie>,
    page: Option<Page>,
}

#[derive(Clone)]
struct Cookie {
    value: String,
    until: Option<Timestamp>,
}

impl Visitor {
    /// A browser without cookies in front of `site`, whose own address is `origin`
    /// (`http://127.0.0.1:8080`); cookies age by `clock`.
    pub fn new(site: Router, clock: Clock, origin: &str) -> Self {
        let address = SocketAddr::from(([192, 0, 2, 1], 50_000));
        Self { site, clock, origin: origin.to_owned(), address, cookies: BTreeMap::new(), page: None }
    }

    /// The same browser behind another network address.
    #[must_use]
    pub fn from_address(mut self, address: [u8; 4]) -> Self {
        self.address = SocketAddr::from((address, 50_000));
        self
    }

    /// The clock by which cookies age: the site's.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The page that stands open.
    ///
    /// # Panics
    /// Before the first page.
    pub fn page(&self) -> &Page {
        self.page.as_ref().unwrap_or_else(|| panic!("no page was opened yet"))
    }

    /// Opens an address and follows where it leads, as far as it is this site.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None).await
    }

    /// How many bytes of an address come over the wire to a browser that unpacks gzip.
    ///
    /// # Panics
    /// When the answer breaks off.
    pub async fn weighs_packed(&self, path: &str) -> usize {
        let mut request = self.request(Method::GET, path, None);
        request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.site.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let packed = answer.headers().get(header::CONTENT_ENCODING).is_some_and(|name| name == "gzip");
        assert!(packed, "{path} is not packed");
        let body =
            to_bytes(answer.into_body(), LARGEST).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        body.len()
    }

    /// Sends fields that need not stand on any page (what an attacker can do), and follows.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(pairs).unwrap_or_else(|error| panic!("{error}"));
        self.send(Method::POST, path, Some(body)).await
    }

    /// Presses the button with these words on the open page, after typing: the first of each pair is
    /// a field's label or name; for a box the second is its value, or empty to clear it.
    ///
    /// # Panics
    /// When the page has no such button or field.
    pub async fn submit(&mut self, button: &str, typed: &[(&str, &str)]) -> Page {
        let page = self.page();
        let filled = form::fill(&page.html(), button, typed);
        let action = if filled.action.is_empty() { page.path.clone() } else { filled.action };
        let pairs = serde_urlencoded::to_string(&filled.pairs).unwrap_or_else(|error| panic!("{error}"));
        if filled.method == "post" {
            return self.send(Method::POST, &action, Some(pairs)).await;
        }
        let path = action.split(['?', '#']).next().unwrap_or_default();
        self.send(Method::GET, &format!("{path}?{pairs}"), None).await
    }

    /// Follows the link with these words on the open page.
    ///
    /// # Panics
    /// When the page has no such link.
    pub async fn follow(&mut self, words: &str) -> Page {
        let page = self.page();
        let link = page.link(words).unwrap_or_else(|| {
            let have: Vec<String> = page.texts("a[href]").iter().map(|text| plain(text)).collect();
            panic!("no link 「{words}」 on {}; there are {have:?}", page.path)
        });
        // A query alone is another query of the same path.
        let path = page.path.split('?').next().unwrap_or_default();
        let link = if link.starts_with('?') { format!("{path}{link}") } else { link };
        self.get(&encoded(&link)).await
    }

    /// The value of a cookie that this browser would send.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).filter(|cookie| self.is_alive(cookie)).map(|cookie| cookie.value.as_str())
    }

    /// Names of the cookies that this browser would send.
    pub fn cookie_names(&self) -> Vec<&str> {
        self.cookies
            .iter()
            .filter(|(_, cookie)| self.is_alive(cookie))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// Puts a cookie into the browser, as a thief would.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), Cookie { value: value.to_owned(), until: None });
    }

    /// Loses one cookie.
    pub fn forget_cookie(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Sends any request with this browser's cookies, without following anything.
    pub async fn raw(&mut self, mut request: Request<Body>) -> Page {
        let path = request.uri().path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default();
        let jar: Vec<String> = self
            .cookies
            .iter()
            .filter(|(_, cookie)| self.is_alive(cookie))
            .map(|(name, cookie)| format!("{name}={}", cookie.value))
            .collect();
        if !jar.is_empty()
            && let Ok(value) = jar.join("; ").parse()
        {
            request.headers_mut().insert(header::COOKIE, value);
        }
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.site.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, LARGEST).await.unwrap_or_else(|error| panic!("{path}: {error}"));
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep_cookie(line.to_str().unwrap_or_default());
        }
        let (bytes, body) = (body.to_vec(), String::from_utf8_lossy(&body).into_owned());
        Page { status: parts.status, path, headers: parts.headers, body, bytes }
    }

    async fn send(&mut self, method: Method, path: &str, body: Option<String>) -> Page {
        let mut page = self.raw(self.request(method, path, body)).await;
        for _ in 0..MOST_REDIRECTS {
            if !is_redirect(page.status) {
                self.page = Some(page.clone());
                return page;
            }
            let next = page.header("location").to_owned();
            if leads_elsewhere(&next, &self.origin) {
                self.page = Some(page.clone());
                return page;
            }
            page = self.raw(self.request(Method::GET, &next, None)).await;
        }
        panic!("{path} redirects without end, last to {}", page.path)
    }

    /// A request with the headers that browsers send.
    fn request(&self, method: Method, path: &str, body: Option<String>) -> Request<Body> {
        let path = path.strip_prefix(&self.origin).unwrap_or(path);
        let path = path.split('#').next().unwrap_or_default();
        assert!(path.starts_with('/') && !path.starts_with("//"), "{path} is not a path of this site");
        let host = self.origin.split("://").last().unwrap_or_default();
        let mut request = Request::builder()
            .uri(path)
            .header(header::HOST, host)
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0")
            .header(header::ACCEPT_LANGUAGE, "ja")
            .header("sec-fetch-site", "same-origin");
        if method == Method::POST {
            request = request
                .header(header::ORIGIN, &self.origin)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        request
            .method(method)
            .body(Body::from(body.unwrap_or_default()))
            .unwrap_or_else(|error| panic!("{path} makes no request: {error}"))
    }

    fn is_alive(&self, cookie: &Cookie) -> bool {
        cookie.until.is_none_or(|until| self.clock.now() < until)
    }

    fn keep_cookie(&mut self, line: &str) {
        let mut parts = line.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { return };
        let age = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.eq_ignore_ascii_case("max-age"))
            .and_then(|(_, seconds)| seconds.parse::<i64>().ok());
        let until =
            age.and_then(|seconds| Timestamp::from_second(self.clock.now().as_second() + seconds).ok());
        self.cookies.insert(name.to_owned(), Cookie { value: value.to_owned(), until });
    }
}

/// Another site: the visitor stops before it, and the test looks at `location`.
fn leads_elsewhere(location: &str, origin: &str) -> bool {
    location.contains("://") && !location.starts_with(&format!("{origin}/"))
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::SEE_OTHER
            | StatusCode::FOUND
            | StatusCode::MOVED_PERMANENTLY
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    )
}

/// An address as browsers send it: letters beyond ASCII encoded.
fn encoded(address: &str) -> String {
    address.bytes().fold(String::with_capacity(address.len()), |mut sent, byte| {
        if byte.is_ascii() {
            sent.push(char::from(byte));
        } else {
            sent.push_str(&format!("%{byte:02X}"));
        }
        sent
    })
}
