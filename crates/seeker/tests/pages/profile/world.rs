//! A small country with two prefectures, and people who sign in to it.

use axum::http::HeaderMap;
use domain::{account::EmailAddress, clock::Date};
use site::{Realm, Seeker};
use store::{
    OfficeRegistration,
    reference::{CodeName, Municipality, Office, PostalRow, Prefecture},
};
use testkit::{Page, TestSite, Visitor};
use uuid::Uuid;

/// 基本情報 as somebody with a telephone types it: half-width kana, full-width digits.
pub const BASIC: [(&str, &str); 12] = [
    ("姓", "明日"),
    ("名", "勇気"),
    ("姓のフリガナ（カタカナ）", "あした"),
    ("名のフリガナ（カタカナ）", "ﾕｳｷ"),
    ("birth_date_year", "１９９０"),
    ("birth_date_month", "４"),
    ("birth_date_day", "１"),
    ("郵便番号", "３４３ー００２３"),
    ("都道府県", "11"),
    ("市区町村", "越谷市"),
    ("町名・番地", "東越谷１－５－６"),
    ("電話番号", "０９０ー１２３４ー５６７８"),
];

/// 希望職種・時間等, the least that is taken.
pub const WORK: [(&str, &str); 2] = [("希望職種1", "0501"), ("employment", "1")];
/// 希望勤務地・賃金, the least that is taken.
pub const PLACES: [(&str, &str); 1] = [("希望勤務地1の都道府県", "11")];

/// The service on each database, with the small country in it.
pub async fn sites() -> Vec<TestSite> {
    let sites = testkit::sites(seeker::router).await;
    for site in &sites {
        fill(site).await.unwrap();
    }
    sites
}

async fn fill(site: &TestSite) -> store::Result<()> {
    let mut tx = site.store().begin().await?;
    let prefecture =
        |code: &str, name: &str| Prefecture { code: code.into(), name: name.into(), kana: String::new() };
    tx.replace_prefectures(&[
        prefecture("11", "埼玉県"),
        prefecture("13", "東京都"),
        prefecture("59", "海外"),
    ])
    .await?;
    let koshigaya = Office {
        postal_code: Some("3438609".into()),
        address: Some("埼玉県越谷市東越谷1-5-6".into()),
        phone: Some("048-969-8609".into()),
        ..office("11080", "越谷")
    };
    tx.replace_offices(&[koshigaya, office("11081", "草加"), office("13010", "飯田橋")]).await?;
    tx.replace_municipalities(&[
        municipality("11221", "草加市", "11081"),
        municipality("11222", "越谷市", "11080"),
        municipality("13101", "千代田区", "13010"),
    ])
    .await?;
    tx.add_postal_codes(&[
        postal("3430023", "11222", "東越谷"),
        postal("3400001", "11221", "柿木町"),
        postal("3400001", "11222", "川柳町"),
        postal("1000001", "13101", "千代田"),
    ])
    .await?;
    job_kinds(&mut tx).await?;
    licences(&mut tx).await?;
    tx.commit().await
}

/// A few entries of the list of 免許・資格.
pub async fn licences(tx: &mut store::Tx) -> store::Result<()> {
    let entry = |code: &str, name: &str, category: &str| {
        let entry = CodeName { code: code.into(), name: name.into(), parent: Some(category.into()) };
        ("licence".to_owned(), entry)
    };
    tx.replace_code_lists(
        "licences",
        &[
            entry("3501", "介護福祉士", "福祉・介護"),
            entry("3502", "保育士", "福祉・介護"),
            entry("4803", "普通自動車免許", "自動車等車両運転・船舶運転"),
            entry("4901", "フォークリフト運転者", "運搬・労務・その他"),
        ],
    )
    .await
}

/// The 希望する職種 that [`WORK`] chooses from.
pub async fn job_kinds(tx: &mut store::Tx) -> store::Result<()> {
    let entry = |list: &str, code: &str, name: &str, parent: Option<&str>| {
        (
            list.to_owned(),
            CodeName { code: code.into(), name: name.into(), parent: parent.map(str::to_owned) },
        )
    };
    tx.replace_code_lists(
        "job_kinds",
        &[
            entry("job_kind_group", "05", "介護、福祉", None),
            entry("job_kind", "0501", "施設介護員", Some("05")),
            entry("job_kind", "0502", "訪問介護員、ホームヘルパー", Some("05")),
        ],
    )
    .await
}

/// An office that stands for nothing more.
pub fn office(code: &str, name: &str) -> Office {
    Office {
        code: code.into(),
        name: format!("ハローワーク{name}"),
        official_name: format!("{name}公共職業安定所"),
        kind: "main".into(),
        parent_code: None,
        prefecture_code: code[..2].into(),
        municipality_code: None,
        postal_code: None,
        address: None,
        phone: None,
    }
}

