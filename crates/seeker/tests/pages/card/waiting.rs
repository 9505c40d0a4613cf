//! Between the card and the button 保存: what the card said waits for this person, at this page, for an
//! hour, and what was saved before stays saved.

use testkit::{hours, minutes, seconds};

use super::world::{FILLED, FORM, PARTLY, REST, World, holds, note, worlds};
use crate::profile::world::{send_basic, signs_in};

#[tokio::test]
async fn what_was_saved_before_is_not_overwritten_until_the_person_saves() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        send_basic(&mut visitor, &[("建物名・部屋番号", "メゾン"), ("gender", "woman")]).await;
        let before = world.site.store().read().await.unwrap().job_seeker(account).await.unwrap().basic;
        assert!(before.is_some());
        let page = world.reads(&mut visitor, "nakaba").await;
        assert_eq!(note(&page), [PARTLY]);
        // What the card does not give stays as it was saved; of the former home nothing is left.
        let both = [
            ("family_name", "明日"),
            ("given_name", "なかば"),
            ("gender", "woman"),
            ("birth_date_year", "1990"),
            ("birth_date_month", "4"),
            ("birth_date_day", "1"),
            ("prefecture", "01"),
            ("municipality", "札幌市中央区"),
            ("town", "北一条西二丁目"),
        ];
        holds(&page, &both);
        assert_eq!(page.value_of("family_kana").as_deref(), Some("アシタ"));
        assert_eq!(page.value_of("telephone").as_deref(), Some("090-1234-5678"));
        let after = world.site.store().read().await.unwrap().job_seeker(account).await.unwrap().basic;
        assert_eq!(after, before, "{}: the database is as it was", world.site.name);
        world.site.advance(hours(1));
        let mut later = signs_in(&world.site, account).await;
        let page = later.get(FORM).await;
        assert_eq!(page.value_of("given_name").as_deref(), Some("勇気"), "the card has had its time");
        assert_eq!(page.value_of("building").as_deref(), Some("メゾン"));
        assert!(note(&page).is_empty());
    }
}

#[tokio::test]
async fn the_same_home_keeps_its_building_and_postal_code() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        let home = [
            ("郵便番号", "100-0013"),
            ("都道府県", "13"),
            ("市区町村", "千代田区"),
            ("町名・番地", "霞が関１丁目２番２号"),
            ("建物名・部屋番号", "メゾン"),
        ];
        send_basic(&mut visitor, &home).await;
        let page = world.reads(&mut visitor, "hanako").await;
        assert_eq!(page.value_of("building").as_deref(), Some(""), "written otherwise, it is another home");
        let (mut visitor, _) = world.newcomer("b").await;
        let home = home.map(|(field, value)| match field {
            "町名・番地" => (field, "霞が関一丁目２番２号"),
            _ => (field, value),
        });
        send_basic(&mut visitor, &home).await;
        let page = world.reads(&mut visitor, "hanako").await;
        assert_eq!(page.value_of("building").as_deref(), Some("メゾン"), "{}", world.site.name);
        assert_eq!(page.value_of("postal_code").as_deref(), Some("100-0013"));
    }
}

#[tokio::test]
async fn a_name_that_is_divided_already_stays_divided() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        send_basic(&mut visitor, &[("名", "かたち")]).await;
        let page = world.reads(&mut visitor, "katachi").await;
        assert_eq!(page.value_of("family_name").as_deref(), Some("明日"), "{}", world.site.name);
        assert_eq!(page.value_of("given_name").as_deref(), Some("かたち"));
        assert_eq!(page.texts("#family_name-hint"), ["例：明日"]);
    }
}

#[tokio::test]
async fn a_second_card_leaves_nothing_of_the_first_in_the_form() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        world.reads(&mut visitor, "takara").await;
        let page = world.reads(&mut visitor, "nakaba").await;
        let nakaba = [
            ("family_name", "明日"),
            ("given_name", "なかば"),
            ("prefecture", "01"),
            ("municipality", "札幌市中央区"),
            ("town", "北一条西二丁目"),
        ];
        holds(&page, &nakaba);
    }
}

#[tokio::test]
async fn what_was_typed_before_a_time_out_stays_below_the_card() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        visitor.get(FORM).await;
        world.site.advance(minutes(31));
        let page = visitor.submit("保存して次へ進む", &REST).await;
        assert_eq!(page.h1(), "求職者マイページログイン");
        let mut again = signs_in(&world.site, account).await;
        let page = world.reads(&mut again, "taro").await;
        assert_eq!(note(&page), [FILLED]);
        assert_eq!(page.value_of("given_kana").as_deref(), Some("タロウ"), "{}", world.site.name);
        assert_eq!(page.value_of("given_name").as_deref(), Some("太郎"));
        let page = again.submit("保存して次へ進む", &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    }
}

async fn stands_there(world: &World, account: uuid::Uuid) -> bool {
    let page = signs_in(&world.site, account).await.get(FORM).await;
    let stands = page.value_of("given_name").as_deref() == Some("太郎");
    assert_eq!(note(&page).is_empty(), !stands, "the note stands as long as the card's words do");
    stands
}

#[tokio::test]
async fn it_waits_for_an_hour_on_every_device_of_the_person_and_for_nobody_else() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        let (_, other) = world.newcomer("b").await;
        world.reads(&mut visitor, "taro").await;
        assert!(stands_there(&world, account).await && !stands_there(&world, other).await);
        world.site.advance(hours(1) - seconds(1));
        assert!(stands_there(&world, account).await, "{}", world.site.name);
        world.site.advance(seconds(1));
        assert!(!stands_there(&world, account).await);
    }
}
