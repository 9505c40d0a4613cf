//! What each condition asks of a posting, on both sides of its limit.

use super::*;
use crate::posting::{Posting, Viewer};

pub(super) fn posting(columns: &[(&str, &str)]) -> Posting {
    let usual = [
        ("求人番号", "13070-12345671"),
        ("受付年月日", "2026-11-14"),
        ("求人区分", "フルタイム"),
        ("職種", "介護職員（特養）"),
        ("仕事の内容", "入浴の介助。夜勤は月4回です。"),
        ("事業所名", "社会福祉法人　青空会"),
        ("事業所名カナ", "シャカイフクシホウジン アオゾラカイ"),
        ("事業所番号", "1307-697250-2"),
        ("雇用形態", "正社員"),
        ("公開範囲", "1"),
        ("就業場所都道府県", "東京都"),
        ("就業場所市区町村コード", "13112"),
        ("就業場所市区町村", "世田谷区"),
        ("就業場所の最寄り駅", "京王線　千歳烏山駅"),
        ("賃金形態", "月給"),
        ("賃金下限", "200000"),
        ("賃金上限", "250000"),
        ("基本給", "180,000円～220,000円"),
        ("就業時間", "（１）09時00分～18時00分（２）16時30分～09時30分"),
        ("時間外労働月平均", "10"),
        ("休日", "土日祝日"),
        ("週休二日制", "毎週"),
        ("年間休日数", "120"),
        ("年齢制限", "制限あり"),
        ("年齢下限", "18"),
        ("年齢上限", "59"),
        ("必要な免許・資格", "普通自動車免許（ＡＴ限定可）"),
        ("定年制", "あり（一律 ６５歳）"),
        ("従業員数", "300"),
        ("職業分類コード", "050-01"),
        ("産業分類コード", "854"),
        ("加入保険", "雇用・労災・健康・厚生"),
        ("こだわり条件", "マイカー通勤可"),
    ];
    let stated = |name: &str| columns.iter().any(|(column, _)| *column == name);
    let usual = usual.into_iter().filter(|(name, _)| !stated(name));
    Posting::from_columns(usual.chain(columns.iter().copied())).unwrap()
}

fn today() -> Date {
    "2026-11-20".parse().unwrap()
}

/// True when a posting with these columns meets a query.
fn meets(pairs: &[(&str, &str)], columns: &[(&str, &str)]) -> bool {
    let (query, notices) = read(pairs);
    assert_eq!(notices, [] as [&str; 0], "{pairs:?}");
    assert_ne!(query.conditions(), [], "{pairs:?}");
    query.matches(&posting(columns).seen_by(Viewer::Anyone).unwrap(), today())
}

fn assert_met(pairs: &[(&str, &str)]) {
    assert!(meets(pairs, &[]), "{pairs:?}");
}

fn assert_not_met(pairs: &[(&str, &str)]) {
    assert!(!meets(pairs, &[]), "{pairs:?}");
}

#[test]
fn a_query_without_conditions_is_met_by_everything() {
    let seen = posting(&[]).seen_by(Viewer::Anyone).unwrap();
    assert!(SearchQuery::default().matches(&seen, today()));
}

#[test]
fn all_words_or_any_word_and_no_excluded_word() {
    assert_met(&[("words", "介護 夜勤")]);
    assert_not_met(&[("words", "介護 日勤")]);
    assert_met(&[("words", "介護 日勤"), ("match", "any")]);
    assert_not_met(&[("words", "看護 日勤"), ("match", "any")]);
    assert_not_met(&[("words", "介護"), ("not", "夜勤")]);
    assert_met(&[("words", "介護"), ("not", "日勤")]);
    assert_not_met(&[("not", "夜勤 日勤")]);
}

