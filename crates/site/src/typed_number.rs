//! A browser in which a 求職番号 was typed (domain.md 5.6): a sealed cookie says whose registration it was and until
//! when it counts. It tells its bearer nothing of that person, not even when the account was made. Whoever reads it asks the database each time whether that
//! registration is still in force; the cookie alone opens nothing.

use adapters::secrets::{NoRandomness, SecretKey};
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use domain::{clock::Timestamp, job_seeker::typed_number_until};
use uuid::Uuid;

use crate::App;

const USAGE: &str = "typed number";

/// What the cookie says, when it was sealed here and its time has not passed.
pub struct TypedNumber;

impl TypedNumber {
    fn cookie_name(development: bool) -> &'static str {
        if development { "number" } else { "__Host-number" }
    }

    /// The account whose number was typed.
    pub(crate) fn account(headers: &HeaderMap, app: &App, now: Timestamp) -> Option<Uuid> {
        let jar = CookieJar::from_headers(headers);
        let cookie = jar.get(Self::cookie_name(app.settings.development))?;
        Self::read(cookie.value(), &app.secret, now)
    }

    fn read(value: &str, secret: &SecretKey, now: Timestamp) -> Option<Uuid> {
        let said = String::from_utf8(secret.open(USAGE, "", value)?).ok()?;
        let (account, until) = said.split_once('.')?;
        let until = Timestamp::from_second(until.parse().ok()?).ok()?;
        (now < until).then_some(())?;
        account.parse().ok()
    }

    fn value(account: Uuid, secret: &SecretKey, now: Timestamp) -> Result<String, NoRandomness> {
        secret.seal(USAGE, "", format!("{account}.{}", typed_number_until(now).as_second()).as_bytes())
    }

    /// The `Set-Cookie` line after an account's number was typed. It ends with the browser's session, at the latest
    /// with its time.
    ///
    /// # Errors
    /// The system has no randomness.
    pub fn mark(account: Uuid, app: &App, now: Timestamp) -> Result<String, NoRandomness> {
        Ok(Self::cookie(app, &Self::value(account, &app.secret, now)?, ""))
    }

    /// The `Set-Cookie` line that takes the mark away.
    pub fn unmark(app: &App) -> String {
        Self::cookie(app, "", "; Max-Age=0")
    }

    fn cookie(app: &App, value: &str, age: &str) -> String {
        let development = app.settings.development;
        let secure = if development { "" } else { "; Secure" };
        format!("{}={value}; Path=/{age}; HttpOnly; SameSite=Lax{secure}", Self::cookie_name(development))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_mark_counts_for_twelve_hours_and_only_as_it_was_signed() {
        let secret = SecretKey::from_text(&"x".repeat(32)).unwrap();
        let now: Timestamp = "2026-11-20T01:00:00Z".parse().unwrap();
        let one = Uuid::from_u128(1);
        let value = TypedNumber::value(one, &secret, now).unwrap();
        let read =
            |value: &str, hours| TypedNumber::read(value, &secret, now + SignedDuration::from_hours(hours));
        assert_eq!((read(&value, 0), read(&value, 11), read(&value, 12)), (Some(one), Some(one), None));
        for at in 0..value.len() {
            let mut forged = value.clone().into_bytes();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(read(&String::from_utf8(forged).unwrap(), 0), None, "changed at {at}");
        }
        assert!(!value.contains(&one.to_string()));
        let foreign = SecretKey::from_text(&"y".repeat(32)).unwrap();
        assert_eq!(TypedNumber::read(&value, &foreign, now), None);
        for nonsense in ["", ".", "..", "x"] {
            assert_eq!(read(nonsense, 0), None, "{nonsense}");
        }
    }
}
