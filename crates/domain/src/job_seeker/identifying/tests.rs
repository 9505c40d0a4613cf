use proptest::prelude::*;

use super::*;

fn own() -> OwnMarks {
    let mut own = OwnMarks::default();
    own.add_name("明日", "勇気", false);
    own.add_name("アシタ", "ユウキ", true);
    own.add_contact(Identifying::Telephone, "090-1234-5678");
    own.add_contact(Identifying::Email, "hanako@example.jp");
    own.add_contact(Identifying::PostalCode, "3430023");
    own.add_own("東越谷1-5-6");
    own.add_own("株式会社 竹田商店");
    own
}

#[test]
fn telephone_numbers_are_found_however_they_are_written() {
    for text in [
        "電話は090-1234-5678です",
        "電話：０９０ー１２３４ー５６７８",
        "09012345678",
        "048(969)8609まで",
        "０４８－９６９－８６０９",
        "(048)969-8609",
        "+81-90-1234-5678",
        "090 1111 2222",
    ] {
        assert_eq!(identifying(text, &OwnMarks::default()), [Identifying::Telephone], "{text}");
        let shown = without_identifying(text, &OwnMarks::default());
        assert!(shown.contains(HIDDEN) && !shown.contains("969") && !shown.contains("1234"), "{shown}");
    }
}

#[test]
fn mail_addresses_and_postal_codes_are_found() {
    for text in ["連絡はhanako@example.jpへ", "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ"] {
        assert_eq!(identifying(text, &OwnMarks::default()), [Identifying::Email], "{text}");
    }
    assert_eq!(without_identifying("連絡は a.b@example.jp まで", &OwnMarks::default()), "連絡は ＊＊＊ まで");
    for text in ["〒343-0023に住んでいます", "３４３－００２３", "〒3430023"] {
        assert_eq!(identifying(text, &OwnMarks::default()), [Identifying::PostalCode], "{text}");
    }
}

#[test]
fn years_amounts_and_codes_of_work_are_no_numbers_of_a_person() {
    for text in [
        "2012年4月から2020年3月まで",
        "2012-2020年",
        "売上を1,200,000円から1,500,000円に伸ばしました",
        "TOEIC 850点、簿記2級、1日8時間",
        "0120から始まる番号を扱いました",
        "@の使い方を教えました",
        "C# と C++ を10年",
    ] {
        assert_eq!(identifying(text, &own()), [], "{text}");
        assert_eq!(without_identifying(text, &own()), text);
    }
}

#[test]
fn own_names_are_found_in_kanji_and_kana_and_other_widths() {
    for text in ["明日勇気です", "明日　勇気と申します", "あした ゆうき", "ｱｼﾀﾕｳｷ", "あしたです"]
    {
        assert_eq!(identifying(text, &own()), [Identifying::OwnName], "{text}");
    }
    assert_eq!(without_identifying("ｱｼﾀﾕｳｷと申します", &own()), "＊＊＊と申します");
    for text in ["東越谷１－５－６", "竹田商店で働きました", "（株）竹田商店"] {
        assert_eq!(identifying(text, &own()), [Identifying::Own], "{text}");
    }
}

#[test]
fn a_name_of_one_letter_is_found_only_as_a_whole() {
    let mut own = OwnMarks::default();
    own.add_name("林", "明", false);
    assert_eq!(identifying("林業と明るさ", &own), []);
    assert_eq!(identifying("林　明です", &own), [Identifying::OwnName]);
}

#[test]
fn parts_that_lie_in_each_other_are_hidden_as_one() {
    assert_eq!(without_identifying("前 明日勇気 090-1234-5678 後", &own()), "前 ＊＊＊ ＊＊＊ 後");
}

proptest! {
    #[test]
    fn whatever_stands_around_it_an_own_mark_is_never_shown(before in ".{0,20}", after in ".{0,20}") {
        for mark in ["明日勇気", "アシタユウキ", "東越谷1-5-6", "竹田商店", "hanako@example.jp"] {
            let shown = without_identifying(&format!("{before}{mark}{after}"), &own());
            prop_assert!(!fold(&shown).contains(&fold(mark)), "{} in {}", mark, shown);
        }
    }

    #[test]
    fn nothing_a_person_types_breaks_it(text in any::<String>()) {
        let shown = without_identifying(&text, &own());
        prop_assert_eq!(identifying(&text, &own()).is_empty(), shown == text);
    }
}

#[test]
fn a_number_like_that_of_a_job_seeker_is_found_and_one_of_other_lengths_is_not() {
    for text in
        ["求職番号は11080-00000001です", "１１０８０－００００００１２", "11080-00000001 090-1111-2222"]
    {
        assert!(identifying(text, &own()).contains(&Identifying::JobSeekerNumber), "{text}");
        assert!(!without_identifying(text, &own()).contains("00000"), "{text}");
    }
    for text in ["1080-00000001", "11080-0000001", "11080-000000012", "111080-00000001"] {
        assert!(!identifying(text, &own()).contains(&Identifying::JobSeekerNumber), "{text}");
    }
}

#[test]
fn the_own_birth_date_is_found_in_either_calendar_and_other_days_are_not() {
    let mut own = OwnMarks::default();
    own.add_birth_date(jiff::civil::date(1990, 4, 1));
    for text in [
        "1990年4月1日生まれ",
        "１９９０年０４月０１日",
        "1990/4/1",
        "1990.04.01",
        "1990-4-1",
        "生年月日：19900401",
        "平成2年4月1日",
        "Ｈ２．４．１生",
        "平成 2 年 4 月 1 日",
    ] {
        assert_eq!(identifying(text, &own), [Identifying::BirthDate], "{text}");
    }
    for text in ["1990/4/15", "1990年4月10日", "1990年4月入社", "21990/4/1", "平成12年4月1日"] {
        assert!(!identifying(text, &own).contains(&Identifying::BirthDate), "{text}");
    }
}

#[test]
fn the_municipality_and_the_nearest_station_are_found() {
    let mut own = OwnMarks::default();
    own.add_municipality("さいたま市浦和区");
    own.add_municipality("越谷市");
    own.add_municipality("四日市市");
    own.add_station(&Station::parse("東武スカイツリーライン", "北越谷駅").unwrap().unwrap());
    for text in [
        "さいたま市在住",
        "浦和区です",
        "越谷から通えます",
        "四日市の生まれ",
        "東武スカイツリーライン",
        "北越谷駅の近く",
    ] {
        assert_eq!(identifying(text, &own), [Identifying::Own], "{text}");
    }
    assert_eq!(identifying("川口市で働きました", &own), []);
}
