//! Limits of the form, on both sides, and what may be typed.

use super::*;

/// The values of a name in the canonical address.
fn kept(pairs: &[(&str, &str)], name: &str) -> (Vec<String>, Vec<&'static str>) {
    let (query, notices) = read(pairs);
    let values = written(&query).into_iter().filter(|(key, _)| *key == name).map(|(_, value)| value);
    (values.collect(), notices)
}

/// As many are searched as may be, and the next is told.
fn assert_most(name: &'static str, values: &[&str], most: usize) {
    let pairs: Vec<(&str, &str)> = values.iter().map(|value| (name, *value)).collect();
    assert_eq!(pairs.len(), most + 1, "{name}");
    assert_eq!(
        kept(&pairs[..most], name),
        (values[..most].iter().map(ToString::to_string).collect(), vec![])
    );
    let (some, notices) = kept(&pairs, name);
    assert_eq!((some.len(), notices), (most, vec![name]), "{name}");
}

#[test]
fn lists_have_the_limits_of_the_form() {
    assert_most("prefecture", &["01", "13", "27", "59"], MOST_AREAS);
    assert_most("line", &["001", "002-004", "100", "214"], MOST_LINES);
    assert_most("occupation", &["001", "051-01", "052", "099-05"], MOST_OCCUPATIONS);
    assert_most("industry", &["01", "44", "85", "99"], MOST_INDUSTRIES);
    assert_most("job", &["01", "05", "0601", "11"], MOST_JOB_GROUPS);
    assert_most("job", &["0501", "0502", "0503", "0504", "0505", "0506"], MOST_JOB_DETAILS);
    assert_most("licence", &["1803", "4801", "4803", "4822"], MOST_LICENCES);
    let numbers = [
        "13010-00000001",
        "13010-00000002",
        "13010-00000003",
        "13010-00000004",
        "13010-00000005",
        "13010-00000006",
    ];
    assert_most("number", &numbers, MOST_NUMBERS);
}

#[test]
fn licences_with_nozoku_count_among_the_three() {
    let pairs = [("licence", "1803"), ("licence", "4803"), ("licence_not", "4801"), ("licence_not", "4822")];
    assert_eq!(kept(&pairs[..3], "licence_not"), (vec!["4801".to_owned()], vec![]));
    assert_eq!(kept(&pairs, "licence_not"), (vec!["4801".to_owned()], vec!["licence_not"]));
}

#[test]
fn numbers_have_the_limits_of_the_form_and_any_width() {
    for (name, low, high, below, above) in [
        ("age", "0", "99", "-1", "100"),
        ("wage_month", "0", "99999999", "-1", "100000000"),
        ("wage_hour", "0", "99999999", "-1", "99999999999"),
        ("overtime_max", "0", "99", "", "100"),
        ("annual_holidays", "0", "999", "x", "1000"),
        ("retirement_age", "60", "70", "59", "71"),
    ] {
        for good in [low, high] {
            assert_eq!(kept(&[(name, good)], name), (vec![good.to_owned()], vec![]), "{name}");
        }
        for bad in [below, above].into_iter().filter(|bad| !bad.is_empty()) {
            assert_eq!(kept(&[(name, bad)], name), (vec![], vec![name]), "{name}={bad}");
        }
    }
    assert_eq!(read(&[("wage_month", "２００，０００円")]).0.wage.month, Some(200_000));
    assert_eq!(read(&[("age", "４０歳")]).0.age, Some(40));
    assert_eq!(read(&[("age", "40.5")]).1, ["age"]);
}

#[test]
fn times_of_day_are_typed_in_steps_of_ten_minutes() {
    for (typed, kept_as) in [
        ("9:00", "9:00"),
        ("09:00", "9:00"),
        ("９：３０", "9:30"),
        ("0930", "9:30"),
        ("930", "9:30"),
        ("9", "9:00"),
        ("0:00", "0:00"),
        ("23:50", "23:50"),
    ] {
        assert_eq!(kept(&[("from", typed)], "from"), (vec![kept_as.to_owned()], vec![]), "{typed}");
    }
    for bad in ["24:00", "9:05", "9:60", "23:59", "朝", ":", "9:", "9:0:0", "12345", "+9:00"] {
        assert_eq!(kept(&[("to", bad)], "to"), (vec![], vec!["to"]), "{bad}");
    }
}

#[test]
fn sixty_characters_of_an_employer_are_searched_and_the_next_is_told() {
    let sixty = "あ".repeat(60);
    assert_eq!(kept(&[("employer", &sixty)], "employer"), (vec![sixty.clone()], vec![]));
    assert_eq!(kept(&[("employer", &format!("{sixty}い"))], "employer"), (vec![sixty], vec!["employer"]));
    assert!(!read(&[("employer_not", "1")]).0.without_employer, "nothing to leave out");
    assert_eq!(read(&[("employer", "\u{ad}")]).0, SearchQuery::default(), "nothing that could be found");
}