#[test]
fn a_word_is_found_by_its_synonyms_and_a_phrase_is_not() {
    assert_met(&[("words", "特別養護老人ホーム")]);
    assert_not_met(&[("words", "「特別養護老人ホーム」")]);
    assert_met(&[("words", "「特養」")]);
    assert_met(&[("words", "「夜勤は 月4回」")]);
    assert_met(&[("words", "夜勤ハ月４回です")]);
    assert_not_met(&[("not", "特養")]);
    assert_met(&[("not", "特別養護老人ホーム")]);
}

#[test]
fn words_are_looked_for_in_the_chosen_fields() {
    assert_met(&[("words", "介護"), ("in", "title")]);
    assert_not_met(&[("words", "夜勤"), ("in", "title")]);
    assert_met(&[("words", "夜勤"), ("in", "title"), ("in", "work")]);
    assert_met(&[("words", "青空会"), ("in", "employer")]);
    assert_met(&[("words", "千歳烏山"), ("in", "station")]);
    assert_not_met(&[("words", "介護"), ("in", "title"), ("not", "夜勤")]);
}

#[test]
fn a_place_is_one_of_the_areas() {
    assert_met(&[("prefecture", "13")]);
    assert_not_met(&[("prefecture", "14")]);
    assert_met(&[("prefecture", "14"), ("prefecture", "13")]);
    assert_met(&[("municipality", "13112"), ("municipality", "14101")]);
    assert_not_met(&[("municipality", "13101")]);
    assert_not_met(&[("prefecture", "13"), ("municipality", "13101"), ("prefecture", "14")]);
    assert_not_met(&[("prefecture", "59")]);
    assert!(meets(&[("prefecture", "59")], &[("就業場所都道府県", "海外"), ("就業場所市区町村コード", "")]));
}

#[test]
fn lines_are_single_or_a_run() {
    assert_met(&[("line", "022")]);
    assert_met(&[("line", "020-022")]);
    assert_met(&[("line", "022-030")]);
    assert_not_met(&[("line", "020-021")]);
    assert_not_met(&[("line", "023-030")]);
}

#[test]
fn work_is_found_by_kind_occupation_and_industry() {
    assert_met(&[("job", "05")]);
    assert_met(&[("job", "0501"), ("job", "0101")]);
    assert_not_met(&[("job", "0502")]);
    assert_met(&[("occupation", "050")]);
    assert_met(&[("occupation", "050-01")]);
    assert_not_met(&[("occupation", "050-02")]);
    assert_not_met(&[("occupation", "051")]);
    assert_met(&[("industry", "85")]);
    assert_not_met(&[("industry", "84")]);
    for condition in [("job", "05"), ("occupation", "050"), ("industry", "85")] {
        assert!(!meets(&[condition], &[("職業分類コード", ""), ("産業分類コード", "")]), "{condition:?}");
    }
}

#[test]
fn ages_are_within_the_limits_of_the_posting() {
    for (age, met) in [("17", false), ("18", true), ("59", true), ("60", false)] {
        assert_eq!(meets(&[("age", age)], &[]), met, "{age}");
    }
    let unlimited = [("年齢制限", "不問"), ("年齢下限", ""), ("年齢上限", "")];
    assert!(meets(&[("age", "99")], &unlimited));
    assert!(meets(&[("age_rule", "free")], &unlimited));
    assert!(!meets(&[("age_rule", "limited")], &unlimited));
    assert_met(&[("age_rule", "limited"), ("age", "40")]);
    assert_not_met(&[("age_rule", "free"), ("age", "40")]);
}

