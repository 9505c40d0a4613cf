//! 求人検索 and 求人票, seen through their pages.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod attacks;
mod disclosure;
mod find;
mod form;
mod marks;
mod narrow;
mod number;
mod posting;
mod posting_applying;
mod posting_disclosure;
mod posting_sheet;
mod seen;
mod views;
mod weight;

use domain::{
    account::EmailAddress,
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, Disclosure, EmploymentWish, KanaName, Name, Place, PlaceWishes, Town,
        Wage, WorkWishes,
    },
    posting::Posting,
};
use store::reference::{Municipality, Office, Prefecture};
use testkit::{PASSWORD, TestSite, Visitor, posting, sites};
use uuid::Uuid;

const EMAIL: &str = "seeker@example.jp";

/// The service with a few places, once on each database.
async fn fresh() -> Vec<TestSite> {
    let sites = sites(seeker::router).await;
    for site in &sites {
        places(site).await;
    }
    sites
}

/// The same with some postings.
async fn site_with(postings: &[Posting]) -> Vec<TestSite> {
    let sites = fresh().await;
    for site in &sites {
        site.import(postings).await;
    }
    sites
}

/// A posting in a municipality.
fn at(serial: u32, prefecture: &str, code: &str) -> Posting {
    posting(serial, &[("就業場所都道府県", prefecture), ("就業場所市区町村コード", code)])
}

async fn places(site: &TestSite) {
    let town = |code: &str, name: &str| Municipality {
        code: code.into(),
        prefecture_code: code[..2].into(),
        name: name.into(),
        kana: "マチ".into(),
        county: None,
        designated_city: None,
        office_code: "13010".into(),
    };
    let prefecture =
        |code: &str, name: &str| Prefecture { code: code.into(), name: name.into(), kana: "ケン".into() };
    let mut tx = site.store().begin().await.unwrap();
    tx.replace_prefectures(&[prefecture("13", "東京都"), prefecture("27", "大阪府")]).await.unwrap();
    tx.replace_offices(&[Office {
        code: "13010".into(),
        name: "ハローワーク飯田橋".into(),
        official_name: "飯田橋公共職業安定所".into(),
        kind: "main".into(),
        parent_code: None,
        prefecture_code: "13".into(),
        municipality_code: None,
        postal_code: None,
        address: None,
        phone: None,
    }])
    .await
    .unwrap();
    tx.replace_municipalities(&[
        town("13101", "千代田区"),
        town("13112", "世田谷区"),
        town("27127", "大阪市北区"),
    ])
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Somebody who is signed in, with complete 求職情報.
async fn registered_seeker(site: &TestSite) -> Visitor {
    let account = account(site, EMAIL).await;
    let mut tx = site.store().begin().await.unwrap();
    tx.save_basic(account, &basic(), site.now()).await.unwrap();
    tx.save_situation(account, (false, None), site.now()).await.unwrap();
    tx.save_disclosure(account, Disclosure::Open, site.now()).await.unwrap();
    let work = WorkWishes::new(vec!["0502".parse().unwrap()], vec![EmploymentWish::ALL[0]]);
    tx.save_work(account, &work, site.now()).await.unwrap();
    let places =
        PlaceWishes::new(vec![Place::new("13", []).unwrap()], Wage::parse("month", "200000").unwrap());
    tx.save_places(account, &places, site.now()).await.unwrap();
    let completion = tx.complete_registration(account, site.now()).await.unwrap();
    assert!(matches!(completion, store::Completion::Done(_)), "{completion:?}");
    tx.commit().await.unwrap();
    let mut visitor = site.visitor();
    visitor.signs_in(EMAIL).await;
    visitor
}

/// An account with [`PASSWORD`] and nothing else yet.
async fn account(site: &TestSite, email: &str) -> Uuid {
    let hash = site.app.hasher.hash(PASSWORD).await.unwrap();
    let mut tx = site.store().begin().await.unwrap();
    let account = tx.add_account(&EmailAddress::parse(email).unwrap(), &hash, site.now()).await.unwrap();
    tx.commit().await.unwrap();
    account
}

fn basic() -> BasicInformation {
    BasicInformation {
        family_name: Name::parse("姓", "明日").unwrap(),
        given_name: Name::parse("名", "勇気").unwrap(),
        family_kana: KanaName::parse("姓", "アシタ").unwrap(),
        given_kana: KanaName::parse("名", "ユウキ").unwrap(),
        gender: None,
        birth_date: "1990-04-01".parse().unwrap(),
        address: Address {
            postal_code: PostalCode::parse("102-0071").unwrap(),
            municipality_code: "13101".into(),
            town: Town::parse("町名・番地", "富士見1-2-3").unwrap(),
            building: None,
        },
        telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
    }
}
