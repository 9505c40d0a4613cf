//! With ふりがな on, every fixed text of every page has its readings, errors and problems included. What people
//! typed and what stands in data has none; it is told here.

use domain::job_hunt::ApplicationState;
use store::OfferKind;
use testkit::{Page, TestSite, Visitor};
use uuid::Uuid;

use super::ASKED;
use crate::{activity, profile::world};

/// What the small country, its postings and the person bring with them, longest first.
const DATA: [&str; 29] = [
    "管理的職業",
    "サービスの職業",
    "介護サービスの職業",
    "施設介護員",
    "訪問介護職",
    "普通自動車免許",
    "福祉・介護",
    "自動車等車両運転・船舶運転",
    "運搬・労務・その他",
    "埼玉県越谷市",
    "東越谷",
    "ハローワーク越谷",
    "ハローワーク草加",
    "越谷公共職業安定所",
    "草加公共職業安定所",
    "越谷市",
    "草加市",
    "介護福祉士1号",
    "介護福祉士2号",
    "介護福祉士3号",
    "介護福祉士",
    "株式会社ハローワークケア",
    "グループホームでの介護です。",
    "面接のご案内",
    "通目です。",
    "面接にお越しください。",
    "勇気 様",
    "明日",
    "勇気",
];

/// Pages without an account.
const PUBLIC: [&str; 24] = [
    "/",
    "/login",
    "/register",
    "/opening",
    "/password-reset",
    "/reopen",
    "/search",
    "/search?prefecture=11",
    "/search?prefecture=99&sort=x&page=x",
    "/links",
    "/sitemap",
    "/site-policy",
    "/privacy",
    "/terms",
    "/faq",
    "/contact",
    "/accessibility",
    "/locations",
    "/locations?prefecture=11",
    "/words",
    "/nowhere",
    "/postings/13010-00000001",
    "/postings/13010-09999999",
    "/home",
];

/// Pages of somebody whose page is open.
const OWN: [&str; 49] = [
    "/home",
    "/home/receipt",
    "/home/code",
    "/search",
    "/search?prefecture=11",
    "/search/saved",
    "/search/saved/new?prefecture=11",
    "/activity",
    "/activity/favourites",
    "/activity/favourites/13010-00000001",
    "/activity/applications",
    "/activity/applications/ended",
    "/activity/requests",
    "/activity/referrals",
    "/postings/13010-00000001",
    "/messages",
    "/notices",
    "/settings",
    "/settings/account",
    "/settings/password",
    "/settings/email",
    "/settings/recovery",
    "/settings/validity",
    "/settings/validity/off",
    "/settings/notices",
    "/settings/sign-in",
    "/settings/sign-in/app",
    "/settings/sign-in/passkey",
    "/settings/sign-ins",
    "/settings/sessions",
    "/settings/my-data",
    "/settings/record-access",
    "/settings/leave",
    "/settings/leave/confirm",
    "/profile",
    "/profile/basic",
    "/profile/disclosure",
    "/profile/work",
    "/profile/work/occupation?slot=1",
    "/profile/places",
    "/profile/education",
    "/profile/education/schools/new",
    "/profile/education/licences/new",
    "/profile/education/licences",
    "/profile/career",
    "/profile/career/new",
    "/profile/introduction",
    "/profile/history",
    "/profile/preview",
];

/// Forms that are sent empty: each answers with its errors.
const FORMS: [&str; 10] = [
    "/profile/basic",
    "/profile/disclosure",
    "/profile/work",
    "/profile/places",
    "/profile/education/schools/new",
    "/profile/education/licences/new",
    "/profile/career/new",
    "/settings/password",
    "/settings/email",
    "/search/saved/new",
];

/// The texts of a page that should have readings and have none.
fn bare(page: &Page) -> Vec<String> {
    let fixed = page.without_reading().into_iter().filter(|text| {
        let rest = DATA.iter().fold(text.clone(), |rest, data| rest.replace(data, ""));
        rest.contains(site::ruby::is_kanji)
    });
    fixed.map(|text| format!("{} of {}: {text}", page.h1(), page.path)).collect()
}

