//! Conditions in words, and a query with one of them less or more.

use super::*;
use crate::posting::facts::Flag;

fn in_words(pairs: &[(&str, &str)]) -> Vec<String> {
    let (query, notices) = read(pairs);
    assert_eq!(notices, [] as [&str; 0]);
    let name = |code: &str| (code == "13112").then(|| "世田谷区".to_owned());
    query.conditions().iter().map(|condition| condition.in_words(&name)).collect()
}

#[test]
fn every_condition_has_words() {
    let line = "京王線（京王高尾線含む）";
    for (pairs, words) in [
        (&[("words", "介護 「週 3日」")][..], vec!["「介護」を含む", "「週 3日」を含む"]),
        (
            &[("words", "介護 看護"), ("match", "any"), ("in", "title")],
            vec!["職種に「介護」または「看護」を含む"],
        ),
        (&[("not", "夜勤")], vec!["「夜勤」を含まない"]),
        (
            &[("prefecture", "13"), ("municipality", "13112"), ("prefecture", "27")],
            vec!["就業場所：東京都世田谷区または大阪府"],
        ),
        (&[("municipality", "14101")], vec!["就業場所：神奈川県14101"]),
        (&[("line", "022")], vec![&*format!("沿線：{line}")]),
        (&[("category", "part")], vec!["求人区分：パート"]),
        (&[("employment", "1"), ("employment", "2")], vec!["雇用形態：正社員または正社員以外"]),
        (&[("job", "05"), ("job", "0101")], vec!["職種：「一般事務、事務補助」または「介護、福祉」"]),
        (&[("occupation", "051-01")], vec!["職業分類：051-01 訪問介護員"]),
        (&[("industry", "01")], vec!["産業：農業"]),
        (&[("age", "40")], vec!["年齢：40歳"]),
        (
            &[("wage_month", "200000"), ("wage_hour", "1200"), ("allowances", "1")],
            vec!["賃金：月給200,000円以上または時給1,200円以上（手当・固定残業代を含む）"],
        ),
        (&[("from", "9:00"), ("to", "17:30")], vec!["就業時間：9時00分～17時30分"]),
        (&[("overtime_max", "10")], vec!["時間外労働：月平均10時間以内"]),
        (&[("annual_holidays", "120")], vec!["年間休日数：120日以上"]),
        (&[("retirement_age", "65")], vec!["定年：65歳以上または定年なし"]),
        (
            &[("licence", "1803"), ("licence_not", "4803")],
            vec!["免許・資格：看護師", "免許・資格：普通自動車免許をのぞく"],
        ),
        (&[("employer", "青空会"), ("employer_not", "1")], vec!["事業所名：「青空会」をのぞく"]),
        (&[("number", "13010-1")], vec!["求人番号：13010-00000001"]),
        (&[("establishment", "1307-1-1")], vec!["事業所番号：1307-000001-1"]),
        (&[("new", "2")], vec!["新着：当日・前日"]),
        (&[("day_off", "6"), ("day_off", "7")], vec!["休日：土曜日", "休日：日曜日"]),
        (&[("hours_without", "1")], vec!["交代制（シフト制）を含まない"]),
        (&[("age_rule", "free"), ("feature", "10")], vec!["年齢不問のみ", "マイカー通勤可"]),
        (&[("insurance", "3")], vec!["加入保険等：健康保険"]),
    ] {
        assert_eq!(in_words(pairs), words, "{pairs:?}");
    }
}

#[test]
fn one_condition_is_taken_away_and_the_others_stay() {
    let pairs = [
        ("words", "介護 「介護」"),
        ("feature", "09"),
        ("feature", "10"),
        ("prefecture", "13"),
        ("page", "3"),
    ];
    let (query, _) = read(&pairs);
    let without = |at: usize| written(&query.without(&query.conditions()[at]));
    assert_eq!(query.conditions().len(), 5);
    let text = |name, value: &str| (name, value.to_owned());
    let boxes = [text("feature", "09"), text("feature", "10")];
    assert_eq!(without(0), [&[text("words", "\"介護\""), text("prefecture", "13")], &boxes[..]].concat());
    assert_eq!(without(1), [&[text("words", "介護"), text("prefecture", "13")], &boxes[..]].concat());
    assert_eq!(without(2), [&[text("words", "介護 \"介護\"")], &boxes[..]].concat());
    assert_eq!(without(3), [text("words", "介護 \"介護\""), text("prefecture", "13"), boxes[1].clone()]);
}

#[test]
fn a_value_is_added_as_a_facet_is_pressed() {
    let (query, _) = read(&[("words", "介護"), ("page", "3")]);
    let narrower = query.with(Item::Feature, "10");
    assert!(narrower.boxes.has(Item::Feature, Flag::CarCommuting));
    assert_eq!((narrower.page, narrower.words.len()), (1, 1));
    assert_eq!(query.with(Item::Feature, "22"), query.on_page(1));
}