#[test]
fn wages_are_at_least_what_is_asked_for_their_unit() {
    assert_met(&[("wage_month", "180000")]);
    assert_not_met(&[("wage_month", "180001")]);
    assert_met(&[("wage_month", "200000"), ("allowances", "1")]);
    assert_not_met(&[("wage_month", "200001"), ("allowances", "1")]);
    assert_not_met(&[("wage_hour", "0")]);
    let hourly = [("賃金形態", "時給"), ("賃金下限", "1200"), ("賃金上限", "1300"), ("基本給", "")];
    assert!(meets(&[("wage_hour", "1200")], &hourly));
    assert!(!meets(&[("wage_hour", "1201")], &hourly));
    assert!(!meets(&[("wage_month", "1000")], &hourly), "by the hour only");
    assert!(meets(&[("wage_month", "999999"), ("wage_hour", "1200")], &hourly), "whichever it is paid by");
    let daily = [("賃金形態", "日給"), ("賃金下限", "10000"), ("賃金上限", "10000"), ("基本給", "")];
    assert!(meets(&[("wage_month", "210000")], &daily), "21 days");
    assert!(!meets(&[("wage_month", "210001")], &daily));
    let silent = [("賃金形態", ""), ("賃金下限", ""), ("賃金上限", "")];
    assert!(!meets(&[("wage_month", "0")], &silent));
}

#[test]
fn hours_lie_inside_the_window_and_are_not_of_an_unwanted_kind() {
    assert_met(&[("from", "9:00"), ("to", "18:00")]);
    assert_not_met(&[("from", "9:10"), ("to", "18:00")]);
    assert_not_met(&[("from", "9:00"), ("to", "17:50")]);
    assert_met(&[("from", "16:30"), ("to", "9:30")]);
    assert_met(&[("hours_without", "1"), ("hours_without", "2"), ("hours_without", "3")]);
    for (code, kind) in [("1", "交替制（シフト制）"), ("2", "裁量労働制"), ("3", "変形労働時間制（1年単位）")]
    {
        assert!(!meets(&[("hours_without", code)], &[("就業時間", kind)]), "{kind}");
    }
}

#[test]
fn overtime_and_holidays_are_counted() {
    assert_met(&[("overtime_max", "10")]);
    assert_not_met(&[("overtime_max", "9")]);
    assert_met(&[("overtime", "1")]);
    assert_not_met(&[("overtime", "2")]);
    assert!(meets(&[("overtime", "2"), ("overtime_max", "0")], &[("時間外労働月平均", "0")]));
    assert!(!meets(&[("overtime_max", "99")], &[("時間外労働月平均", "")]), "not stated");
    assert_met(&[("annual_holidays", "120")]);
    assert_not_met(&[("annual_holidays", "121")]);
    assert!(!meets(&[("annual_holidays", "0")], &[("年間休日数", "")]), "not stated");
}

#[test]
fn all_chosen_days_are_off() {
    assert_met(&[("day_off", "6"), ("day_off", "7"), ("day_off", "8")]);
    assert_not_met(&[("day_off", "6"), ("day_off", "5")]);
    assert_met(&[("two_days_off", "1")]);
    assert_not_met(&[("two_days_off", "2")]);
}

#[test]
fn a_retirement_age_is_late_enough_or_there_is_none() {
    assert_met(&[("retirement_age", "65")]);
    assert_not_met(&[("retirement_age", "66")]);
    assert!(meets(&[("retirement_age", "70")], &[("定年制", "なし")]));
    assert!(!meets(&[("retirement_age", "70"), ("retirement", "1")], &[("定年制", "なし")]));
    assert!(!meets(&[("retirement_age", "60")], &[("定年制", "")]), "not stated");
    assert_met(&[("retirement", "1")]);
    assert_not_met(&[("retirement", "2")]);
}

#[test]
fn boxes_are_alternatives_or_hold_together_as_the_form_says() {
    assert_met(&[("audience", "1"), ("audience", "5")]);
    assert_not_met(&[("audience", "5")]);
    assert_met(&[("category", "full")]);
    assert_not_met(&[("category", "part")]);
    assert_met(&[("employment", "1"), ("employment", "5")]);
    assert_not_met(&[("employment", "2")]);
    assert_met(&[("insurance", "1"), ("insurance", "4")]);
    assert_not_met(&[("insurance", "1"), ("insurance", "7")]);
    assert_met(&[("dispatch", "3")]);
    assert_not_met(&[("dispatch", "1"), ("dispatch", "2")]);
    assert_met(&[("employees", "3")]);
    assert_not_met(&[("employees", "4")]);
    assert_met(&[("driving", "2"), ("driving", "3")]);
    assert_not_met(&[("driving", "4")]);
    assert_met(&[("feature", "10"), ("feature", "25")]);
    assert_not_met(&[("feature", "10"), ("feature", "09")]);
}

