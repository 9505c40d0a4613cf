use proptest::prelude::*;

use super::*;
use crate::posting::Viewer;

/// A posting with the columns that every posting needs, and some more.
fn posting(columns: &[(&str, &str)]) -> Posting {
    let needed = [
        ("求人番号", "13070-12345671"),
        ("受付年月日", "2026-11-05"),
        ("求人区分", "フルタイム"),
        ("職種", "介護職員"),
        ("雇用形態", "正社員"),
        ("公開範囲", "1"),
    ];
    let stated = |name: &str| columns.iter().any(|(column, _)| *column == name);
    let needed = needed.into_iter().filter(|(name, _)| !stated(name));
    Posting::from_columns(needed.chain(columns.iter().copied())).unwrap()
}

fn facts(columns: &[(&str, &str)]) -> Facts {
    posting(columns).facts_open()
}

/// The flags among `asked` that a posting has.
fn having(columns: &[(&str, &str)], asked: &[Flag]) -> Vec<Flag> {
    facts(columns).flags().filter(|flag| asked.contains(flag)).collect()
}

#[test]
fn a_posting_that_says_nothing_more_has_no_facts_but_what_follows_from_silence() {
    use Flag::{DrivingNotAsked, FullTime, General, LicenceFree, NeitherDispatchNorContracting, Regular};
    let facts = facts(&[]);
    let expected = [General, FullTime, Regular, NeitherDispatchNorContracting, LicenceFree, DrivingNotAsked];
    assert_eq!(facts.flags().collect::<Vec<_>>(), expected);
    assert_eq!((facts.pay, facts.occupation, facts.municipality, facts.retirement), (None, None, None, None));
}

#[test]
fn every_kind_of_posting_has_the_flag_of_the_form() {
    let asked = [Flag::General, Flag::Graduates, Flag::Seasonal, Flag::AwayFromHome, Flag::Disability];
    for (label, flag) in [
        ("パート", Flag::General),
        ("フルタイム(障)", Flag::Disability),
        ("フルタイム(季)", Flag::Seasonal),
        ("フルタイム(出)", Flag::AwayFromHome),
        ("大卒等", Flag::Graduates),
        ("高卒", Flag::Graduates),
        ("中卒", Flag::Graduates),
    ] {
        assert_eq!(having(&[("求人区分", label)], &asked), [flag], "{label}");
    }
}

#[test]
fn age_is_unlimited_limited_or_not_said() {
    let asked = [Flag::AgeUnlimited, Flag::AgeLimited];
    assert_eq!(having(&[("年齢制限", "不問")], &asked), [Flag::AgeUnlimited]);
    assert_eq!(having(&[("年齢制限", "制限あり"), ("年齢上限", "59")], &asked), [Flag::AgeLimited]);
    assert_eq!(having(&[("年齢上限", "59")], &asked), [Flag::AgeLimited]);
    assert_eq!(having(&[], &asked), []);
    assert_eq!(having(&[("こだわり条件", "年齢不問")], &asked), [Flag::AgeUnlimited]);
}

#[test]
fn the_field_counts_where_a_badge_says_something_else() {
    let asked = [Flag::EducationFree, Flag::ExperienceFree, Flag::NoOvertime, Flag::LicenceFree];
    let badges = ("こだわり条件", "学歴不問|経験不問|時間外労働なし|資格不問");
    let fields = [
        badges,
        ("学歴", "高校以上"),
        ("必要な経験", "必須（実務経験３年以上）"),
        ("時間外労働月平均", "1"),
        ("必要な免許・資格", "看護師"),
    ];
    assert_eq!(having(&fields, &asked), []);
    assert_eq!(
        having(&[badges], &asked),
        [Flag::NoOvertime, Flag::EducationFree, Flag::ExperienceFree, Flag::LicenceFree]
    );
}

