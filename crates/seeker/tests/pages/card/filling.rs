//! What the card says stands in the form, and the person checks, changes and saves it.

use axum::http::StatusCode;

use super::world::{FILLED, FORM, PARTLY, REST, holds, note, worlds};

const TARO: [(&str, &str); 9] = [
    ("family_name", "明日"),
    ("given_name", "太郎"),
    ("gender", "man"),
    ("birth_date_year", "1985"),
    ("birth_date_month", "11"),
    ("birth_date_day", "20"),
    ("postal_code", "540-0008"),
    ("prefecture", "27"),
    ("municipality", "大阪市中央区"),
];

#[tokio::test]
async fn the_four_items_stand_in_the_form_and_are_saved_when_the_rest_is_typed() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        let page = world.reads(&mut visitor, "taro").await;
        assert_eq!(
            (page.status, page.path.as_str()),
            (StatusCode::OK, FORM),
            "nothing stands in the address"
        );
        assert_eq!(note(&page), [FILLED], "{}", world.site.name);
        holds(&page, &[&TARO[..], &[("town", "大手前四丁目1番67号")]].concat());
        assert!(page.says("和暦：昭和60年11月20日") && page.errors().is_empty());
        assert_eq!(world.saved_name(account).await, None, "nothing is saved for the person");

        let page = visitor.submit("保存して次へ進む", &REST).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        assert_eq!(world.saved_name(account).await.as_deref(), Some("明日 太郎"));
        let page = visitor.get(FORM).await;
        assert_eq!(page.value_of("town").as_deref(), Some("大手前四丁目1番67号"));
        assert_eq!(page.value_of("given_kana").as_deref(), Some("タロウ"));
        assert!(note(&page).is_empty(), "what was saved is the person's own word");
    }
}

#[tokio::test]
async fn every_item_can_be_changed_and_then_nothing_of_the_card_is_left_in_the_database() {
    let own = [
        ("姓", "昨日"),
        ("名", "勇気"),
        ("gender", "woman"),
        ("birth_date_year", "1990"),
        ("birth_date_month", "4"),
        ("birth_date_day", "1"),
        ("郵便番号", "343-0023"),
        ("都道府県", "11"),
        ("市区町村", "越谷市"),
        ("町名・番地", "東越谷1-5-6"),
        ("建物名・部屋番号", "メゾン"),
    ];
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        world.reads(&mut visitor, "takara").await;
        let of_the_card = ["たから", "みなとみらい二丁目", "明日ハイツ", "20010908", "2001-09-08"];
        let encoded = "%E6%98%8E%E6%97%A5%E3%83%8F%E3%82%A4%E3%83%84"; // 明日ハイツ
        assert!(world.site.everything_stored().await.contains(encoded), "it waits for the person");
        let page = visitor.submit("保存して次へ進む", &[&own[..], &REST].concat()).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let stored = world.site.everything_stored().await;
        assert!(stored.contains("昨日") && stored.contains("東越谷1-5-6"), "{}", world.site.name);
        for claim in of_the_card {
            assert!(!stored.contains(claim), "{}: {claim} is stored", world.site.name);
        }
        assert!(!stored.contains(encoded) && !stored.contains(&world.provider.card_subject("takara")));
        for table in ["parked_form: ", "sign_on_journey: "] {
            assert!(!stored.lines().any(|row| row.starts_with(table)), "{}: {table}", world.site.name);
        }
        assert_eq!(world.waiting(account).await, None);
    }
}

#[tokio::test]
async fn a_building_stands_in_its_own_field_and_rare_kanji_stay_as_they_are() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        let page = world.reads(&mut visitor, "takara").await;
        assert_eq!(note(&page), [FILLED]);
        let takara = [
            ("family_name", "明日"),
            ("given_name", "たから"),
            ("gender", "woman"),
            ("birth_date_year", "2001"),
            ("birth_date_month", "9"),
            ("birth_date_day", "8"),
            ("postal_code", "220-0012"),
            ("prefecture", "14"),
            ("municipality", "横浜市西区"),
            ("town", "みなとみらい二丁目2番1号"),
            ("building", "明日ハイツ3305号室"),
        ];
        holds(&page, &takara);
        let page = world.reads(&mut visitor, "yoshino").await;
        let yoshino = [
            ("family_name", "𠮷野"),
            ("given_name", "髙志"),
            ("gender", "man"),
            ("birth_date_year", "1972"),
            ("birth_date_month", "2"),
            ("birth_date_day", "29"),
            ("postal_code", "639-3111"),
            ("prefecture", "29"),
            ("municipality", "吉野郡吉野町"),
            ("town", "大字上市80番地の1"),
        ];
        holds(&page, &yoshino);
        let page = visitor.submit("保存して次へ進む", &REST).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    }
}