#[test]
fn licences_are_named_or_left_out() {
    assert_met(&[("licence", "4803"), ("licence", "1803")]);
    assert_not_met(&[("licence", "1803")]);
    assert_met(&[("licence_not", "1803")]);
    assert_not_met(&[("licence_not", "4803")]);
}

#[test]
fn new_postings_are_counted_in_days_with_today() {
    for (received, new) in [
        ("2026-11-20", ["2", "3", "7"].as_slice()),
        ("2026-11-19", &["2", "3", "7"]),
        ("2026-11-18", &["3", "7"]),
        ("2026-11-17", &["7"]),
        ("2026-11-14", &["7"]),
        ("2026-11-13", &[]),
    ] {
        for days in ["2", "3", "7"] {
            assert_eq!(
                meets(&[("new", days)], &[("受付年月日", received)]),
                new.contains(&days),
                "{received} {days}"
            );
        }
    }
}

#[test]
fn numbers_find_their_postings() {
    assert_met(&[("number", "13070-12345671"), ("number", "13070-1")]);
    assert_not_met(&[("number", "13070-12345672")]);
    assert_met(&[("establishment", "1307-697250-2")]);
    assert_not_met(&[("establishment", "1307-697250-3")]);
    assert_met(&[("employer", "青空会")]);
    assert_met(&[("employer", "ｱｵｿﾞﾗ")]);
    assert_not_met(&[("employer", "海空会")]);
    assert_not_met(&[("employer", "青空会"), ("employer_not", "1")]);
    assert_met(&[("employer", "海空会"), ("employer_not", "1")]);
}

#[test]
fn nobody_learns_the_employer_by_a_condition() {
    let questions: [&[(&str, &str)]; 8] = [
        &[("employer", "青空会")],
        &[("employer", "青空会"), ("employer_not", "1")],
        &[("establishment", "1307-697250-2")],
        &[("line", "022")],
        &[("words", "青空会")],
        &[("not", "青空会")],
        &[("words", "千歳烏山"), ("in", "station")],
        &[("words", "697250")],
    ];
    let other = [
        ("事業所名", "株式会社　海原"),
        ("事業所名カナ", "カブシキガイシャ ウナバラ"),
        ("事業所番号", "2707-123456-1"),
        ("就業場所の最寄り駅", "東急世田谷線　上町駅"),
    ];
    for scope in ["2", "3"] {
        for question in questions {
            let (query, _) = read(question);
            let answer = |columns: &[(&str, &str)], viewer| {
                let columns: Vec<_> = columns.iter().copied().chain([("公開範囲", scope)]).collect();
                query.matches(&posting(&columns).seen_by(viewer).unwrap(), today())
            };
            assert_eq!(answer(&[], Viewer::Anyone), answer(&other, Viewer::Anyone), "{scope} {question:?}");
            let told = answer(&[], Viewer::RegisteredSeeker) != answer(&other, Viewer::RegisteredSeeker);
            assert_eq!(told, scope == "2", "{scope} {question:?}");
        }
    }
}

#[test]
fn every_condition_that_asks_for_the_employer_says_so() {
    for (pairs, identity) in [
        (&[("employer", "青空会")][..], true),
        (&[("employer", "青空会"), ("employer_not", "1")], true),
        (&[("establishment", "1307-697250-2")], true),
        (&[("line", "022")], true),
        (&[("words", "青空会")], false),
        (&[("employees", "1")], false),
        (&[("feature", "09")], false),
    ] {
        let conditions = read(pairs).0.conditions();
        assert!(conditions.iter().all(|condition| condition.asks_identity() == identity), "{pairs:?}");
    }
}