/// Somebody with something in every list, who asked for readings.
async fn busy(site: &TestSite) -> (Visitor, Uuid) {
    let (mut visitor, account) = world::registered(site, "a", &[]).await;
    visitor.post("/display", ASKED).await;
    let numbers = activity::postings(site, 3).await;
    activity::keeps(site, account, &numbers[..2]).await;
    activity::applies(site, account, &numbers[..2], ApplicationState::Interview).await;
    activity::applies(site, account, &numbers[2..], ApplicationState::NotHired).await;
    activity::offers(site, account, OfferKind::Request, &numbers[..1]).await;
    activity::offers(site, account, OfferKind::Referral, &numbers[1..2]).await;
    (visitor, account)
}

#[tokio::test]
async fn the_pages_before_the_login_have_every_reading() {
    for site in world::sites().await {
        activity::postings(&site, 2).await;
        let mut visitor = super::with_readings(&site).await;
        let mut found = Vec::new();
        for path in PUBLIC {
            found.extend(bare(&visitor.get(path).await));
        }
        for path in ["/login", "/register", "/opening", "/password-reset", "/reopen"] {
            let page = visitor.post(path, &[]).await;
            assert!(page.status.is_client_error(), "{path} {}", page.status);
            found.extend(bare(&page));
        }
        assert!(found.is_empty(), "{}: {found:#?}", site.name);
    }
}

#[tokio::test]
async fn the_pages_of_a_person_have_every_reading() {
    for site in world::sites().await {
        let (mut visitor, account) = busy(&site).await;
        let thread = activity::writes(&site, account, activity::postings(&site, 1).await[0], 2).await;
        let mut found = Vec::new();
        for path in OWN {
            let page = visitor.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            found.extend(bare(&page));
        }
        found.extend(bare(&visitor.post(&format!("/messages/{thread}"), &[]).await));
        assert!(found.is_empty(), "{}: {found:#?}", site.name);
    }
}

#[tokio::test]
async fn the_errors_of_a_form_have_every_reading() {
    for site in world::sites().await {
        let (mut visitor, _) = busy(&site).await;
        let mut found = Vec::new();
        for path in FORMS {
            let page = visitor.post(path, &[]).await;
            assert!(!page.texts("#error-summary li").is_empty(), "{path} has errors");
            found.extend(bare(&page));
        }
        assert!(found.is_empty(), "{}: {found:#?}", site.name);
    }
}

#[tokio::test]
async fn what_is_said_after_a_deed_and_after_the_last_day_has_every_reading() {
    for site in world::sites().await {
        let (mut visitor, _) = busy(&site).await;
        let mut found = Vec::new();
        let page = visitor.post("/settings/validity/off", &[]).await;
        site.letter("a@example.jp", "求職登録を無効にしました").await;
        assert!(!page.texts(".notice--success rt").is_empty(), "{}", page.text());
        found.extend(bare(&page));
        for path in
            ["/home", "/home/receipt", "/notices", "/messages", "/settings/validity/on", "/search/saved"]
        {
            found.extend(bare(&visitor.get(path).await));
        }
        let work = [("occupation_1", "36101"), ("employment", "1"), ("overtime", "no")];
        found.extend(bare(&visitor.post("/profile/work", &work).await));
        found.extend(bare(&visitor.get("/profile/history").await));
        assert!(found.is_empty(), "{}: {found:#?}", site.name);
    }
}

#[tokio::test]
async fn a_text_without_reading_would_be_found() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        visitor.post("/display", ASKED).await;
        let page = visitor.get("/profile").await;
        assert!(
            page.without_reading().iter().any(|text| text.contains("明日")),
            "{:?}",
            page.without_reading()
        );
        assert!(!page.without_reading().iter().any(|text| text.contains("希望する")), "{}", site.name);
    }
}
