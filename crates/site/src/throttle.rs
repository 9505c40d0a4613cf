//! Slows down whoever sends too many passwords or addresses, per network address and in all.
//! It counts on the node; the limits that must hold exactly are counted in the database.

use std::{net::IpAddr, num::NonZeroU32, ops::Add};

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::clock::Clock;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as GovernorClock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::{InMemoryState, NotKeyed, keyed::DefaultKeyedStateStore},
};

use crate::{
    App, ClientAddress, Problem,
    paper_turn::{PAPERS_A_MINUTE, PaperTurns},
};

/// How many addresses' worth of attempts one node takes in all.
const ADDRESSES_IN_ALL: u32 = 50;
/// Addresses remembered before those that have recovered are forgotten.
const REMEMBERED: usize = 10_000;

/// Microseconds of the service's own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Moment(u64);

impl Add<Nanos> for Moment {
    type Output = Self;

    #[expect(clippy::suspicious_arithmetic_impl, reason = "nanoseconds become microseconds")]
    fn add(self, other: Nanos) -> Self {
        Self(self.0.saturating_add(other.as_u64() / 1000))
    }
}

impl Reference for Moment {
    fn duration_since(&self, earlier: Self) -> Nanos {
        Nanos::new(self.0.saturating_sub(earlier.0).saturating_mul(1000))
    }

    fn saturating_sub(&self, duration: Nanos) -> Self {
        Self(self.0.saturating_sub(duration.as_u64() / 1000))
    }
}

#[derive(Clone, Debug)]
struct OwnClock(Clock);

impl GovernorClock for OwnClock {
    type Instant = Moment;

    fn now(&self) -> Moment {
        Moment(u64::try_from(self.0.now().as_microsecond()).unwrap_or(0))
    }
}

/// The limits of one node.
pub struct Throttle {
    by_address: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, OwnClock, NoOpMiddleware<Moment>>,
    in_all: RateLimiter<NotKeyed, InMemoryState, OwnClock, NoOpMiddleware<Moment>>,
    /// Apart from the others: a link on a foreign page can make a browser leave, but not log in.
    departures: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, OwnClock, NoOpMiddleware<Moment>>,
    /// Apart from the others: reading postings must keep nobody from signing in.
    papers: RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, OwnClock, NoOpMiddleware<Moment>>,
    paper_turns: PaperTurns,
}

impl Throttle {
    /// Lets each address send so many attempts a minute (at least one), and the node fifty times as many.
    pub fn new(attempts_per_minute: u32, clock: Clock) -> Self {
        let each = NonZeroU32::new(attempts_per_minute).unwrap_or(NonZeroU32::MIN);
        let all = each.saturating_mul(NonZeroU32::new(ADDRESSES_IN_ALL).unwrap_or(NonZeroU32::MIN));
        Self {
            by_address: RateLimiter::new(
                Quota::per_minute(each),
                DefaultKeyedStateStore::default(),
                OwnClock(clock.clone()),
            ),
            in_all: RateLimiter::new(
                Quota::per_minute(all),
                InMemoryState::default(),
                OwnClock(clock.clone()),
            ),
            departures: RateLimiter::new(
                Quota::per_minute(each),
                DefaultKeyedStateStore::default(),
                OwnClock(clock.clone()),
            ),
            papers: RateLimiter::new(
                Quota::per_minute(NonZeroU32::new(PAPERS_A_MINUTE).unwrap_or(NonZeroU32::MIN)),
                DefaultKeyedStateStore::default(),
                OwnClock(clock),
            ),
            paper_turns: PaperTurns::default(),
        }
    }

    /// Counts somebody who asks for a paper; false when the address asked for too many.
    pub(crate) fn allow_paper(&self, address: IpAddr) -> bool {
        if self.papers.len() > REMEMBERED {
            self.papers.retain_recent();
        }
        self.papers.check_key(&network(address)).is_ok()
    }

    /// The turns at setting paper.
    pub(crate) fn paper_turns(&self) -> &PaperTurns {
        &self.paper_turns
    }

