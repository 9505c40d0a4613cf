use std::{collections::HashMap, fs};

use domain::clock::Timestamp;
use store::Store;

use super::*;

const NOW: Timestamp = Timestamp::constant(1_795_132_800, 0);
const LATER: Timestamp = Timestamp::constant(1_795_219_200, 0);

/// A folder with a small country of two offices.
fn small_country() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("prefectures.csv", "code,name,kana\n13,東京都,トウキョウト\n");
    write(
        "offices.csv",
        "code,name,official_name,kind,parent,prefecture,municipality,postal_code,address,phone\n\
         13010,ハローワーク飯田橋,飯田橋公共職業安定所,main,,13,13101,,,\n\
         13011,ハローワーク別館,飯田橋公共職業安定所別館,annex,13010,13,,,,\n",
    );
    write(
        "municipalities.csv",
        "code,prefecture,name,kana,county,designated_city,office\n13101,13,千代田区,チヨダク,,,13010\n",
    );
    let postal = "code,municipality,town,town_kana,block,office\n1000001,13101,千代田,チヨダ,,\n\
                  1000002,13101,皇居外苑,コウキョガイエン,,13011\n";
    let packed = zstd::encode_all(postal.as_bytes(), 0).unwrap();
    fs::write(folder.path().join("postal_codes.csv.zst"), packed).unwrap();
    write("surnames.csv", "kanji,kana\n");
    folder
}

async fn office_of(store: &Store, postal_code: &str, place: &str) -> Option<String> {
    let mut conn = store.read().await.unwrap();
    conn.office_of_address(postal_code, place).await.unwrap().map(|office| office.code)
}

#[tokio::test]
async fn the_embedded_tables_are_written_once_and_read_back() {
    for store in testkit::stores().await {
        let report = import_embedded_reference(&store, NOW).await.unwrap();
        assert_eq!(report.replaced.len(), Table::ALL.len(), "{}", store.name);
        let again = import_embedded_reference(&store, LATER).await.unwrap();
        assert_eq!((again.replaced.len(), again.kept.len()), (0, Table::ALL.len()));
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.reference_version().await.unwrap(), Some(NOW));
        assert_eq!(conn.prefectures().await.unwrap().len(), 48);
        assert_eq!(conn.offices().await.unwrap().len(), 543);
        let groups = conn.job_kinds().await.unwrap();
        let kinds: usize = groups.iter().map(|group| group.kinds.len()).sum();
        assert_eq!((groups.len(), kinds), (14, 179));
        assert_eq!(conn.code_list("employment_kind").await.unwrap().len(), 7);
        assert_eq!(conn.code_list("licence").await.unwrap().len(), 1_078);
    }
}

