//! A browser in which a 求職番号 was typed (domain.md 5.6): a signed cookie says whose registration it was and until
//! when it counts. The number itself is not in it. Whoever reads it asks the database each time whether that
//! registration is still in force; the cookie alone opens nothing.

use adapters::secrets::SecretKey;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use domain::{clock::Timestamp, job_seeker::typed_number_until};
use uuid::Uuid;

use crate::App;

const USAGE: &str = "typed number";

/// What the cookie says, when its signature is right and its time has not passed.
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
        let (said, signature) = value.rsplit_once('.')?;
        secret.verify(USAGE, said, signature).then_some(())?;
        let (account, until) = said.split_once('.')?;
        let until = Timestamp::from_second(until.parse().ok()?).ok()?;
        (now < until).then_some(())?;
        account.parse().ok()
    }

    fn value(account: Uuid, secret: &SecretKey, now: Timestamp) -> String {
        let said = format!("{account}.{}", typed_number_until(now).as_second());
        let signature = secret.hash(USAGE, &said);
        format!("{said}.{signature}")
    }

    /// The `Set-Cookie` line after an account's number was typed. It ends with the browser's session, at the latest
    /// with its time.
    pub fn mark(account: Uuid, app: &App, now: Timestamp) -> String {
        Self::cookie(app, &Self::value(account, &app.secret, now), "")
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
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let value = TypedNumber::value(one, &secret, now);
        let read =
            |value: &str, hours| TypedNumber::read(value, &secret, now + SignedDuration::from_hours(hours));
        assert_eq!((read(&value, 0), read(&value, 11), read(&value, 12)), (Some(one), Some(one), None));
        let (said, signature) = value.rsplit_once('.').unwrap();
        let longer = said.replace(".1", ".2");
        for forged in [value.replace(&one.to_string(), &other.to_string()), format!("{longer}.{signature}")] {
            assert_ne!(forged, value);
            assert_eq!(read(&forged, 0), None, "{forged}");
        }
        let foreign = SecretKey::from_text(&"y".repeat(32)).unwrap();
        assert_eq!(TypedNumber::read(&value, &foreign, now), None);
        for nonsense in ["", ".", "..", "x", said] {
            assert_eq!(read(nonsense, 0), None, "{nonsense}");
        }
    }
}