#[tokio::test]
async fn a_postal_code_that_is_not_certain_is_for_the_person_to_type() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        // 霞が関 has a tall building with postal codes of its own.
        let page = world.reads(&mut visitor, "hanako").await;
        assert_eq!(note(&page), [FILLED]);
        let hanako = [
            ("family_name", "明日"),
            ("given_name", "花子"),
            ("gender", "woman"),
            ("birth_date_year", "1990"),
            ("birth_date_month", "4"),
            ("birth_date_day", "1"),
            ("prefecture", "13"),
            ("municipality", "千代田区"),
            ("town", "霞が関一丁目2番2号"),
        ];
        holds(&page, &hanako);
        let page = visitor.submit("保存して次へ進む", &REST).await;
        assert_eq!(
            page.errors(),
            ["郵便番号を入力してください。例：343-0023"],
            "and nothing else is missing"
        );
        assert_eq!(note(&page), [FILLED], "the word of the card stays with the form");
        let page = visitor.submit("保存して次へ進む", &[("郵便番号", "100-0013")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    }
}

#[tokio::test]
async fn half_the_claims_fill_half_the_form() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        let page = world.reads(&mut visitor, "nakaba").await;
        assert_eq!(note(&page), [PARTLY], "{}", world.site.name);
        let nakaba = [
            ("family_name", "明日"),
            ("given_name", "なかば"),
            ("prefecture", "01"),
            ("municipality", "札幌市中央区"),
            ("town", "北一条西二丁目"),
        ];
        holds(&page, &nakaba);
        let page = visitor.submit("保存して次へ進む", &REST).await;
        assert_eq!(
            page.errors(),
            ["生年月日を入力してください。", "郵便番号を入力してください。例：343-0023"]
        );
        assert_eq!(note(&page), [PARTLY]);
        let typed = [
            ("birth_date_year", "平成2"),
            ("birth_date_month", "4"),
            ("birth_date_day", "1"),
            ("郵便番号", "060-0001"),
        ];
        visitor.submit("保存して次へ進む", &typed).await;
        assert_eq!(world.saved_name(account).await.as_deref(), Some("明日 なかば"));
    }
}

#[tokio::test]
async fn strange_writings_are_read_as_far_as_they_are_certain() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        let page = world.reads(&mut visitor, "katachi").await;
        assert_eq!(note(&page), [PARTLY], "{}", world.site.name);
        let katachi = [
            ("family_name", "明日かたち"),
            ("birth_date_year", "1990"),
            ("birth_date_month", "4"),
            ("birth_date_day", "1"),
            ("prefecture", "13"),
            ("municipality", "千代田区"),
            ("town", "霞が関1-2-2"),
        ];
        holds(&page, &katachi);
        assert_eq!(
            page.texts("#family_name-hint"),
            [
                "カードの氏名に区切りがないため、すべて「姓」に入れました。「姓」と「名」に分けてください。例：明日"
            ]
        );
        let page = visitor.submit("保存して次へ進む", &[("姓", "明日"), ("名", "かたち")]).await;
        assert_eq!(page.texts("#family_name-hint"), ["例：明日"], "the name is divided now");
    }
}

#[tokio::test]
async fn the_search_of_an_address_keeps_what_the_card_has_filled() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        world.reads(&mut visitor, "hanako").await;
        let page = visitor.submit("住所を検索", &[("郵便番号", "100-0013")]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(note(&page), [FILLED], "{}", world.site.name);
        assert_eq!(page.value_of("town").as_deref(), Some("霞が関一丁目2番2号"));
        assert_eq!(page.value_of("given_name").as_deref(), Some("花子"));
    }
}