#[test]
fn overtime_is_told_by_its_hours() {
    let asked = [Flag::Overtime, Flag::NoOvertime];
    assert_eq!(having(&[("時間外労働月平均", "0")], &asked), [Flag::NoOvertime]);
    assert_eq!(having(&[("時間外労働月平均", "1")], &asked), [Flag::Overtime]);
    assert_eq!(having(&[("時間外労働", "なし")], &asked), [Flag::NoOvertime]);
    assert_eq!(having(&[("時間外労働", "あり")], &asked), [Flag::Overtime]);
    assert_eq!(having(&[], &asked), []);
}

#[test]
fn days_off_are_read_from_the_beginning_of_the_text() {
    use Flag::{
        FridayOff, HolidaysOff, MondayOff, SaturdayOff, SundayOff, ThursdayOff, TuesdayOff, WednesdayOff,
    };
    let days =
        [MondayOff, TuesdayOff, WednesdayOff, ThursdayOff, FridayOff, SaturdayOff, SundayOff, HolidaysOff];
    for (text, off) in [
        ("土日祝日その他", vec![SaturdayOff, SundayOff, HolidaysOff]),
        ("日祝日その他", vec![SundayOff, HolidaysOff]),
        ("祝日", vec![HolidaysOff]),
        ("水曜日その他", vec![WednesdayOff]),
        ("木日その他", vec![ThursdayOff, SundayOff]),
        ("月火水木金土日祝日", days.to_vec()),
        ("日曜・祝日", vec![SundayOff, HolidaysOff]),
        ("土、日", vec![SaturdayOff, SundayOff]),
        ("その他（シフトによる）", vec![]),
        ("その他 土日は要相談", vec![]),
        ("月8日以上", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(having(&[("休日", text)], &days), off, "{text}");
    }
}

#[test]
fn weekends_off_need_both_days_every_week() {
    let asked = [Flag::TwoDaysOffEveryWeek, Flag::TwoDaysOffOtherwise, Flag::WeekendsOff];
    let weekend = [("休日", "土日祝日"), ("週休二日制", "毎週")];
    assert_eq!(having(&weekend, &asked), [Flag::TwoDaysOffEveryWeek, Flag::WeekendsOff]);
    assert_eq!(having(&[("休日", "日祝日"), ("週休二日制", "毎週")], &asked), [Flag::TwoDaysOffEveryWeek]);
    assert_eq!(having(&[("休日", "土日"), ("週休二日制", "その他")], &asked), [Flag::TwoDaysOffOtherwise]);
    assert_eq!(having(&[("週休二日制", "なし")], &asked), []);
}

#[test]
fn kinds_of_hours_are_told_by_the_words_of_the_hours() {
    let asked = [Flag::ShiftWork, Flag::DiscretionaryHours, Flag::VariableHours];
    let of = |text| having(&[("就業時間", text)], &asked);
    assert_eq!(of("交替制（シフト制）（１）8時～17時"), [Flag::ShiftWork]);
    assert_eq!(of("裁量労働制 9時～18時"), [Flag::DiscretionaryHours]);
    assert_eq!(of("変形労働時間制（１年単位）（１）8時～17時"), [Flag::VariableHours]);
    assert_eq!(of("（１）8時～17時"), []);
    assert_eq!(having(&[("変形労働時間制の単位", "１ヶ月単位")], &asked), [Flag::VariableHours]);
}

#[test]
fn nine_kinds_of_insurance_are_told_apart() {
    use Flag::*;
    let asked = [
        EmploymentInsurance,
        AccidentInsurance,
        HealthInsurance,
        EmployeesPension,
        PublicServiceAccidents,
        PropertySaving,
        CompanyPension,
        SeverancePay,
        SeveranceMutualAid,
        AllSocialInsurance,
    ];
    let of = |text| having(&[("加入保険", text)], &asked);
    let four = [EmploymentInsurance, AccidentInsurance, HealthInsurance, EmployeesPension];
    assert_eq!(of("雇用・労災・健康・厚生"), [&four[..], &[AllSocialInsurance]].concat());
    assert_eq!(of("雇用、労災、健康"), four[..3]);
    assert_eq!(
        of("雇用・労災・健康・厚生・退職金共済"),
        [&four[..], &[SeveranceMutualAid, AllSocialInsurance]].concat()
    );
    assert_eq!(of("公務災害補償・財形・企業年金・退職金制度"), asked[4..8]);
    assert_eq!(
        having(&[("企業年金", "確定拠出年金"), ("退職金制度", "あり"), ("退職金共済", "未加入")], &asked),
        [CompanyPension, SeverancePay]
    );
    assert_eq!(having(&[("企業年金", "なし"), ("退職金共済", "加入")], &asked), [SeveranceMutualAid]);
}

#[test]
fn renewal_is_possible_in_principle_or_on_conditions() {
    let asked = [Flag::RenewalPossible, Flag::RenewalInPrinciple, Flag::RenewalOnConditions];
    let of = |text| having(&[("雇用期間", text)], &asked);
    assert_eq!(
        of("1年（契約更新の可能性あり・原則更新）"),
        [Flag::RenewalPossible, Flag::RenewalInPrinciple]
    );
    assert_eq!(
        of("6ヶ月（契約更新の可能性あり・条件付きで更新あり）"),
        [Flag::RenewalPossible, Flag::RenewalOnConditions]
    );
    assert_eq!(of("1年（契約更新の可能性なし）"), []);
    assert_eq!(of("雇用期間の定めなし"), []);
    assert_eq!(having(&[("契約更新の可能性", "あり")], &asked), [Flag::RenewalPossible]);
    assert_eq!(
        having(&[("契約更新の可能性", "あり"), ("契約更新の条件", "勤務成績")], &asked),
        [Flag::RenewalPossible, Flag::RenewalOnConditions]
    );
}

#[test]
fn the_retirement_age_is_there_not_there_or_not_said() {
    let of = |columns: &[(&str, &str)]| facts(columns).retirement;
    assert_eq!(of(&[("定年制", "あり（一律 ６５歳）")]), Some(Retirement::At(Some(65))));
    assert_eq!(of(&[("定年制", "あり"), ("定年年齢", "60歳")]), Some(Retirement::At(Some(60))));
    assert_eq!(of(&[("定年制", "あり")]), Some(Retirement::At(None)));
    assert_eq!(of(&[("定年年齢", "65")]), Some(Retirement::At(Some(65))));
    assert_eq!(of(&[("定年年齢", "なし")]), Some(Retirement::None));
    assert_eq!(of(&[("定年制", "なし")]), Some(Retirement::None));
    assert_eq!(of(&[("こだわり条件", "定年制なし")]), Some(Retirement::None));
    assert_eq!(of(&[("定年制", "あり"), ("こだわり条件", "定年制なし")]), Some(Retirement::At(None)));
    assert_eq!(of(&[]), None);
}

#[test]
fn dispatch_and_contracting_are_told_by_the_sheet_or_the_kind_of_employment() {
    use Flag::{Contracting, Dispatch, NeitherDispatchNorContracting as Neither};
    let asked = [Dispatch, Contracting, Neither];
    let of = |text| having(&[("派遣・請負等の就労形態", text)], &asked);
    assert_eq!(of("派遣"), [Dispatch]);
    assert_eq!(of("請負"), [Contracting]);
    assert_eq!(of("派遣・請負ではない"), [Neither]);
    assert_eq!(of("紹介予定派遣"), [Dispatch]);
    assert_eq!(having(&[("雇用形態", "有期雇用派遣パート"), ("求人区分", "パート")], &asked), [Dispatch]);
    assert_eq!(having(&[], &asked), [Neither]);
}

#[test]
fn housing_and_nursery_are_told_by_the_sheet_or_the_badge() {
    let asked = [Flag::HousingForOne, Flag::HousingForFamilies, Flag::Nursery];
    let of = |text| having(&[("入居可能住宅", text)], &asked);
    assert_eq!(of("単身用あり　世帯用なし"), [Flag::HousingForOne]);
    assert_eq!(of("単身用なし・世帯用あり"), [Flag::HousingForFamilies]);
    assert_eq!(of("あり（単身用）"), [Flag::HousingForOne]);
    assert_eq!(of("あり（単身用・世帯用）"), [Flag::HousingForOne, Flag::HousingForFamilies]);
    assert_eq!(of("なし"), []);
    assert_eq!(having(&[("こだわり条件", "入居可能住宅あり(世帯用)")], &asked), [Flag::HousingForFamilies]);
    assert_eq!(having(&[("利用可能託児施設", "あり")], &asked), [Flag::Nursery]);
    assert_eq!(having(&[("利用可能託児施設", "なし")], &asked), []);
}

#[test]
fn the_size_of_the_company_counts_from_each_limit_on() {
    let asked = [Flag::Employees10, Flag::Employees100, Flag::Employees300, Flag::Employees1000];
    for (count, met) in
        [("9", 0), ("10", 1), ("99", 1), ("100", 2), ("299", 2), ("300", 3), ("999", 3), ("1000", 4)]
    {
        assert_eq!(having(&[("従業員数", count)], &asked), asked[..met], "{count}");
    }
    assert_eq!(having(&[], &asked), []);
}

#[test]
fn wages_are_by_the_hour_or_comparable_by_the_month() {
    let pay = |form, lower, upper, basic: &str| {
        facts(&[("賃金形態", form), ("賃金下限", lower), ("賃金上限", upper), ("基本給", basic)]).pay.unwrap()
    };
    assert_eq!(
        pay("時給", "1200", "1300", ""),
        Pay { by_hour: true, lower: 1_200, upper: 1_300, basic: 1_200 }
    );
    assert_eq!(pay("日給", "9600", "9600", "").lower, 201_600);
    assert_eq!(pay("年俸制", "3600000", "4800000", "").upper, 400_000);
    let with_basic = pay("月給", "230000", "300000", "200,000円～250,000円");
    assert_eq!((with_basic.lower, with_basic.basic), (230_000, 200_000));
    assert_eq!(facts(&[]).pay, None);
}

#[test]
fn badges_are_also_read_from_the_fields_of_a_feed() {
    for (column, text, flag) in [
        ("賞与", "あり（前年度実績 年２回）", Flag::Bonus),
        ("マイカー通勤", "可（駐車場なし）", Flag::CarCommuting),
        ("転勤", "なし", Flag::NoTransfer),
        ("通勤手当", "実費支給（上限なし）", Flag::CommutingAllowance),
        ("オンライン自主応募", "可", Flag::OnlineApplication),
        ("正社員登用の有無", "あり", Flag::PromotionToRegular),
        ("在宅勤務", "あり", Flag::WorkFromHome),
        ("受動喫煙対策", "あり（屋内禁煙）", Flag::AgainstPassiveSmoking),
        ("UIJターン", "歓迎", Flag::ReturnersWelcome),
        ("トライアル雇用併用の希望", "希望する", Flag::TrialEmployment),
    ] {
        assert_eq!(having(&[(column, text)], &[flag]), [flag], "{column}");
        let no = if column == "転勤" { "あり" } else { "なし" };
        let no = if column == "オンライン自主応募" { "不可" } else { no };
        assert_eq!(having(&[(column, no)], &[flag]), [], "{column}");
    }
    for feature in FEATURES {
        let silent = [Flag::OnlineApplication, Flag::NoOvertime].contains(&feature.flag);
        let of_badge = having(&[("こだわり条件", feature.label)], &[feature.flag]);
        assert!(of_badge == [feature.flag] || silent, "{}", feature.label);
    }
}

#[test]
fn licences_are_codes_and_unknown_names_stay_text() {
    let facts = facts(&[("必要な免許・資格", "普通自動車免許（ＡＴ限定可）|看護師|火星語検定")]);
    let names: Vec<_> = facts.licences.iter().map(|code| code.name()).collect();
    assert_eq!(names, ["看護師", "普通自動車免許"]);
    assert!(facts.flags.has(Flag::DrivingRequired) && facts.flags.has(Flag::DrivingAutomaticEnough));
    assert!(!facts.flags.has(Flag::LicenceFree) && !facts.flags.has(Flag::DrivingNotAsked));
}

/// Everything that tells the employer, with a hint in every open text.
fn telling(scope: &str) -> Posting {
    posting(&[
        ("公開範囲", scope),
        ("事業所番号", "1307-697250-2"),
        ("事業所名", "株式会社　看護師紹介センター"),
        ("就業場所都道府県", "東京都"),
        ("就業場所の最寄り駅", "ＪＲ山手線　大崎駅"),
        ("必要な免許・資格", "看護師|看護師紹介センター認定士"),
        ("休日", "土日 看護師紹介センターの休日"),
        ("従業員数", "1000"),
        ("労働者派遣事業の許可番号", "派13-000000"),
    ])
}

#[test]
fn who_may_not_know_the_employer_gets_no_identity_facts() {
    let names = |posting: &Posting, viewer| {
        posting.seen_by(viewer).and_then(|seen| seen.facts_identity()).map(|facts| facts.names[0].clone())
    };
    let known = Some(fold("株式会社看護師紹介センター"));
    assert_eq!(names(&telling("1"), Viewer::Anyone), known);
    assert_eq!(names(&telling("2"), Viewer::Anyone), None);
    assert_eq!(names(&telling("2"), Viewer::RegisteredSeeker), known);
    assert_eq!(names(&telling("3"), Viewer::RegisteredSeeker), None);
    let identity = telling("1").facts_identity();
    assert_eq!(identity.establishment.map(|number| number.to_string()).as_deref(), Some("1307-697250-2"));
    assert_eq!(identity.lines.iter().map(|line| line.code()).collect::<Vec<_>>(), ["001", "002"]);
}

#[test]
fn open_facts_are_the_same_for_every_viewer_and_without_the_employer() {
    for scope in ["2", "3"] {
        let posting = telling(scope);
        let open = posting.facts_open();
        for viewer in [Viewer::Anyone, Viewer::RegisteredSeeker] {
            assert_eq!(posting.seen_by(viewer).unwrap().facts_open(), open, "{scope} {viewer:?}");
        }
        assert_eq!(posting.without_identity().facts_open(), open);
    }
}

#[test]
fn lines_are_those_of_the_region_of_the_work() {
    let lines = |place: &str, station: &str| {
        let posting = posting(&[("就業場所都道府県", place), ("就業場所の最寄り駅", station)]);
        posting.facts_identity().lines.into_iter().map(RailwayLine::name).collect::<Vec<_>>()
    };
    assert_eq!(lines("東京都", "東京メトロ東西線 葛西駅"), ["東京メトロ東西線"]);
    assert_eq!(lines("京都府", "JR奈良線 宇治駅"), ["JR奈良線"]);
    assert_eq!(lines("京都府", "近鉄奈良線"), ["近鉄奈良線"]);
    assert_eq!(lines("大阪府", "山手線 大崎駅"), [] as [&str; 0], "not of this region");
    assert_eq!(lines("北海道", "函館本線 札幌駅"), [] as [&str; 0], "the form knows three regions only");
}

proptest! {
    #[test]
    fn facts_are_read_from_any_text(texts in prop::collection::vec("\\PC{0,30}", 12), scope in 1..=4_u8) {
        let columns = [
            "就業時間", "休日", "雇用期間", "加入保険", "必要な免許・資格", "学歴", "必要な経験", "年齢制限",
            "入居可能住宅", "定年制", "基本給", "就業場所の最寄り駅",
        ];
        let scope = scope.to_string();
        let mut row: Vec<(&str, &str)> = columns.into_iter().zip(texts.iter().map(String::as_str)).collect();
        row.extend([("公開範囲", scope.as_str()), ("就業場所都道府県", "東京都")]);
        let posting = posting(&row);
        let open = posting.facts_open();
        prop_assert_eq!(&posting.without_identity().facts_open(), &open);
        for shift in &open.hours.shifts {
            prop_assert!(shift.from < DAY && shift.from < shift.to && shift.to <= 2 * DAY);
        }
    }
}
