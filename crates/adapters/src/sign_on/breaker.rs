//! While a provider does not answer, nobody waits for it: after a few failures in a row everything
//! is refused at once, and every half minute one person's try finds out whether it is back.

use std::sync::Mutex;

use domain::clock::Timestamp;
use jiff::SignedDuration;

/// Failures in a row after which nobody waits any more.
const FAILURES: u32 = 3;
/// How long nobody waits before one try is let through.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    refuses_until: Option<Timestamp>,
}

/// Remembers whether a provider answers. It counts on the node.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

impl Breaker {
    /// True while everything is refused.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.with(|state| state.refuses_until.is_some_and(|until| now < until))
    }

    /// May this try ask the provider? Of those that come after a pause only the first may, until it
    /// is known how that one went.
    pub(super) fn lets_through(&self, now: Timestamp) -> bool {
        self.with(|state| match state.refuses_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.refuses_until = Some(now + PAUSE);
                true
            }
            None => true,
        })
    }

    /// It gave no usable answer.
    pub(super) fn failed(&self, now: Timestamp) {
        self.with(|state| {
            state.failures = state.failures.saturating_add(1);
            if state.failures >= FAILURES {
                state.refuses_until = Some(now + PAUSE);
            }
        });
    }

    /// It gave one answer; what it was asked for may take more of them. Whoever is asking may go on, but
    /// failures still count as in a row.
    pub(super) fn goes_on(&self) {
        self.with(|state| state.refuses_until = None);
    }

    /// It answered all that it was asked for.
    pub(super) fn answered(&self) {
        self.with(|state| *state = State::default());
    }

    fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn two_failures_are_bad_luck_and_three_are_a_provider_that_is_away() {
        let breaker = Breaker::default();
        breaker.failed(at(0));
        breaker.failed(at(1));
        assert!(breaker.lets_through(at(1)) && !breaker.is_open(at(1)));
        breaker.failed(at(2));
        assert!(!breaker.lets_through(at(2)) && breaker.is_open(at(2)));
    }

    #[test]
    fn after_thirty_seconds_one_try_finds_out_whether_it_is_back() {
        let breaker = Breaker::default();
        (0..3).for_each(|_| breaker.failed(at(0)));
        assert!(!breaker.lets_through(at(29)));
        assert!(breaker.lets_through(at(30)), "the first after the pause");
        assert!(!breaker.lets_through(at(30)), "the others wait for it");
        breaker.failed(at(35));
        assert!(!breaker.lets_through(at(64)), "it was still away");
        assert!(breaker.lets_through(at(65)));
        breaker.answered();
        assert!(breaker.lets_through(at(65)) && breaker.lets_through(at(65)), "everybody again");
    }

    #[test]
    fn half_an_answer_before_each_failure_does_not_hide_that_it_is_away() {
        let breaker = Breaker::default();
        for _ in 0..3 {
            assert!(breaker.lets_through(at(0)));
            breaker.goes_on();
            breaker.failed(at(0));
        }
        assert!(breaker.is_open(at(0)));
        assert!(breaker.lets_through(at(30)));
        breaker.goes_on();
        assert!(breaker.lets_through(at(30)), "whoever tries may ask all that it takes");
        breaker.failed(at(30));
        assert!(breaker.is_open(at(30)), "the fourth failure in a row");
    }

    #[test]
    fn an_answer_between_failures_begins_the_count_anew() {
        let breaker = Breaker::default();
        breaker.failed(at(0));
        breaker.failed(at(0));
        breaker.answered();
        breaker.failed(at(0));
        breaker.failed(at(0));
        assert!(breaker.lets_through(at(0)));
    }
}
