//! Reference data: what an import writes, and what the pages read from it.

use store::{
    Tx,
    reference::{CodeName, Municipality, Office, PostalRow, Prefecture, ReferenceTable, TableOrigin},
};

fn prefecture(code: &str, name: &str) -> Prefecture {
    Prefecture { code: code.into(), name: name.into(), kana: "カナ".into() }
}

fn municipality(code: &str, name: &str, office: &str) -> Municipality {
    Municipality {
        code: code.into(),
        prefecture_code: code[..2].into(),
        name: name.into(),
        kana: "カナ".into(),
        county: None,
        designated_city: None,
        office_code: office.into(),
    }
}

fn office(code: &str, official_name: &str) -> Office {
    Office {
        code: code.into(),
        name: "ハローワーク".into(),
        official_name: official_name.into(),
        kind: "main".into(),
        parent_code: None,
        prefecture_code: code[..2].into(),
        municipality_code: None,
        postal_code: None,
        address: None,
        phone: None,
    }
}

fn postal(code: &str, municipality: &str, town: &str, office: Option<&str>) -> PostalRow {
    PostalRow {
        code: code.into(),
        municipality_code: municipality.into(),
        town: town.into(),
        town_kana: String::new(),
        block: String::new(),
        office_code: office.map(str::to_owned),
    }
}

fn entry(list: &str, code: &str, name: &str, parent: Option<&str>) -> (String, CodeName) {
    (list.into(), CodeName { code: code.into(), name: name.into(), parent: parent.map(str::to_owned) })
}

/// Two prefectures; 北見市 is split between two offices; 1000000 lies in two municipalities.
async fn small_country(tx: &mut Tx) -> store::Result<()> {
    tx.replace_prefectures(&[prefecture("13", "東京都"), prefecture("01", "北海道")]).await?;
    tx.replace_offices(&[
        office("13010", "飯田橋公共職業安定所"),
        office("01050", "北見公共職業安定所"),
        office("01060", "紋別公共職業安定所"),
    ])
    .await?;
    tx.replace_municipalities(&[
        municipality("13101", "千代田区", "13010"),
        municipality("01208", "北見市", "01050"),
        municipality("01219", "紋別市", "01060"),
    ])
    .await?;
    tx.clear_postal_codes().await?;
    tx.add_postal_codes(&[
        postal("1000001", "13101", "千代田", None),
        postal("0900001", "01208", "小泉", None),
        postal("0900002", "01208", "瑞穂", Some("01060")),
        postal("1000000", "13101", "", None),
        postal("1000000", "01208", "", None),
    ])
    .await
}

#[tokio::test]
async fn places_are_read_in_the_order_of_their_codes() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let names: Vec<String> = conn.prefectures().await.unwrap().into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["北海道", "東京都"], "{}", store.name);
        let names: Vec<String> =
            conn.municipalities_of("01").await.unwrap().into_iter().map(|m| m.name).collect();
        assert_eq!(names, ["北見市", "紋別市"]);
        assert_eq!(conn.municipality("13101").await.unwrap().unwrap().name, "千代田区");
        assert_eq!(conn.offices().await.unwrap().len(), 3);
        assert_eq!(conn.offices_of("01").await.unwrap().len(), 2);
        assert_eq!(conn.office("13010").await.unwrap().unwrap().official_name, "飯田橋公共職業安定所");
        assert_eq!(conn.office("99999").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_town_may_belong_to_another_office_than_its_municipality() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        let office_of = async |tx: &mut Tx, code: &str, place: &str| {
            tx.office_of_address(code, place).await.unwrap().map(|office| office.code)
        };
        assert_eq!(office_of(&mut tx, "0900001", "01208").await.as_deref(), Some("01050"));
        assert_eq!(office_of(&mut tx, "0900002", "01208").await.as_deref(), Some("01060"));
        // The code of a town counts only inside its own municipality.
        assert_eq!(office_of(&mut tx, "0900002", "13101").await.as_deref(), Some("13010"));
        assert_eq!(office_of(&mut tx, "9999999", "01208").await.as_deref(), Some("01050"));
        assert_eq!(office_of(&mut tx, "0900001", "99999").await, None);

        let address = &tx.addresses_of_postal_code("0900002").await.unwrap()[0];
        assert_eq!(
            (&*address.prefecture, &*address.municipality, &*address.town, &*address.office_code),
            ("北海道", "北見市", "瑞穂", "01060")
        );
        let districts: Vec<(String, String, bool)> = tx
            .districts_of("01")
            .await
            .unwrap()
            .into_iter()
            .map(|d| (d.office_code, d.municipality, d.partly))
            .collect();
        let expected = [("01050", "北見市", true), ("01060", "北見市", true), ("01060", "紋別市", false)];
        assert_eq!(districts, expected.map(|(o, m, p)| (o.to_owned(), m.to_owned(), p)));
    }
}

