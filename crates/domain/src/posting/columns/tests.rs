use super::*;
use crate::posting::{Audience, WorkingTime};

/// A complete row of the generator.
const ROW: [(&str, &str); 46] = [
    ("求人番号", "13070-12345671"),
    ("事業所番号", "1307-697250-2"),
    ("受付年月日", "2026-11-05"),
    ("紹介期限日", "2026-12-18"),
    ("受理安定所コード", "13070"),
    ("求人区分", "パート(障)"),
    ("職種", "青果部門担当（未経験歓迎）"),
    ("仕事の内容", "売場での勤務です。\n○接客"),
    ("事業所名", "ハートストア　株式会社"),
    ("事業所名カナ", "ハートストア カブシキガイシャ"),
    ("所在地郵便番号", "1570061"),
    ("所在地", "東京都世田谷区北烏山3丁目3－9"),
    ("就業場所郵便番号", "1570062"),
    ("就業場所都道府県", "東京都"),
    ("就業場所市区町村コード", "13112"),
    ("就業場所市区町村", "世田谷区"),
    ("就業場所住所", "東京都世田谷区南烏山1丁目2－3"),
    ("雇用形態", "パート労働者"),
    ("雇用期間", "1年以内（契約更新の可能性あり・原則更新）"),
    ("賃金形態", "時給"),
    ("賃金下限", "1240"),
    ("賃金上限", "1260"),
    ("賞与", "なし"),
    ("就業時間", "08時00分～12時00分"),
    ("時間外労働月平均", "10"),
    ("休日", "その他（シフトによる）"),
    ("週休二日制", "毎週"),
    ("年間休日数", "100"),
    ("年齢制限", "制限あり"),
    ("年齢下限", "18"),
    ("年齢上限", "59"),
    ("学歴", "高校以上"),
    ("必要な経験", "あれば尚可"),
    ("必要な免許・資格", "介護福祉士|普通自動車免許（ＡＴ限定可）"),
    ("通勤手当", "一定額 月額5,000円"),
    ("マイカー通勤", "可（駐車場あり）"),
    ("転勤", "あり"),
    ("試用期間", "あり（３ヶ月）"),
    ("加入保険", "雇用・労災・健康・厚生"),
    ("従業員数", "1,015"),
    ("採用人数", "1"),
    ("職業分類コード", "045-05"),
    ("産業分類コード", "584"),
    ("公開範囲", "1"),
    ("こだわり条件", "学歴不問|転勤なし"),
    ("オンライン自主応募", "可"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut row: Vec<(&str, &str)> = ROW.to_vec();
    for (column, text) in changes {
        match row.iter_mut().find(|(name, _)| name == column) {
            Some(cell) => cell.1 = text,
            None => row.push((column, text)),
        }
    }
    row
}

fn refused(changes: &[(&str, &str)]) -> Vec<String> {
    match Posting::from_columns(with(changes)) {
        Ok(_) => Vec::new(),
        Err(bad) => bad.0.into_iter().map(|bad| format!("{}: {}", bad.column, bad.reason)).collect(),
    }
}

#[test]
fn the_columns_of_the_generator_are_all_read() {
    assert_eq!(ROW.map(|(column, _)| column), COLUMNS);
    let posting = Posting::from_columns(ROW).unwrap();
    assert_eq!(posting.further, []);
    assert_eq!(posting.number.to_string(), "13070-12345671");
    assert_eq!(posting.category, Category { time: WorkingTime::Part, audience: Audience::Disability });
    assert_eq!(posting.wage, Some(Wage { form: WageForm::Hourly, lower: 1240, upper: 1260 }));
    assert_eq!(posting.licences, ["介護福祉士", "普通自動車免許（ＡＴ限定可）"]);
    assert_eq!(posting.establishment.employees, Some(1015));
    assert_eq!(posting.workplace.prefecture.map(Prefecture::number), Some(13));
    assert!(posting.online_application);
}

#[test]
fn every_column_stands_on_the_sheet_of_whoever_may_see_all() {
    let posting = Posting::from_columns(with(&[("不思議な欄", "不思議な値"), ("担当者", "山田")])).unwrap();
    let sheet = posting.seen_by(crate::posting::Viewer::Anyone).unwrap().sheet();
    let shown: String =
        sheet.iter().flat_map(|block| &block.rows).map(|(label, text)| format!("{label}={text}\n")).collect();
    for (column, text) in ROW {
        let wanted = match column {
            // Said in another form on the sheet.
            "受付年月日" => "2026年11月05日".to_owned(),
            "紹介期限日" => "2026年12月18日".to_owned(),
            "所在地郵便番号" => "〒157-0061".to_owned(),
            "就業場所郵便番号" => "〒157-0062".to_owned(),
            "就業場所市区町村コード" => continue, // said by the municipality's name
            "賃金下限" => "1,240円～".to_owned(),
            "賃金上限" => "～1,260円".to_owned(),
            "年齢下限" => "18歳以上".to_owned(),
            "年齢上限" => "59歳以下".to_owned(),
            "公開範囲" => "１．事業所名等を含む求人情報を公開する".to_owned(),
            "必要な免許・資格" => text.replace('|', "\n"),
            "こだわり条件" => text.replace('|', "、"),
            _ => text.to_owned(),
        };
        assert!(shown.contains(&wanted), "{column}: {wanted} is not in\n{shown}");
    }
    assert!(shown.contains("担当者=山田"));
    assert!(shown.contains("不思議な欄=不思議な値"));
    assert_eq!(sheet.last().map(|block| block.block.title()), Some("その他"));
}

#[test]
fn columns_beyond_the_known_ones_are_kept_in_their_order() {
    let posting =
        Posting::from_columns(with(&[("資本金", "1,000万円"), ("事業内容", "小売"), ("空", "  ")])).unwrap();
    let labels: Vec<_> = posting.further.iter().map(|further| further.label.as_str()).collect();
    assert_eq!(labels, ["資本金", "事業内容"]);
}

#[test]
fn a_missing_deadline_is_the_end_of_the_second_month_after_receipt() {
    let posting = Posting::from_columns(with(&[("紹介期限日", "")])).unwrap();
    assert_eq!(posting.referral_deadline.to_string(), "2027-01-31");
}

#[test]
fn a_posting_is_open_on_its_last_day_and_not_after_it() {
    let posting = Posting::from_columns(ROW).unwrap();
    assert!(posting.is_open_on("2026-12-18".parse().unwrap()));
    assert!(!posting.is_open_on("2026-12-19".parse().unwrap()));
}

#[test]
fn dates_and_numbers_are_read_in_any_width_and_usual_form() {
    for text in ["2026-11-05", "2026/11/05", "2026/11/5", "20261105", "２０２６／１１／０５"] {
        let posting = Posting::from_columns(with(&[("受付年月日", text)])).unwrap();
        assert_eq!(posting.received_on.to_string(), "2026-11-05", "{text}");
    }
    let posting = Posting::from_columns(with(&[
        ("賃金下限", "１，２４０"),
        ("就業場所郵便番号", "〒１５７－００６２"),
        ("求人区分", "フルタイム（障）"),
    ]))
    .unwrap();
    assert_eq!(posting.wage.map(|wage| wage.lower), Some(1240));
    assert_eq!(posting.workplace.postal_code, "1570062");
    assert_eq!(posting.category.to_string(), "フルタイム(障)");
}

#[test]
fn every_bad_column_is_told_with_its_reason() {
    assert_eq!(
        refused(&[
            ("求人番号", "13070"),
            ("受付年月日", "2026-13-05"),
            ("公開範囲", "5"),
            ("賃金下限", "千円"),
            ("職種", " ")
        ]),
        [
            "求人番号: not a posting number (NNNNN-NNNNNNNN)",
            "受付年月日: not a date (YYYY-MM-DD)",
            "職種: missing",
            "公開範囲: not 1, 2, 3 or 4",
            "賃金下限: not a whole number from 0 to 4294967295",
        ]
    );
    for column in ["求人番号", "受付年月日", "求人区分", "職種", "雇用形態", "公開範囲"]
    {
        assert_eq!(refused(&[(column, "")]), [format!("{column}: missing")]);
    }
    assert_eq!(refused(&[("求人区分", "アルバイト")]), ["求人区分: unknown kind of posting"]);
    assert_eq!(refused(&[("雇用形態", "契約社員")]), ["雇用形態: unknown kind of employment"]);
    assert_eq!(refused(&[("賃金形態", "週給")]), ["賃金形態: unknown form of wage"]);
    assert_eq!(refused(&[("オンライン自主応募", "はい")]), ["オンライン自主応募: neither 可 nor 不可"]);
    assert_eq!(refused(&[("就業場所都道府県", "東京")]), ["就業場所都道府県: not the name of a prefecture"]);
    assert_eq!(
        refused(&[("所在地郵便番号", "157-006")]),
        ["所在地郵便番号: not a postal code of seven digits"]
    );
    assert_eq!(
        refused(&[("就業場所市区町村コード", "14101")]),
        ["就業場所市区町村コード: not in the prefecture of 就業場所都道府県"]
    );
}

#[test]
fn a_reason_names_the_value_cut_to_forty_characters() {
    let long = "あ".repeat(100);
    let bad = Posting::from_columns(with(&[("公開範囲", &long)])).unwrap_err();
    assert_eq!(bad.to_string(), format!("公開範囲 {:?}: not 1, 2, 3 or 4", "あ".repeat(40)));
}

#[test]
fn limits_hold_on_both_sides() {
    assert!(refused(&[("賃金下限", "1260"), ("賃金上限", "1260")]).is_empty());
    assert_eq!(refused(&[("賃金上限", "1239")]), ["賃金上限: below 賃金下限"]);
    assert!(refused(&[("年齢下限", "59")]).is_empty());
    assert_eq!(refused(&[("年齢下限", "60")]), ["年齢上限: below 年齢下限"]);
    assert!(refused(&[("紹介期限日", "2026-11-05")]).is_empty());
    assert_eq!(refused(&[("紹介期限日", "2026-11-04")]), ["紹介期限日: before 受付年月日"]);
    assert!(refused(&[("職種", &"あ".repeat(200))]).is_empty());
    assert_eq!(refused(&[("職種", &"あ".repeat(201))]), ["職種: longer than 200 characters"]);
    assert!(refused(&[("仕事の内容", &"あ".repeat(10_000))]).is_empty());
    assert_eq!(
        refused(&[("仕事の内容", &"あ".repeat(10_001))]),
        ["仕事の内容: longer than 10,000 characters"]
    );
}

#[test]
fn one_bound_of_the_wage_stands_for_both_and_none_for_none() {
    let wage = |lower, upper| {
        Posting::from_columns(with(&[("賃金下限", lower), ("賃金上限", upper)]))
            .unwrap()
            .wage
            .map(|w| (w.lower, w.upper))
    };
    assert_eq!(wage("1240", ""), Some((1240, 1240)));
    assert_eq!(wage("", "1260"), Some((1260, 1260)));
    assert_eq!(wage("", ""), None);
}

#[test]
fn control_characters_do_not_come_in() {
    let posting = Posting::from_columns(with(&[
        ("仕事の内容", "一行目\r\n二行目\u{0}\u{7}\r三行目"),
        ("職種", "調理\n補助"),
    ]))
    .unwrap();
    assert_eq!(posting.description, "一行目\n二行目\n三行目");
    assert_eq!(posting.title, "調理　補助");
}

#[test]
fn the_prefecture_is_found_from_the_code_or_the_address_too() {
    let prefecture =
        |changes: &[(&str, &str)]| Posting::from_columns(with(changes)).unwrap().workplace.prefecture;
    let tokyo = Prefecture::from_number(13);
    assert_eq!(prefecture(&[("就業場所都道府県", "")]), tokyo);
    assert_eq!(prefecture(&[("就業場所都道府県", ""), ("就業場所市区町村コード", "")]), tokyo);
    assert_eq!(
        prefecture(&[("就業場所都道府県", ""), ("就業場所市区町村コード", ""), ("就業場所住所", "世田谷区")]),
        None
    );
}
