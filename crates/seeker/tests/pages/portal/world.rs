//! The service, a portal beside it, and a browser that goes back and forth between them.

use adapters::sign_on::{ClientAuthentication, LINK_ENDED, Portal, Provider, ProviderSettings, SignOn};
use domain::sign_on::{CALLBACK, PortalAddress};
use mynaportal_standin::Standin;
use testkit::{PASSWORD, Page, TestSite, Visitor, minutes, settings};

use crate::standin::{Beside, LIMITS, beside};

pub(super) const EMAIL: &str = "sakura.tanaka@example.jp";
/// How the portal knows the person who sits at the browser, unless a test says otherwise.
pub(super) const PERSON: &str = "hanako";
pub(super) struct World {
    pub(super) site: TestSite,
    pub(super) portal: Standin,
    /// Where the portal answers.
    pub(super) origin: String,
}

/// The service on each database, each with a portal of its own.
pub(super) async fn worlds() -> Vec<World> {
    worlds_with(settings()).await
}

/// As [`worlds`], with choices of the operator.
pub(super) async fn worlds_with(settings: site::Settings) -> Vec<World> {
    let relying = |origin: &str, _| SignOn { portal: Some(relying(origin)), card: None };
    let world = |Beside { site, standin: portal, origin }| {
        portal.sign_in(PERSON);
        World { site, portal, origin }
    };
    beside(settings, relying).await.into_iter().map(world).collect()
}

fn relying(origin: &str) -> Portal {
    let provider = ProviderSettings {
        name: "portal",
        issuer: origin.to_owned(),
        client_id: "hellowork".into(),
        authentication: ClientAuthentication::Secret("portal-secret".into()),
        redirect_uri: format!("{}{CALLBACK}", settings().base_url),
        scopes: &[],
        development: true,
        limits: LIMITS,
    };
    Portal {
        provider: Provider::new(provider).unwrap(),
        address: PortalAddress::parse(&format!("{origin}/connect/consent")).unwrap(),
        link_ended: LINK_ENDED.into(),
    }
}

impl World {
    /// The address with which つなぐ sends the browser to us.
    pub(super) fn link_path(&self) -> String {
        format!("/sso/link?iss={0}&login_hint=x&target_link_uri={0}/connect/done", self.origin)
    }

    /// The address with which the portal sends the browser to us to sign in.
    pub(super) fn login_path(&self) -> String {
        format!("/sso/login?iss={}&login_hint=x", self.origin)
    }

    /// Leaves for the portal at `path`; what the portal sends the browser back with.
    pub(super) async fn goes_and_gets(&self, visitor: &mut Visitor, path: &str) -> String {
        let page = visitor.get(path).await;
        let there = page.header("location").to_owned();
        assert!(there.starts_with(&self.origin), "{path} leads to the portal: {} {there}", page.h1());
        self.at_the_portal(&there).await
    }

    /// What the portal answers the browser with: the address it sends it back to.
    pub(super) async fn at_the_portal(&self, address: &str) -> String {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client.get(address).send().await.unwrap();
        let back = answer.headers().get("location").map(|location| location.to_str().unwrap().to_owned());
        back.unwrap_or_else(|| panic!("the portal sends nobody back: {}", answer.status()))
    }

    /// Leaves for the portal at `path` and comes back.
    pub(super) async fn goes(&self, visitor: &mut Visitor, path: &str) -> Page {
        let back = self.goes_and_gets(visitor, path).await;
        visitor.get(&back).await
    }

    /// Links the account of [`EMAIL`] to the person at the portal.
    pub(super) async fn links(&self, visitor: &mut Visitor) -> Page {
        let page = self.goes(visitor, &self.link_path()).await;
        assert_eq!(page.h1(), "マイページ属性連携認証");
        visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await
    }

    /// An account that is linked; its letters are read.
    pub(super) async fn linked(&self) {
        self.site.registered(EMAIL).await;
        self.links(&mut self.site.visitor()).await;
        self.site.letters().await;
    }

    /// As [`World::linked`], and all that was read of the portal has had its time.
    pub(super) async fn linked_and_forgotten(&self) {
        self.linked().await;
        self.site.advance(minutes(60));
    }

    /// True when this browser is signed in.
    pub(super) async fn is_signed_in(&self, visitor: &mut Visitor) -> bool {
        visitor.get("/settings").await.h1() == "求職者情報・設定"
    }
}
