//! What the stand-in remembers, in memory only.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use domain::clock::Timestamp;
use jiff::SignedDuration;
use serde_json::Value;

use crate::{Error, Fault, key::Key};

/// How long a sign-in screen waits for its person.
const REQUEST_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How long a code that was issued is remembered, so that a second use is noticed.
const CODE_IS_REMEMBERED: SignedDuration = SignedDuration::from_mins(10);

/// Which of the two providers is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Issuer {
    /// マイナポータル.
    Portal,
    /// デジタル認証アプリ.
    Card,
}

impl Issuer {
    /// The other of the two.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Portal => Self::Card,
            Self::Card => Self::Portal,
        }
    }
}

/// A request for sign-in that was found to be right.
#[derive(Clone, Debug)]
pub(crate) struct SignInRequest {
    pub(crate) issuer: Issuer,
    pub(crate) redirect_uri: String,
    pub(crate) state: String,
    pub(crate) nonce: String,
    /// The S256 challenge.
    pub(crate) challenge: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) asked_at: Timestamp,
}

/// What a code stands for.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) request: SignInRequest,
    pub(crate) person: String,
    pub(crate) issued_at: Timestamp,
    /// The access token that was given for the code, once it was used.
    pub(crate) used_for: Option<String>,
}

/// What an access token opens.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) issuer: Issuer,
    pub(crate) person: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) until: Timestamp,
}

/// What `/authorize` answers without asking anybody.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// This person agreed.
    Person(String),
    /// The person refused.
    Refusal,
}

/// Links between persons and the service, by the person's name.
#[derive(Default)]
pub(crate) struct Links {
    /// Who is linked.
    pub(crate) made: HashSet<String>,
    /// Who agreed to a link that is not made yet.
    pub(crate) agreed: HashSet<String>,
    /// Events that the service did not take yet.
    pub(crate) untold: HashMap<String, Untold>,
}

/// An event that the service did not take.
pub(crate) struct Untold {
    /// The claims: it is the same event when it is sent again.
    pub(crate) claims: Value,
    /// What stood in the way, in Japanese.
    pub(crate) why: String,
}

impl Links {
    /// The person came back from the service. False when they never agreed to a link.
    pub(crate) fn make(&mut self, person: &str) -> bool {
        if self.agreed.remove(person) {
            // An old event, sent later, would end the new link.
            self.untold.remove(person);
            self.made.insert(person.to_owned());
        }
        self.made.contains(person)
    }
}

/// Everything that changes.
pub(crate) struct State {
    pub(crate) fault: Option<Fault>,
    pub(crate) answer: Option<Answer>,
    pub(crate) calls: [u64; 5],
    portal_key: Arc<Key>,
    card_key: Arc<Key>,
    requests: HashMap<String, SignInRequest>,
    pub(crate) codes: HashMap<String, Grant>,
    pub(crate) access: HashMap<String, Access>,
    /// Client assertions that were seen, and until when they would be good.
    assertions: HashMap<String, Timestamp>,
    /// Who is signed in at the portal, by the value of the cookie.
    pub(crate) sign_ins: HashMap<String, String>,
    pub(crate) links: Links,
}

impl State {
    /// Nobody signed in, nothing wrong, fresh keys.
    pub(crate) fn fresh() -> Result<Self, Error> {
        Ok(Self {
            fault: None,
            answer: None,
            calls: [0; 5],
            portal_key: Arc::new(Key::fresh()?),
            card_key: Arc::new(Key::fresh()?),
            requests: HashMap::new(),
            codes: HashMap::new(),
            access: HashMap::new(),
            assertions: HashMap::new(),
            sign_ins: HashMap::new(),
            links: Links::default(),
        })
    }

    /// The key that an issuer signs with now.
    pub(crate) fn key(&self, issuer: Issuer) -> Arc<Key> {
        match issuer {
            Issuer::Portal => self.portal_key.clone(),
            Issuer::Card => self.card_key.clone(),
        }
    }

    /// New keys for both issuers; the old ones are gone.
    pub(crate) fn replace_keys(&mut self, portal: Key, card: Key) {
        self.portal_key = Arc::new(portal);
        self.card_key = Arc::new(card);
    }

    /// Keeps a request while a screen asks the person.
    pub(crate) fn keep_request(&mut self, id: String, request: SignInRequest) {
        let oldest = request.asked_at - REQUEST_LASTS;
        self.requests.retain(|_, kept| kept.asked_at > oldest);
        self.requests.insert(id, request);
    }

    /// A kept request of this issuer, unless it waited too long.
    pub(crate) fn kept_request(&self, id: &str, issuer: Issuer, now: Timestamp) -> Option<SignInRequest> {
        let request = self.requests.get(id)?;
        (request.issuer == issuer && request.asked_at > now - REQUEST_LASTS).then(|| request.clone())
    }

    /// A request that was answered is not answered again.
    pub(crate) fn forget_request(&mut self, id: &str) {
        self.requests.remove(id);
    }

    /// Keeps what a new code stands for.
    pub(crate) fn keep_code(&mut self, code: String, grant: Grant) {
        let now = grant.issued_at;
        self.codes.retain(|_, kept| kept.issued_at > now - CODE_IS_REMEMBERED);
        self.access.retain(|_, kept| kept.until > now);
        self.codes.insert(code, grant);
    }

    /// Notes a client assertion; false when its `jti` was seen before.
    pub(crate) fn first_assertion(&mut self, jti: &str, until: Timestamp, now: Timestamp) -> bool {
        self.assertions.retain(|_, good_until| *good_until > now);
        self.assertions.insert(jti.to_owned(), until).is_none()
    }
}
