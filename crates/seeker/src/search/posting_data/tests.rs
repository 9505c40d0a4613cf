use domain::posting::Viewer;
use serde_json::Value;

use super::*;

const BASE: &str = "https://mypage.example.go.jp";

fn posting(columns: &[(&str, &str)]) -> Posting {
    let usual = [
        ("求人番号", "13010-1"),
        ("受付年月日", "2026-11-05"),
        ("紹介期限日", "2027-01-31"),
        ("求人区分", "フルタイム"),
        ("職種", "介護福祉士"),
        ("仕事の内容", "グループホームでの介護です。"),
        ("雇用形態", "正社員"),
        ("事業所名", "株式会社あおぞら"),
        ("公開範囲", "1"),
    ];
    let usual = usual.into_iter().filter(|(name, _)| columns.iter().all(|(column, _)| column != name));
    Posting::from_columns(usual.chain(columns.iter().copied())).unwrap()
}

fn text(columns: &[(&str, &str)]) -> Option<String> {
    let names = Names { industry: Some("老人福祉・介護事業".to_owned()), ..Names::default() };
    job_posting(&posting(columns), &names, BASE)
}

fn data(columns: &[(&str, &str)]) -> Value {
    serde_json::from_str(&text(columns).unwrap()).unwrap()
}

#[test]
fn it_says_what_the_posting_says_in_the_words_of_schema_org() {
    let data = data(&[
        ("就業場所郵便番号", "1020071"),
        ("就業場所都道府県", "東京都"),
        ("就業場所市区町村", "千代田区"),
        ("就業場所住所", "東京都千代田区富士見1－2－3"),
        ("賃金形態", "月給"),
        ("賃金下限", "205000"),
        ("賃金上限", "290000"),
        ("就業時間", "9時00分～18時00分"),
        ("採用人数", "2"),
        ("ホームページ", "https://aozora.example.jp/"),
    ]);
    assert_eq!(data["@context"], "https://schema.org");
    assert_eq!(data["@type"], "JobPosting");
    assert_eq!(data["title"], "介護福祉士");
    assert_eq!(data["description"], "グループホームでの介護です。");
    assert_eq!(data["url"], format!("{BASE}/postings/13010-00000001"));
    assert_eq!(data["identifier"]["value"], "13010-00000001");
    assert_eq!(
        (&data["datePosted"], &data["validThrough"]),
        (&"2026-11-05".into(), &"2027-01-31T23:59:59+09:00".into())
    );
    assert_eq!(data["employmentType"], "FULL_TIME");
    assert_eq!(data["hiringOrganization"]["name"], "株式会社あおぞら");
    assert_eq!(data["hiringOrganization"]["sameAs"], "https://aozora.example.jp/");
    let address = &data["jobLocation"]["address"];
    assert_eq!(address["addressCountry"], "JP");
    assert_eq!(address["addressRegion"], "東京都");
    assert_eq!(address["addressLocality"], "千代田区");
    assert_eq!(address["streetAddress"], "富士見1－2－3");
    assert_eq!(address["postalCode"], "102-0071");
    let value = &data["baseSalary"]["value"];
    assert_eq!((&value["minValue"], &value["maxValue"]), (&205_000.into(), &290_000.into()));
    assert_eq!((&value["unitText"], &data["baseSalary"]["currency"]), (&"MONTH".into(), &"JPY".into()));
    assert_eq!(data["workHours"], "9時00分～18時00分");
    assert_eq!(data["industry"], "老人福祉・介護事業");
    assert_eq!((&data["totalJobOpenings"], &data["directApply"]), (&2.into(), &false.into()));
}

#[test]
fn what_the_posting_does_not_say_is_not_there() {
    let data = data(&[]);
    for absent in ["baseSalary", "jobLocation", "workHours", "totalJobOpenings", "occupationalCategory"] {
        assert_eq!(data.get(absent), None, "{absent}");
    }
    assert_eq!(data["hiringOrganization"].get("sameAs"), None);
    assert_eq!(
        super::tests::data(&[("ホームページ", "javascript:alert(1)")])["hiringOrganization"].get("sameAs"),
        None
    );
}

#[test]
fn amounts_have_the_unit_they_are_paid_by() {
    for (form, unit) in [("月給", "MONTH"), ("時給", "HOUR"), ("日給", "DAY"), ("年俸制", "YEAR")] {
        let data = data(&[("賃金形態", form), ("賃金下限", "1200"), ("賃金上限", "1500")]);
        assert_eq!(data["baseSalary"]["value"]["unitText"], unit);
    }
    let other = data(&[("賃金形態", "その他"), ("賃金下限", "1200"), ("賃金上限", "1500")]);
    assert_eq!(other.get("baseSalary"), None);
}

#[test]
fn part_time_and_dispatched_work_are_named() {
    let kind = |category, employment| {
        data(&[("求人区分", category), ("雇用形態", employment)])["employmentType"].clone()
    };
    assert_eq!(kind("パート", "パート労働者"), "PART_TIME");
    assert_eq!(kind("フルタイム", "有期雇用派遣労働者"), json!(["FULL_TIME", "TEMPORARY"]));
    assert_eq!(kind("フルタイム", "無期雇用派遣労働者"), "FULL_TIME");
}

#[test]
fn only_postings_whose_employer_is_for_everybody_and_named_have_data() {
    assert!(text(&[]).is_some());
    for scope in ["2", "3", "4"] {
        assert_eq!(text(&[("公開範囲", scope)]), None, "{scope}");
    }
    assert_eq!(text(&[("事業所名", "")]), None);
    let seen = posting(&[]).seen_by(Viewer::Anyone).unwrap();
    assert_eq!(
        job_posting(&seen, &Names::default(), BASE),
        job_posting(&posting(&[]), &Names::default(), BASE)
    );
}

#[test]
fn the_text_of_an_employer_cannot_end_the_block_or_become_a_reading() {
    let evil = "</script><script>alert(1)</script><!-- & ｜求人《きゅうじん》 \u{2028}\"\\";
    let text = text(&[("仕事の内容", evil)]).unwrap();
    for mark in ['<', '>', '&', '｜', '《', '》', '\u{2028}'] {
        assert!(!text.contains(mark), "{mark} in {text}");
    }
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["description"].as_str().unwrap(), evil.replace('\u{2028}', "\n"));
}