#[test]
fn excluded_words_have_the_limit_of_words() {
    let fifty = "あ".repeat(50);
    assert_eq!(kept(&[("not", &fifty)], "not"), (vec![fifty.clone()], vec![]));
    assert_eq!(kept(&[("not", &format!("{fifty}い"))], "not"), (vec![fifty], vec!["not"]));
    assert_eq!(read(&[("not", "夜勤 「週 6 日」")]).0.excluded_words, ["夜勤", "週 6 日"]);
}

#[test]
fn quotation_marks_count_and_canonical_ones_never_break_the_limit() {
    let marks = "「あ」".repeat(16) + "「い";
    let (query, notices) = read(&[("words", &marks)]);
    assert_eq!((query.phrases, notices), (vec!["あ".to_owned()], vec![]));
    // Fifty characters as typed; with the spaces between canonical phrases they are more.
    let many: String = "一二三四五六七八九十".chars().map(|first| format!("「{first}日目」")).collect();
    let (query, notices) = read(&[("words", &many)]);
    assert_eq!((query.phrases.len(), notices), (8, vec!["words"]));
    written(&query);
}

#[test]
fn areas_are_prefectures_with_their_municipalities() {
    let pairs = [
        ("prefecture", "13"),
        ("prefecture", "27"),
        ("municipality", "13112"),
        ("municipality", "13101"),
        ("municipality", "14101"),
        ("prefecture", "59"),
    ];
    let (query, notices) = read(&pairs);
    assert_eq!(notices, ["municipality"], "神奈川県 is not searched");
    let areas: Vec<(u8, Vec<String>)> =
        query.areas().into_iter().map(|area| (area.prefecture.number(), area.municipalities)).collect();
    assert_eq!(areas, [(13, vec!["13101".into(), "13112".into()]), (27, vec![]), (59, vec![])]);
    let (query, _) = read(&[("municipality", "27127"), ("municipality", "13112")]);
    assert_eq!(query.areas().len(), 2, "municipalities alone name their prefectures");
}

#[test]
fn the_first_areas_of_the_address_are_searched_and_what_is_said_is_true() {
    let pairs = ["59", "27", "59", "13", "27"].map(|code| ("prefecture", code));
    assert_eq!(kept(&pairs, "prefecture"), (["13", "27", "59"].map(str::to_owned).to_vec(), vec![]));
    let pairs = ["59", "27", "13", "01"].map(|code| ("prefecture", code));
    let (some, notices) = kept(&pairs, "prefecture");
    assert_eq!((some, notices), (["13", "27", "59"].map(str::to_owned).to_vec(), vec!["prefecture"]));
}

#[test]
fn what_cannot_be_read_is_said_to_be_left_out() {
    for (pair, sentence) in [
        (("feature", "x"), "こだわり条件の指定を読み取れません。こだわり条件の条件を外しました。"),
        (("age", "100"), "年齢は、0から99までの数字（歳）で指定します。年齢の条件を外しました。"),
        (
            ("allowances", "x"),
            "手当・固定残業代を含むかどうかの指定を読み取れません。手当・固定残業代を含むかどうかの条件を外しました。",
        ),
    ] {
        let (_, notices) = SearchQuery::from_pairs([pair]);
        assert_eq!(notices.iter().map(|notice| &*notice.sentence).collect::<Vec<_>>(), [sentence]);
    }
}

#[test]
fn a_sixth_municipality_of_one_area_is_told_whatever_the_others_have() {
    let codes = ["13101", "13102", "13103", "13104", "13105", "27127", "27128"];
    let pairs: Vec<_> = codes.iter().map(|code| ("municipality", *code)).collect();
    assert_eq!(read(&pairs).0.municipalities.len(), 7);
    let more: Vec<_> = pairs.into_iter().chain([("municipality", "13106")]).collect();
    let (query, notices) = read(&more);
    assert_eq!((query.municipalities.len(), notices), (7, vec!["municipality"]));
}

#[test]
fn a_whole_group_of_work_stands_for_its_details() {
    assert_eq!(kept(&[("job", "0501"), ("job", "05"), ("job", "0601")], "job").0, ["05", "0601"]);
    assert_eq!(kept(&[("job", "0599")], "job"), (vec![], vec!["job"]));
}

#[test]
fn age_is_not_asked_of_graduates_alone() {
    let (query, notices) = read(&[("audience", "2"), ("age", "22"), ("age_rule", "free")]);
    assert_eq!((query.age, query.boxes.of(Item::AgeRule).count(), notices), (None, 0, vec!["age"]));
    let (query, notices) = read(&[("audience", "1"), ("audience", "2"), ("age", "22")]);
    assert_eq!((query.age, notices), (Some(22), vec![]));
}

#[test]
fn every_value_of_every_box_is_read_and_no_other() {
    for choices in &CHOICES {
        for value in choices.values {
            let (query, notices) = read(&[(choices.name, value.code)]);
            assert_eq!(notices, [] as [&str; 0]);
            assert!(query.boxes.has(choices.item, value.flag));
            assert_eq!(written(&query), [(choices.name, value.code.to_owned())]);
        }
        assert_eq!(read(&[(choices.name, "x")]), (SearchQuery::default(), vec![choices.name]));
    }
}