    /// Counts somebody who leaves for a provider; false when the address did so too often.
    fn allow_departure(&self, address: IpAddr) -> bool {
        if self.departures.len() > REMEMBERED {
            self.departures.retain_recent();
        }
        self.departures.check_key(&network(address)).is_ok()
    }

    /// Counts an attempt; false when the address, or all together, made too many.
    pub(crate) fn allow(&self, address: IpAddr) -> bool {
        if self.by_address.len() > REMEMBERED {
            self.by_address.retain_recent();
        }
        self.by_address.check_key(&network(address)).is_ok() && self.in_all.check().is_ok()
    }
}

/// Proof that the throttle counted this request and let it through. Whatever evaluates a password or writes
/// to an address asks for it, so that no handler can forget. However often a handler asks, the request is
/// counted once; one too many is answered with [`Problem::TooMany`].
#[derive(Clone, Copy, Debug)]
pub struct Throttled(());

impl FromRequestParts<App> for Throttled {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if let Some(counted) = parts.extensions.get::<Self>() {
            return Ok(*counted);
        }
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        if !app.throttle.allow(address.0) {
            return Err(Problem::TooMany);
        }
        parts.extensions.insert(Self(()));
        Ok(Self(()))
    }
}

/// Proof that a browser goes to a provider as a person makes it go, and not too often. Pictures and scripts
/// of a foreign page that name the address are refused before they are counted; the budget is not that of
/// the passwords.
#[derive(Clone, Copy, Debug)]
pub struct Departing(());

impl FromRequestParts<App> for Departing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let mode = parts.headers.get("sec-fetch-mode").map(|mode| mode.as_bytes() == b"navigate");
        let place = parts.headers.get("sec-fetch-dest").map(|place| place.as_bytes() == b"document");
        if mode == Some(false) || place == Some(false) {
            return Err(Problem::Foreign);
        }
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        if !app.throttle.allow_departure(address.0) {
            return Err(Problem::TooMany);
        }
        Ok(Self(()))
    }
}

impl ClientAddress {
    /// Who is counted as one with this address.
    pub fn network(&self) -> IpAddr {
        network(self.0)
    }
}

/// Who is counted as one: an IPv4 address, or the /64 network that one IPv6 subscriber has for themselves.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn an_address_gets_its_attempts_and_waits_for_more() {
        let clock = Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap());
        let throttle = Throttle::new(3, clock.clone());
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert_eq!([one, one, one, one].map(|a| throttle.allow(a)), [true, true, true, false]);
        assert!(throttle.allow(other), "another address is not slowed down");
        clock.advance(SignedDuration::from_secs(20));
        assert_eq!([one, one].map(|a| throttle.allow(a)), [true, false]);
    }

    #[test]
    fn all_addresses_together_get_fifty_times_as_many() {
        let clock = Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap());
        let throttle = Throttle::new(1, clock.clone());
        let everybody = (0..60).map(|n| IpAddr::from([198, 51, 100, n]));
        assert_eq!(everybody.filter(|address| throttle.allow(*address)).count(), 50);
        clock.advance(SignedDuration::from_mins(1));
        assert!(throttle.allow(IpAddr::from([203, 0, 113, 1])), "it recovers by itself");
    }

    #[test]
    fn papers_are_counted_apart_from_passwords() {
        let clock = Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap());
        let throttle = Throttle::new(1, clock.clone());
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert!((0..60).all(|_| throttle.allow_paper(one)));
        assert!(!throttle.allow_paper(one), "sixty a minute");
        assert!(throttle.allow_paper(other) && throttle.allow(one), "nobody else is slowed down");
        clock.advance(SignedDuration::from_secs(1));
        assert!(throttle.allow_paper(one), "one a second comes back");
    }

    #[test]
    fn whoever_holds_a_whole_ipv6_network_has_one_budget() {
        let throttle = Throttle::new(2, Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap()));
        let from = |address: &str| throttle.allow(address.parse().unwrap());
        assert_eq!(
            ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3"].map(from),
            [true, true, false]
        );
        assert!(from("2001:db8:1:3::1"), "another network is not slowed down");
    }
}