#[tokio::test]
async fn the_towns_of_a_municipality_are_told_without_large_receivers() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        let large = PostalRow { block: "1-1".into(), ..postal("0908501", "01208", "小泉", None) };
        tx.add_postal_codes(&[large]).await.unwrap();
        let towns = tx.towns_of("01208").await.unwrap();
        let expected = [("小泉", "0900001"), ("瑞穂", "0900002"), ("", "1000000")];
        assert_eq!(towns, expected.map(|(t, c)| (t.to_owned(), c.to_owned())), "{}", store.name);
        assert_eq!(tx.towns_of("99999").await.unwrap(), []);
        let all: Vec<String> = tx.municipalities().await.unwrap().into_iter().map(|m| m.code).collect();
        assert_eq!(all, ["01208", "01219", "13101"]);
    }
}

#[tokio::test]
async fn a_postal_code_may_lie_in_several_municipalities() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        let found = tx.addresses_of_postal_code("1000000").await.unwrap();
        let places: Vec<&str> = found.iter().map(|address| &*address.municipality).collect();
        assert_eq!(places, ["北見市", "千代田区"], "{}", store.name);
        assert!(tx.addresses_of_postal_code("5555555").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_import_replaces_what_was_there_and_nothing_else() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        small_country(&mut tx).await.unwrap();
        tx.replace_code_lists("a", &[entry("one", "1", "一", None), entry("two", "1", "壱", None)])
            .await
            .unwrap();
        tx.replace_code_lists("b", &[entry("three", "1", "三", None)]).await.unwrap();
        tx.replace_code_lists("a", &[entry("one", "2", "弐", None)]).await.unwrap();
        assert_eq!(tx.code_list("one").await.unwrap().len(), 1, "{}", store.name);
        assert_eq!(tx.code_list("two").await.unwrap(), []);
        assert_eq!(tx.code_name("three", "1").await.unwrap().unwrap().name, "三");
        tx.replace_offices(&[office("13010", "新しい名の安定所")]).await.unwrap();
        assert_eq!(tx.offices().await.unwrap().len(), 1);
        assert_eq!(tx.prefectures().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn more_rows_than_one_statement_takes_all_arrive() {
    for store in testkit::stores().await {
        let rows: Vec<PostalRow> =
            (0..1_037).map(|n| postal(&format!("{n:07}"), "13101", "千代田", None)).collect();
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        tx.add_postal_codes(&rows).await.unwrap();
        tx.add_postal_codes(&rows).await.unwrap();
        for code in ["0000000", "0000199", "0000200", "0000999", "0001000", "0001036"] {
            assert_eq!(tx.addresses_of_postal_code(code).await.unwrap().len(), 1, "{} {code}", store.name);
        }
    }
}

#[tokio::test]
async fn job_kinds_stand_in_their_groups_in_the_order_of_the_form() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        let rows = [
            entry("job_kind_group", "02", "販売", None),
            entry("job_kind_group", "01", "事務", None),
            entry("job_kind", "0201", "店員", Some("02")),
            entry("job_kind", "0101", "一般事務", Some("01")),
            entry("job_kind", "0202", "店長", Some("02")),
        ];
        tx.replace_code_lists("job_kinds", &rows).await.unwrap();
        let groups = tx.job_kinds().await.unwrap();
        let shown: Vec<(&str, Vec<&str>)> = groups
            .iter()
            .map(|group| (&*group.name, group.kinds.iter().map(|kind| &*kind.name).collect()))
            .collect();
        assert_eq!(shown, [("販売", vec!["店員", "店長"]), ("事務", vec!["一般事務"])], "{}", store.name);
    }
}

#[tokio::test]
async fn rows_that_name_something_missing_are_found() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        small_country(&mut tx).await.unwrap();
        assert_eq!(tx.dangling_reference_rows().await.unwrap(), [], "{}", store.name);
        tx.replace_municipalities(&[
            municipality("13101", "千代田区", "13999"),
            municipality("01208", "北見市", "01050"),
        ])
        .await
        .unwrap();
        tx.add_postal_codes(&[postal("2000000", "45678", "", None)]).await.unwrap();
        let found: Vec<(String, String)> = tx
            .dangling_reference_rows()
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.table_name, row.missing_code))
            .collect();
        let expected = [("municipalities", "13999"), ("postal_codes", "45678")];
        assert_eq!(found, expected.map(|(table, code)| (table.to_owned(), code.to_owned())));
    }
}

#[tokio::test]
async fn the_reference_version_is_the_instant_of_the_newest_change() {
    for store in testkit::stores().await {
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.reference_version().await.unwrap(), None, "{}", store.name);
        let table = |name: &str, origin, imported_at| ReferenceTable {
            name: name.into(),
            origin,
            digest: "d".into(),
            rows: 3,
            imported_at,
        };
        let [early, late] = ["2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"].map(|at| at.parse().unwrap());
        tx.note_reference_table(&table("offices", TableOrigin::Embedded, late)).await.unwrap();
        tx.note_reference_table(&table("prefectures", TableOrigin::Embedded, early)).await.unwrap();
        assert_eq!(tx.reference_version().await.unwrap(), Some(late));
        let newer = table("prefectures", TableOrigin::Imported, late);
        tx.note_reference_table(&newer).await.unwrap();
        assert_eq!(tx.reference_tables().await.unwrap()[1], newer);
    }
}