#[test]
fn any_or_all_needs_two_words_and_fields_need_one() {
    assert!(read(&[("words", "介護 夜勤"), ("match", "any")]).0.any_word);
    assert!(!read(&[("words", "介護"), ("match", "any")]).0.any_word);
    assert_eq!(read(&[("in", "title")]).0, SearchQuery::default());
    let all: Vec<_> =
        TextField::ALL.iter().map(|field| ("in", field.code())).chain([("words", "介護")]).collect();
    assert!(read(&all).0.word_fields.is_empty(), "all fields are no restriction");
    assert_eq!(read(&[("words", "a"), ("in", "everywhere"), ("match", "some")]).1, ["match", "in"]);
}

#[test]
fn what_a_list_looks_like_is_read_and_what_is_no_size_is_told() {
    for size in PAGE_SIZES {
        assert_eq!(read(&[("size", &size.to_string())]).0.page_size, size);
    }
    assert_eq!(read(&[("size", "31")]), (SearchQuery::default(), vec!["size"]));
    let (query, _) = read(&[("size", "50"), ("page", "3")]);
    assert_eq!(query.offset(), 100);
    for bad in [
        "",
        "0.2026-11-18",
        "0.2026-11-18.1.2",
        "x.2026-11-18.1",
        "0.2026-13-18.1",
        "+0.2026-11-18.1",
        "0.2026-11-18.99999999999999",
    ] {
        assert_eq!(SortKey::parse(bad), None, "{bad}");
    }
    let key = SortKey::parse("-20261231.2026-11-18.1301001234567").unwrap();
    assert_eq!((key.first, key.number.to_string().as_str()), (-20_261_231, "13010-01234567"));
}

#[test]
fn ten_words_and_phrases_are_searched_and_the_eleventh_is_told() {
    let ten = "一 二 三 四 五 「六 六」 七 八 「九」 十";
    let (query, notices) = SearchQuery::from_pairs([("words", ten)]);
    assert_eq!((query.words.len(), query.phrases.len(), notices), (8, 2, vec![]));
    for eleventh in ["百", "「百」"] {
        let (more, notices) = SearchQuery::from_pairs([("words", format!("{ten} {eleventh}").as_str())]);
        assert_eq!(more, query, "{eleventh}");
        let sentence = "フリーワードは10個までです。はじめの10個で探しました。".to_owned();
        assert_eq!(notices, [Notice { field: "words", sentence }], "{eleventh}");
    }
    let (again, notices) = read(&[("words", &format!("{ten} 一"))]);
    assert_eq!((again, notices), (query, vec![]), "the same word twice counts once");
}

#[test]
fn ten_words_are_excluded_and_the_eleventh_is_told() {
    let ten = "一 二 三 四 五 「六 六」 七 八 「九」 十";
    let (query, notices) = SearchQuery::from_pairs([("not", ten)]);
    assert_eq!((query.excluded_words.len(), notices), (10, vec![]));
    let (more, notices) = SearchQuery::from_pairs([("not", format!("{ten} 百 千").as_str())]);
    assert_eq!(more, query);
    let sentence = "除く言葉は10個までです。はじめの10個で探しました。".to_owned();
    assert_eq!(notices, [Notice { field: "not", sentence }]);
    let (again, notices) = read(&[("not", &format!("{ten} 「一」"))]);
    assert_eq!((again, notices), (query, vec![]), "the same word twice counts once");
}

#[test]
fn three_hundred_pairs_are_read_and_the_rest_is_told() {
    let mut pairs = vec![("unknown", "x"); MOST_PAIRS - 1];
    pairs.push(("words", "介護"));
    let (query, notices) = read(&pairs);
    assert_eq!((query.words, notices), (vec!["介護".to_owned()], vec![]));
    pairs.extend([("words", "　"), ("sort", "")]);
    assert_eq!(read(&pairs).1, Vec::<&str>::new(), "blank fields of a form do not count");
    pairs.push(("sort", "lower"));
    let (query, notices) = SearchQuery::from_pairs(pairs);
    assert_eq!((query.words, query.sort), (vec!["介護".to_owned()], Sort::Newest));
    let sentence = "条件が多すぎます。はじめの300個の条件で探しました。".to_owned();
    assert_eq!(notices, [Notice { field: "pairs", sentence }]);
}

#[test]
fn as_much_as_can_be_searched_at_once_is_read_to_its_end() {
    let boxes: usize = CHOICES.iter().map(|choices| choices.values.len()).sum();
    let fields = TextField::ALL.len() + EmploymentKind::ALL.len();
    let places = MOST_AREAS * (1 + MOST_MUNICIPALITIES) + MOST_LINES;
    let work = MOST_JOB_GROUPS * MOST_JOB_DETAILS + MOST_OCCUPATIONS + MOST_INDUSTRIES + MOST_LICENCES;
    let all = boxes + fields + places + work + MOST_NUMBERS + NAMES.len();
    assert!(all < MOST_PAIRS, "{all}");
}
