//! A small country, people with accounts, and what they type.

use domain::{
    account::EmailAddress,
    clock::{Date, Timestamp},
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, DayOff, Disclosure, EmploymentWish, Gender, KanaName, Name,
        Note, Place, PlaceWishes, Town, TwoDaysOff, Wage, WorkWishes, WorkingHours, WorkingTime,
    },
};
use store::{
    Completion, JobSeekerRegistration, OfficeRegistration, Store,
    reference::{Municipality, Office, PostalRow, Prefecture},
};
use testkit::TestStore;
use uuid::Uuid;

/// 09:05 on 20 November 2026 in Tokyo.
pub fn now() -> Timestamp {
    "2026-11-20T00:05:00Z".parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 越谷市 belongs to 11080, except the towns of one postal code, which belong to 11081.
pub async fn places(store: &Store) {
    let office = |code: &str, name: &str| Office {
        code: code.into(),
        name: format!("ハローワーク{name}"),
        official_name: format!("{name}公共職業安定所"),
        kind: "main".into(),
        parent_code: None,
        prefecture_code: "11".into(),
        municipality_code: None,
        postal_code: None,
        address: None,
        phone: None,
    };
    let mut tx = store.begin().await.unwrap();
    tx.replace_prefectures(&[Prefecture {
        code: "11".into(),
        name: "埼玉県".into(),
        kana: "サイタマケン".into(),
    }])
    .await
    .unwrap();
    tx.replace_offices(&[office("11080", "越谷"), office("11081", "草加")]).await.unwrap();
    tx.replace_municipalities(&[Municipality {
        code: "11222".into(),
        prefecture_code: "11".into(),
        name: "越谷市".into(),
        kana: "コシガヤシ".into(),
        county: None,
        designated_city: None,
        office_code: "11080".into(),
    }])
    .await
    .unwrap();
    tx.add_postal_codes(&[PostalRow {
        code: "3430099".into(),
        municipality_code: "11222".into(),
        town: "飛地".into(),
        town_kana: "トビチ".into(),
        block: String::new(),
        office_code: Some("11081".into()),
    }])
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

pub async fn account(store: &Store, name: &str) -> Uuid {
    account_since(store, name, now()).await
}

pub async fn account_since(store: &Store, name: &str, registered_at: Timestamp) -> Uuid {
    let mut tx = store.begin().await.unwrap();
    let email = EmailAddress::parse(&format!("{name}@example.jp")).unwrap();
    let id = tx.add_account(&email, "hash", registered_at).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub fn basic(family: &str) -> BasicInformation {
    BasicInformation {
        family_name: Name::parse("姓", family).unwrap(),
        given_name: Name::parse("名", "勇気").unwrap(),
        family_kana: KanaName::parse("姓", "あした").unwrap(),
        given_kana: KanaName::parse("名", "ﾕｳｷ").unwrap(),
        gender: Some(Gender::Woman),
        birth_date: day("1990-04-01"),
        address: Address {
            postal_code: PostalCode::parse("343-0023").unwrap(),
            municipality_code: "11222".into(),
            town: Town::parse("町名・番地", "東越谷1-5-6").unwrap(),
            building: BuildingName::parse("建物名", "メゾン越谷101").unwrap(),
        },
        telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
    }
}

pub fn work_wishes() -> WorkWishes {
    WorkWishes {
        working_time: Some(WorkingTime::Part),
        hours: WorkingHours::parse("9:00", "15:30").unwrap(),
        days_off: vec![DayOff::ALL[5], DayOff::ALL[6]],
        two_days_off: Some(TwoDaysOff::Weekly),
        overtime: Some(false),
        note: Note::parse("補足", "午後4時までに\n帰宅したい").unwrap(),
        ..WorkWishes::new(
            vec!["13801".parse().unwrap(), "011".parse().unwrap()],
            vec![EmploymentWish::ALL[4], EmploymentWish::ALL[0]],
        )
    }
}

pub fn place_wishes() -> PlaceWishes {
    let wishes = PlaceWishes::new(
        vec![Place::new("11", ["11222", "11221"]).unwrap(), Place::new("13", []).unwrap()],
        Wage::parse("month", "200000").unwrap(),
    );
    PlaceWishes { by_car: Some(true), relocation: Some(false), remote_work: None, ..wishes }
}

pub async fn save_all(store: &Store, account: Uuid, basic: &BasicInformation) {
    let mut tx = store.begin().await.unwrap();
    tx.save_basic(account, basic, now()).await.unwrap();
    tx.save_situation(account, (false, None), now()).await.unwrap();
    tx.save_disclosure(account, Disclosure::Open, now()).await.unwrap();
    tx.save_work(account, &work_wishes(), now()).await.unwrap();
    tx.save_places(account, &place_wishes(), now()).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn complete_at(store: &Store, account: Uuid, at: Timestamp) -> Completion {
    let mut tx = store.begin().await.unwrap();
    let completion = tx.complete_registration(account, at).await.unwrap();
    tx.commit().await.unwrap();
    completion
}

pub async fn complete(store: &Store, account: Uuid) -> Completion {
    complete_at(store, account, now()).await
}

pub fn done(completion: Completion) -> JobSeekerRegistration {
    match completion {
        Completion::Done(registration) => registration,
        other => panic!("{other:?}"),
    }
}

pub async fn fresh() -> Vec<TestStore> {
    let stores = testkit::stores().await;
    for store in &stores {
        places(store).await;
    }
    stores
}

pub async fn counter_registration(store: &Store, name: &str, last_used_on: &str) {
    let mut tx = store.begin().await.unwrap();
    tx.add_office_registration(&OfficeRegistration {
        office_code: "11080".into(),
        name: name.into(),
        kana: "アシタ　ユウキ".into(),
        birth_date: day("1990-04-01"),
        last_used_on: day(last_used_on),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}
