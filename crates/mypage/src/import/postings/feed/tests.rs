use domain::posting::Posting;

use super::*;

/// A row of the feed with every named column that a posting needs, and some more.
const ROW: &[(&str, &str)] = &[
    ("kjno", "13010-01234567"),
    ("uktkymd_seireki", "2026/11/05"),
    ("uktkymd_wareki", "令和8年11月5日"),
    ("shokaikigenymd", "2027/01/31"),
    ("kjkbn1_c", "1"),
    ("kjkbn1_n", "一般"),
    ("kjkbn2_c", "1"),
    ("kjkbn2_n", "フルタイム"),
    ("kokaikibo", "1"),
    ("jgshmei", "株式会社　見本"),
    ("jgshyubinno", "1000001"),
    ("jgshszci", "東京都千代田区千代田１－１"),
    ("sksu", "一般事務"),
    ("shigoto_ny", "電話応対\r\nデータ入力"),
    ("koyokeitai_c", "1"),
    ("koyokeitai_n", "正社員"),
    ("shgbsjusho1_c", "13101"),
    ("shgbsjusho1_n", "東京都千代田区"),
    ("shgbsjusho2_n", "東京都中央区"),
    ("chgnkeitai_n", "月給"),
    ("khky", ""),
    ("khkykagen", "200,000円"),
    ("khkyjgn", "220,000円"),
    ("sikg_aplusbkagen", "210,000円"),
    ("sikg_aplusbjgn", "250,000円"),
    ("tgktat1_mei", "職務手当"),
    ("tgktat1_kagen", "10,000"),
    ("tgktat1_jgn", "30,000"),
    ("shgjn1_open", "8:30"),
    ("shgjn1_close", "1730"),
    ("jkgi_thkinjn_ji_n", "10時間"),
    ("kyjs_mon", "0"),
    ("kyjs_sat", "1"),
    ("kyjs_sun", "1"),
    ("kyjs_holiday", "1"),
    ("sk2sei_n", "毎週"),
    ("nenkankjsu_n", "125日"),
    ("nenreisegnari_jgn", "59歳"),
    ("menkyo_skku1_n", "普通自動車免許"),
    ("menkyo_skkuyohi1_n", "必須"),
    ("menkyo_skku2_n", "日商簿記２級"),
    ("knyhkn_koyo", "1"),
    ("knyhkn_rosai", "1"),
    ("knyhkn_kenko", ""),
    ("saiyoninzu_n", "2"),
    ("some_column_nobody_named", "x"),
];

fn read(row: &[(&str, &str)]) -> Columns {
    let header: Vec<String> = row.iter().map(|(name, _)| (*name).to_owned()).collect();
    let cells: Vec<String> = row.iter().map(|(_, text)| (*text).to_owned()).collect();
    Feed::of_header(&header).unwrap().columns(&cells)
}

fn posting(row: &[(&str, &str)]) -> Result<Posting, String> {
    let columns = read(row);
    Posting::from_columns(columns.iter().map(|(name, text)| (name.as_ref(), text.as_str())))
        .map_err(|bad| bad.to_string())
}

fn with(name: &str, text: &'static str) -> Vec<(&'static str, &'static str)> {
    ROW.iter().map(|(column, old)| (*column, if *column == name { text } else { *old })).collect()
}

#[test]
fn the_named_columns_of_the_feed_become_a_posting() {
    let posting = posting(ROW).unwrap();
    assert_eq!(posting.number.to_string(), "13010-01234567");
    assert_eq!(posting.accepting_office, "13010");
    assert_eq!(posting.received_on.to_string(), "2026-11-05");
    assert_eq!(posting.category.to_string(), "フルタイム");
    assert_eq!(posting.description, "電話応対\nデータ入力");
    assert_eq!(posting.workplace.area(), "東京都千代田区");
    assert_eq!(posting.wage.map(|wage| wage.to_string()).as_deref(), Some("210,000円～250,000円"));
    assert_eq!(posting.working_hours, "08時30分～17時30分");
    assert_eq!(posting.holidays, "土日祝日");
    assert_eq!(
        (posting.overtime_hours, posting.annual_holidays, posting.openings),
        (Some(10), Some(125), Some(2))
    );
    assert_eq!(posting.age.to_string(), "制限あり　～59歳以下");
    assert_eq!(posting.licences, ["普通自動車免許（必須）", "日商簿記２級"]);
    assert_eq!(posting.insurance, "雇用・労災");
    let further: Vec<(&str, &str)> =
        posting.further.iter().map(|item| (item.label.as_str(), item.text.as_str())).collect();
    assert_eq!(
        further,
        [
            ("就業場所", "東京都中央区"),
            ("基本給", "200000円～220000円"),
            ("定額的に支払われる手当", "職務手当　10000円～30000円"),
        ]
    );
}

#[test]
fn everything_the_feed_brings_has_its_place_on_the_sheet() {
    let typed = domain::posting::COLUMNS;
    for (feed, ours) in PLAIN {
        assert!(typed.contains(ours) || domain::posting::catalogue::is_known(ours), "{feed} {ours}");
    }
    for (name, _) in (Row { places: &HashMap::new(), cells: &[] }).composed() {
        assert!(typed.contains(&name) || domain::posting::catalogue::is_known(name), "{name}");
    }
}

#[test]
fn the_kind_of_posting_is_read_out_of_words() {
    for (words, expected) in
        [("パート", "パート"), ("求人票（フルタイム）", "フルタイム"), ("大卒等", "大卒等")]
    {
        assert_eq!(posting(&with("kjkbn2_n", words)).unwrap().category.to_string(), expected);
    }
    assert_eq!(posting(&with("kjkbn1_n", "季節")).unwrap().category.to_string(), "フルタイム(季)");
    let mut disabled = ROW.to_vec();
    disabled.push(("sgsyakbn_c", "1"));
    assert_eq!(posting(&disabled).unwrap().category.to_string(), "フルタイム(障)");
}

#[test]
fn a_row_that_is_no_posting_says_why() {
    let reason = posting(&with("uktkymd_seireki", "2026/13/05")).unwrap_err();
    assert!(reason.starts_with("受付年月日 \"2026/13/05\": "), "{reason}");
    assert!(posting(&with("kjkbn2_n", "出張")).is_err());
}

#[test]
fn a_code_alone_names_the_employment() {
    assert_eq!(posting(&with("koyokeitai_n", "")).unwrap().employment.label(), "正社員");
}

#[test]
fn another_header_is_not_the_feed() {
    assert!(Feed::of_header(&["求人番号".to_owned()]).is_none());
    assert!(Feed::of_header(&["id".to_owned(), "KJNO".to_owned()]).is_some());
}
