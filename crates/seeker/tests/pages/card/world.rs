//! The service, デジタル認証アプリ beside it, a country with the homes of the test persons, and a browser that
//! goes back and forth.

use adapters::sign_on::{ClientAuthentication, ClientKey, Provider, ProviderSettings, SignOn};
use domain::sign_on::CARD_CALLBACK;
use mynaportal_standin::Standin;
use store::reference::Prefecture;
use testkit::{Page, TestSite, Visitor, settings};
use uuid::Uuid;

use crate::{
    profile::world::{job_kinds, municipality, newcomer, office, postal},
    standin::{Beside, LIMITS, beside},
};

pub(super) const FORM: &str = "/profile/basic";
pub(super) const START: &str = "/profile/card";
/// What the person types behind what the card has filled.
pub(super) const REST: [(&str, &str); 4] = [
    ("姓のフリガナ（カタカナ）", "アシタ"),
    ("名のフリガナ（カタカナ）", "タロウ"),
    ("電話番号", "090-1234-5678"),
    ("disability", "no"),
];
pub(super) const FILLED: &str = "マイナンバーカードから読み取った内容を入力しました。正しいか確認してください。フリガナや電話番号など、空いている項目を入力してください。";
pub(super) const PARTLY: &str = "マイナンバーカードから一部の内容だけを読み取って入力しました。正しいか確認してください。空いている項目を入力してください。";
pub(super) const UNREAD: &str =
    "マイナンバーカードから情報を読み取れませんでした。お手数ですが、下の項目に入力してください。";
pub(super) const DECLINED: &str =
    "マイナンバーカードの読み取りを中止しました。お手数ですが、下の項目に入力してください。";
pub(super) const AWAY: &str =
    "ただいまマイナンバーカードから情報を読み取れません。お手数ですが、下の項目に入力してください。";

pub(super) struct World {
    pub(super) site: TestSite,
    pub(super) provider: Standin,
    origin: String,
}

/// The service on each database, each with a provider of its own.
pub(super) async fn worlds() -> Vec<World> {
    worlds_with(settings()).await
}

/// As [`worlds`], with choices of the operator.
pub(super) async fn worlds_with(settings: site::Settings) -> Vec<World> {
    let mut worlds = Vec::new();
    let relying = |origin: &str, key| SignOn { portal: None, card: Some(relying(origin, key)) };
    for Beside { site, standin: provider, origin } in beside(settings, relying).await {
        settle(&site).await.unwrap();
        worlds.push(World { site, provider, origin });
    }
    worlds
}

fn relying(origin: &str, key: ClientKey) -> Provider {
    Provider::new(ProviderSettings {
        name: "card",
        issuer: format!("{origin}/card"),
        client_id: "hellowork-card".into(),
        authentication: ClientAuthentication::Key(key),
        redirect_uri: format!("{}{CARD_CALLBACK}", settings().base_url),
        scopes: &["name", "address", "birthdate", "gender"],
        development: true,
        limits: LIMITS,
    })
    .unwrap()
}

/// The places where the test persons live, and 越谷市.
async fn settle(site: &TestSite) -> store::Result<()> {
    let mut tx = site.store().begin().await?;
    let prefecture =
        |(code, name): (&str, &str)| Prefecture { code: code.into(), name: name.into(), kana: String::new() };
    let prefectures = [
        ("01", "北海道"),
        ("11", "埼玉県"),
        ("13", "東京都"),
        ("14", "神奈川県"),
        ("27", "大阪府"),
        ("29", "奈良県"),
        ("59", "海外"),
    ];
    tx.replace_prefectures(&prefectures.map(prefecture)).await?;
    tx.replace_offices(&[office("11080", "越谷"), office("27010", "大阪東")]).await?;
    tx.replace_municipalities(&[
        municipality("01101", "札幌市中央区", "27010"),
        municipality("11222", "越谷市", "11080"),
        municipality("13101", "千代田区", "11080"),
        municipality("14103", "横浜市西区", "11080"),
        municipality("27128", "大阪市中央区", "27010"),
        municipality("29441", "吉野郡吉野町", "27010"),
    ])
    .await?;
    tx.add_postal_codes(&[
        postal("0600001", "01101", "北一条西"),
        postal("0640821", "01101", "北一条西"),
        postal("3430023", "11222", "東越谷"),
        postal("1000013", "13101", "霞が関"),
        postal("1006001", "13101", "霞が関霞が関ビル"),
        postal("2200012", "14103", "みなとみらい"),
        postal("5400008", "27128", "大手前"),
        postal("6393111", "29441", "上市"),
    ])
    .await?;
    job_kinds(&mut tx).await?;
    tx.commit().await
}

impl World {
    /// Somebody with a new account who is signed in.
    pub(super) async fn newcomer(&self, name: &str) -> (Visitor, Uuid) {
        newcomer(&self.site, name).await
    }

    /// Leaves for the provider and has the card of this person there: the address to come back with.
    pub(super) async fn goes_and_gets(&self, visitor: &mut Visitor, person: &str) -> String {
        self.provider.sign_in(person);
        self.goes(visitor).await
    }

    /// Leaves for the provider: the address to come back with, whatever it answers.
    pub(super) async fn goes(&self, visitor: &mut Visitor) -> String {
        let page = visitor.get(START).await;
        let there = page.header("location").to_owned();
        assert!(there.starts_with(&format!("{}/card/", self.origin)), "{}: {there}", page.h1());
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let answer = client.get(&there).send().await.unwrap();
        let back = answer.headers().get("location").map(|location| location.to_str().unwrap().to_owned());
        back.unwrap_or_else(|| panic!("the provider sends nobody back: {}", answer.status()))
    }

    /// Has the card of this person read; the page that is shown then.
    pub(super) async fn reads(&self, visitor: &mut Visitor, person: &str) -> Page {
        let back = self.goes_and_gets(visitor, person).await;
        visitor.get(&back).await
    }

    /// What waits at the form for this account, as it is kept.
    pub(super) async fn waiting(&self, account: Uuid) -> Option<String> {
        let long_ago = self.site.now() - testkit::days(1);
        self.site.store().read().await.unwrap().parked_form(account, FORM, long_ago).await.unwrap()
    }

    /// The name that is saved for this account.
    pub(super) async fn saved_name(&self, account: Uuid) -> Option<String> {
        let saved = self.site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        saved.basic.map(|basic| basic.full_name())
    }
}

/// Fails unless the form holds these values, and no other in the fields of the card.
pub(super) fn holds(page: &Page, fields: &[(&str, &str)]) {
    assert_eq!((page.path.split('?').next(), page.h1().as_str()), (Some(FORM), "基本情報登録"));
    for field in [
        "family_name",
        "given_name",
        "birth_date_year",
        "birth_date_month",
        "birth_date_day",
        "postal_code",
        "prefecture",
        "municipality",
        "town",
        "building",
    ] {
        let expected = fields.iter().find(|(name, _)| *name == field).map_or("", |(_, value)| value);
        assert_eq!(page.value_of(field).as_deref(), Some(expected), "{field}");
    }
    let gender = fields.iter().find(|(name, _)| *name == "gender").map_or("", |(_, value)| value);
    let chosen = page.texts(&format!("[name=gender][value=\"{gender}\"][checked]"));
    assert_eq!(chosen.len(), 1, "gender is {gender:?}");
}

/// What the form says of the card.
pub(super) fn note(page: &Page) -> Vec<String> {
    page.texts("main .notice[role=status] p")
}
