//! Asking a provider: no redirects, limits of time and size, and no question while it is known not to
//! answer.

use std::{pin::Pin, sync::Arc};

use domain::clock::Timestamp;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http::Method};

use super::{Limits, SignOnError, breaker::Breaker};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoAnswer {
    /// It did not answer a moment ago: nobody waits for it now.
    #[error("it did not answer before")]
    Paused,
    /// Nobody there, or the line broke.
    #[error("no connection")]
    NoConnection,
    /// More bytes than any honest answer has.
    #[error("the answer is too large")]
    TooLarge,
    /// An answer of a server in trouble, or one that sends us elsewhere.
    #[error("not an answer")]
    NotAnAnswer,
}

impl From<NoAnswer> for SignOnError {
    fn from(problem: NoAnswer) -> Self {
        Self::Unavailable(match problem {
            NoAnswer::Paused => "it did not answer before",
            NoAnswer::NoConnection => "no connection, or no answer in time",
            NoAnswer::TooLarge => "its answer is too large",
            NoAnswer::NotAnAnswer => "it is in trouble or sends us elsewhere",
        })
    }
}

/// Our side of the line.
pub(super) struct Http {
    client: reqwest::Client,
    limits: Limits,
    breaker: Breaker,
}

impl Http {
    pub(super) fn new(limits: Limits, development: bool) -> Result<Self, reqwest::Error> {
        // One cryptography for all of TLS; an error means that it was chosen already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(!development)
            .http1_only()
            .connect_timeout(limits.answer)
            .timeout(limits.answer)
            .build()?;
        Ok(Self { client, limits, breaker: Breaker::default() })
    }

    /// This side of the line at one instant.
    pub(super) fn at(self: &Arc<Self>, now: Timestamp) -> Asking {
        Asking { http: self.clone(), now }
    }

    /// False while nothing is asked.
    pub(super) fn seems_available(&self, now: Timestamp) -> bool {
        !self.breaker.is_open(now)
    }

    /// What it was asked for took too long in all, or cannot be used.
    pub(super) fn failed(&self, now: Timestamp) {
        self.breaker.failed(now);
    }

    /// It answered all that it was asked for.
    pub(super) fn answered(&self) {
        self.breaker.answered();
    }

    /// Sends a request and reads the whole answer, unless the provider is known not to answer.
    pub(super) async fn call(&self, request: HttpRequest, now: Timestamp) -> Result<HttpResponse, NoAnswer> {
        if !self.breaker.lets_through(now) {
            return Err(NoAnswer::Paused);
        }
        let is_post = request.method() == Method::POST;
        let answer = self.ask(request).await;
        match &answer {
            Ok(_) => self.breaker.goes_on(),
            // What is posted is partly a stranger's: nobody may shut the way for others by sending a code at
            // which the provider stumbles.
            Err(NoAnswer::NotAnAnswer) if is_post => {}
            Err(_) => self.breaker.failed(now),
        }
        answer
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = reqwest::Request::try_from(request).map_err(|_| NoAnswer::NoConnection)?;
        let mut response = self.client.execute(request).await.map_err(|_| NoAnswer::NoConnection)?;
        if response.status().is_server_error() || response.status().is_redirection() {
            return Err(NoAnswer::NotAnAnswer);
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|_| NoAnswer::NoConnection)? {
            if body.len() + part.len() > self.limits.bytes {
                return Err(NoAnswer::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

/// Our side of the line at one instant, as the library wants it.
pub(super) struct Asking {
    pub(super) http: Arc<Http>,
    pub(super) now: Timestamp,
}

impl<'c> AsyncHttpClient<'c> for Asking {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.http.call(request, self.now))
    }
}
