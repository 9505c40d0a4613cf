//! Devices: how they are named in the person's own list, and how one is recognised on which this
//! person signed in before. Such a device has a budget of its own for wrong passwords, so that a
//! stranger cannot keep the person out (spec/security.md, Counting failures).

use std::convert::Infallible;

use adapters::secrets::{NoRandomness, SecretKey};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use uuid::Uuid;

use crate::App;

/// How long a device is remembered, in seconds: a year.
const REMEMBERED: u32 = 31_536_000;
const USAGE: &str = "known device";

/// What the device's own cookie says, when its signature is right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownDevice(Option<(Uuid, String)>);

impl KnownDevice {
    /// The device's own id, when this account signed in on it before.
    pub fn of_account(&self, account: Uuid) -> Option<&str> {
        self.0.as_ref().filter(|(owner, _)| *owner == account).map(|(_, device)| device.as_str())
    }

    /// The same device, with an id of its own for this account.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn made_for(self, account: Uuid) -> Result<Self, NoRandomness> {
        if self.of_account(account).is_some() {
            return Ok(self);
        }
        Ok(Self(Some((account, adapters::secrets::token()?))))
    }

    fn cookie_name(development: bool) -> &'static str {
        if development { "device" } else { "__Host-device" }
    }

    fn read(value: &str, secret: &SecretKey) -> Option<(Uuid, String)> {
        let (said, signature) = value.rsplit_once('.')?;
        let (account, device) = said.split_once('.')?;
        secret.verify(USAGE, said, signature).then_some(())?;
        Some((account.parse().ok()?, device.to_owned()))
    }

    /// The `Set-Cookie` line that makes this the account's device, keeping its id when it is theirs already.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn remember(&self, account: Uuid, app: &App) -> Result<String, NoRandomness> {
        let device = match self.of_account(account) {
            Some(device) => device.to_owned(),
            None => adapters::secrets::token()?,
        };
        let said = format!("{account}.{device}");
        let signature = app.secret.hash(USAGE, &said);
        let development = app.settings.development;
        let secure = if development { "" } else { "; Secure" };
        let name = Self::cookie_name(development);
        Ok(format!("{name}={said}.{signature}; Path=/; Max-Age={REMEMBERED}; HttpOnly; SameSite=Lax{secure}"))
    }
}

impl FromRequestParts<App> for KnownDevice {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = jar.get(Self::cookie_name(app.settings.development));
        Ok(Self(cookie.and_then(|cookie| Self::read(cookie.value(), &app.secret))))
    }
}

/// Browser and system in words, for the person's own list of sessions.
pub fn device_name(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("CrOS", "ChromeOS"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ]);
    format!("{}（{}）", browser.unwrap_or("ブラウザ不明"), system.unwrap_or("機器不明"))
}

/// A phone or a tablet, as far as it says so: by its client hint (`Sec-CH-UA-Mobile`) or its system's
/// name. A tablet that passes for a PC is taken for one.
pub fn is_smart_device(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let agent = said("user-agent");
    said("sec-ch-ua-mobile") == "?1" || ["iPhone", "iPad", "Android"].iter().any(|word| agent.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_smart_device_says_so_by_its_hint_or_its_system() {
        let says = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            is_smart_device(&headers)
        };
        assert!(says("sec-ch-ua-mobile", "?1"));
        for agent in [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
            "Mozilla/5.0 (iPad; CPU OS 12_0 like Mac OS X)",
            "Mozilla/5.0 (Linux; Android 14; K)",
        ] {
            assert!(says("user-agent", agent), "{agent}");
        }
        assert!(!says("sec-ch-ua-mobile", "?0"));
        assert!(!says("user-agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0"));
        assert!(!is_smart_device(&HeaderMap::new()));
    }

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        let name = |agent: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, agent.parse().unwrap());
            device_name(&headers)
        };
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(name(windows), "Chrome（Windows）");
        assert_eq!(name(phone), "Safari（iPhone）");
        assert_eq!(name("curl/8"), "ブラウザ不明（機器不明）");
    }

    #[test]
    fn a_cookie_that_was_not_signed_by_us_is_nobodys_device() {
        let secret = SecretKey::from_text(&"x".repeat(32)).unwrap();
        let said = format!("{}.abc", Uuid::nil());
        let good = format!("{said}.{}", secret.hash(USAGE, &said));
        assert_eq!(KnownDevice::read(&good, &secret), Some((Uuid::nil(), "abc".into())));
        assert_eq!(KnownDevice::read(&good.replace("abc", "abd"), &secret), None);
        assert_eq!(KnownDevice::read("x", &secret), None);
        assert_eq!(KnownDevice::read("", &secret), None);
    }
}