#[tokio::test]
async fn an_operators_tables_replace_the_embedded_ones_and_stay() {
    for store in testkit::stores().await {
        import_embedded_reference(&store, NOW).await.unwrap();
        let folder = small_country();
        let report = import_reference(&store, folder.path(), LATER).await.unwrap();
        let replaced: Vec<(&str, u64)> =
            report.replaced.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
        let expected = [("prefectures", 1), ("municipalities", 1), ("offices", 2), ("postal_codes", 2)];
        assert_eq!(replaced, expected, "{}", store.name);
        assert_eq!(report.unknown, ["surnames.csv"]);
        assert_eq!(office_of(&store, "1000001", "13101").await.as_deref(), Some("13010"));
        assert_eq!(office_of(&store, "1000002", "13101").await.as_deref(), Some("13011"));

        assert_eq!(import_embedded_reference(&store, LATER).await.unwrap().replaced, []);
        assert_eq!(import_reference(&store, folder.path(), LATER).await.unwrap().replaced, []);
        assert_eq!(store.read().await.unwrap().offices().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn one_wrong_row_leaves_every_table_as_it_was() {
    for store in testkit::stores().await {
        let folder = small_country();
        import_reference(&store, folder.path(), NOW).await.unwrap();
        fs::write(folder.path().join("prefectures.csv"), "code,name,kana\n13,新しい東京,\n").unwrap();
        let postal =
            "code,municipality,town,town_kana,block,office\n1000001,13101,千代田,,,\n100-0002,13101,,,,\n";
        fs::remove_file(folder.path().join("postal_codes.csv.zst")).unwrap();
        fs::write(folder.path().join("postal_codes.csv"), postal).unwrap();
        let error = import_reference(&store, folder.path(), LATER).await.unwrap_err().to_string();
        assert_eq!(error, "postal_codes.csv line 3: code \"100-0002\" is not 7 digits", "{}", store.name);
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.prefectures().await.unwrap()[0].name, "東京都");
        assert_eq!(conn.reference_version().await.unwrap(), Some(NOW));
    }
}

#[tokio::test]
async fn a_row_that_names_a_missing_office_is_refused() {
    for store in testkit::stores().await {
        let folder = small_country();
        fs::write(
            folder.path().join("municipalities.csv"),
            "code,prefecture,name,kana,county,designated_city,office\n13101,13,千代田区,チヨダク,,,13099\n",
        )
        .unwrap();
        let error = import_reference(&store, folder.path(), NOW).await.unwrap_err().to_string();
        let expected = "municipalities: row 13101 names 13099, which offices does not hold";
        assert_eq!(error.lines().next(), Some(expected), "{}", store.name);
        assert_eq!(store.read().await.unwrap().offices().await.unwrap(), []);
    }
}

#[tokio::test]
async fn a_folder_without_tables_and_a_table_in_two_forms_are_refused() {
    let store = testkit::stores().await.swap_remove(0);
    let empty = tempfile::tempdir().unwrap();
    let error = import_reference(&store, empty.path(), NOW).await.unwrap_err().to_string();
    assert!(error.contains("holds none of prefectures.csv"), "{error}");
    let folder = small_country();
    fs::write(folder.path().join("postal_codes.csv"), "").unwrap();
    let error = import_reference(&store, folder.path(), NOW).await.unwrap_err().to_string();
    assert_eq!(error, "postal_codes is there twice, plain and packed: keep one of them");
    let error = import_reference(&store, &folder.path().join("none"), NOW).await.unwrap_err().to_string();
    assert!(error.ends_with("none cannot be read"), "{error}");
}

/// The office of every embedded postal row, by (postal code, municipality).
fn embedded_offices() -> HashMap<(String, String), String> {
    let table = |table: Table| {
        let file = embedded::TABLES.iter().find(|file| Table::of_file(file.name) == Some(table)).unwrap();
        TableReader::open(file.name, file.bytes, table.columns()).unwrap()
    };
    let usual: HashMap<String, String> = municipalities(table(Table::Municipalities))
        .unwrap()
        .into_iter()
        .map(|place| (place.code, place.office_code))
        .collect();
    let mut postal_codes = table(Table::PostalCodes);
    let mut found = HashMap::new();
    while let Some(mut row) = postal_codes.next() {
        let row = postal_row(&mut row);
        let office = row.office_code.unwrap_or_else(|| usual[&row.municipality_code].clone());
        let earlier = found.insert((row.code, row.municipality_code), office.clone());
        assert!(earlier.is_none_or(|earlier| earlier == office), "towns of one code are served differently");
    }
    postal_codes.finish().unwrap();
    found
}

/// What is known to be right: all rows of the gathered facts where they are at hand.
fn known_offices() -> Option<HashMap<(String, String), String>> {
    let facts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/postal_to_office.csv");
    let bytes = fs::read(facts).ok()?;
    let mut table = TableReader::open("facts", &bytes, &["postal_code", "municipality_code"]).unwrap();
    let mut known = HashMap::new();
    while let Some(mut row) = table.next() {
        let key = (row.digits("postal_code", 7), row.digits("municipality_code", 5));
        known.insert(key, row.digits("office_code", 5));
    }
    table.finish().unwrap();
    Some(known)
}

#[test]
fn every_japanese_postal_code_resolves_to_its_office() {
    let ours = embedded_offices();
    assert!(ours.len() > 143_000, "{}", ours.len());
    let Some(known) = known_offices() else {
        eprintln!("the gathered facts are not at hand: only a sample is checked");
        for (code, place, office) in [
            ("1000001", "13101", "13010"), // 千代田区
            ("0613197", "01235", "01080"), // 石狩市, a large receiver of mail in 浜益
            ("0140201", "05212", "05041"), // 大仙市, served by 角館
            ("0640805", "01101", "01010"), // 札幌市中央区
        ] {
            assert_eq!(ours.get(&(code.into(), place.into())).map(String::as_str), Some(office), "{code}");
        }
        return;
    };
    assert_eq!(known.len(), 120_877);
    let wrong: Vec<_> =
        known.iter().filter(|(key, office)| ours.get(*key) != Some(*office)).take(5).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[tokio::test]
async fn the_database_gives_the_office_of_split_and_whole_municipalities() {
    let ours = embedded_offices();
    // One code of every pair of municipality and office: the rest differ in the code only.
    let pairs: HashMap<(&str, &str), &str> = ours
        .iter()
        .map(|((code, place), office)| ((place.as_str(), office.as_str()), code.as_str()))
        .collect();
    assert!(pairs.len() > 1_892);
    for store in testkit::stores().await {
        import_embedded_reference(&store, NOW).await.unwrap();
        for ((place, office), code) in &pairs {
            assert_eq!(
                office_of(&store, code, place).await.as_deref(),
                Some(*office),
                "{} {code}",
                store.name
            );
        }
    }
}