/// A municipality and its office.
pub fn municipality(code: &str, name: &str, office: &str) -> Municipality {
    Municipality {
        code: code.into(),
        prefecture_code: code[..2].into(),
        name: name.into(),
        kana: String::new(),
        county: None,
        designated_city: None,
        office_code: office.into(),
    }
}

/// A town's postal code.
pub fn postal(code: &str, municipality: &str, town: &str) -> PostalRow {
    PostalRow {
        code: code.into(),
        municipality_code: municipality.into(),
        town: town.into(),
        town_kana: String::new(),
        block: String::new(),
        office_code: None,
    }
}

/// Somebody with a new account who is signed in.
pub async fn newcomer(site: &TestSite, name: &str) -> (Visitor, Uuid) {
    let mut tx = site.store().begin().await.unwrap();
    let email = EmailAddress::parse(&format!("{name}@example.jp")).unwrap();
    let account = tx.add_account(&email, "hash", site.now()).await.unwrap();
    tx.commit().await.unwrap();
    (signs_in(site, account).await, account)
}

/// A browser of its own in which this account is signed in.
pub async fn signs_in(site: &TestSite, account: Uuid) -> Visitor {
    let mut tx = site.store().begin().await.unwrap();
    let signed_in =
        site::sign_in::<Seeker>(&mut tx, &site.app, account, &HeaderMap::new(), site.now()).await.unwrap();
    tx.commit().await.unwrap();
    let name = Seeker::cookie(true);
    let (_, rest) = signed_in.cookie.split_once('=').unwrap();
    let mut visitor = site.visitor();
    visitor.set_cookie(&name, rest.split(';').next().unwrap());
    visitor
}

/// Opens 基本情報登録 and sends [`BASIC`] with some fields typed otherwise.
pub async fn send_basic(visitor: &mut Visitor, otherwise: &[(&str, &str)]) -> Page {
    visitor.get("/profile/basic").await;
    let mut typed: Vec<(&str, &str)> =
        BASIC.into_iter().filter(|(field, _)| otherwise.iter().all(|(other, _)| other != field)).collect();
    typed.extend(otherwise);
    visitor.submit("保存して次へ進む", &typed).await
}

/// Opens 希望職種・時間等 and sends [`WORK`].
pub async fn send_work(visitor: &mut Visitor) -> Page {
    visitor.get("/profile/work").await;
    visitor.submit("保存して次へ進む", &WORK).await
}

/// Opens 希望勤務地・賃金 and sends [`PLACES`].
pub async fn send_places(visitor: &mut Visitor) -> Page {
    visitor.get("/profile/places").await;
    visitor.submit("保存して次へ進む", &PLACES).await
}

/// Opens 求職情報提供等 and sends a choice.
pub async fn send_disclosure(visitor: &mut Visitor, choice: &str) -> Page {
    visitor.get("/profile/disclosure").await;
    visitor.submit("保存して次へ進む", &[("disclosure", choice)]).await
}

/// Fills every page in, some fields of 基本情報 otherwise, and stands on 登録内容の確認.
pub async fn fill_everything(visitor: &mut Visitor, otherwise: &[(&str, &str)]) -> Page {
    let page = send_basic(visitor, otherwise).await;
    assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    send_disclosure(visitor, "open").await;
    send_work(visitor).await;
    send_places(visitor).await;
    let page = visitor.get("/profile/check").await;
    assert_eq!(page.h1(), "登録内容の確認");
    page
}

/// Somebody whose page is open.
pub async fn registered(site: &TestSite, name: &str, otherwise: &[(&str, &str)]) -> (Visitor, Uuid) {
    let (mut visitor, account) = newcomer(site, name).await;
    fill_everything(&mut visitor, otherwise).await;
    let page = visitor.submit("完了", &[]).await;
    assert_eq!(page.h1(), "求職情報の登録完了", "{}", site.name);
    (visitor, account)
}

/// A person of the same name, reading and birth date as [`BASIC`] who used a counter on this day.
pub async fn counter_registration(site: &TestSite, last_used_on: &str) {
    let mut tx = site.store().begin().await.unwrap();
    let date = |text: &str| text.parse::<Date>().unwrap();
    tx.add_office_registration(&OfficeRegistration {
        office_code: "13010".into(),
        name: "明日　勇気".into(),
        kana: "アシタ　ユウキ".into(),
        birth_date: date("1990-04-01"),
        last_used_on: date(last_used_on),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}
