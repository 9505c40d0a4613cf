use unicode_normalization::UnicodeNormalization as _;

use super::*;

const IDENTITY: [(&str, &str); 12] = [
    ("事業所番号", "1307-697250-2"),
    ("事業所名", "株式会社　大塚マート"),
    ("事業所名カナ", "カブシキガイシャ オオツカマート"),
    ("所在地郵便番号", "1570061"),
    ("所在地", "東京都世田谷区北烏山3丁目3－9"),
    ("就業場所郵便番号", "1416002"),
    ("就業場所住所", "東京都品川区大崎ＴｈｉｎｋＰａｒｋＴｏｗｅｒ1丁目22－22"),
    ("法人番号", "1234567890123"),
    ("代表者名", "大塚　一郎"),
    ("担当者の電話番号", "03-0000-0000"),
    ("ホームページ", "https://example.jp/"),
    ("誰も知らない欄", "秘密の手がかり"),
];

const OPEN: [(&str, &str); 10] = [
    ("求人番号", "13070-12345671"),
    ("受付年月日", "2026-11-05"),
    ("求人区分", "フルタイム"),
    ("職種", "販売（株式会社大塚マート）"),
    ("仕事の内容", "株式会社　大塚マートの売場です。大塚マートで一緒に働きませんか。"),
    ("雇用形態", "正社員"),
    ("就業場所都道府県", "東京都"),
    ("就業場所市区町村", "品川区"),
    ("資本金", "1,000万円"),
    ("求人に関する特記事項", "大塚マートは創業三十年です。"),
];

fn posting(scope: &str) -> Posting {
    Posting::from_columns(IDENTITY.into_iter().chain(OPEN).chain([("公開範囲", scope)])).unwrap()
}

/// Everything a page or an index could get out of what a viewer sees.
fn all_of(visible: &Visible) -> String {
    let sheet: String =
        visible.sheet().into_iter().flat_map(|block| block.rows).map(|row| format!("{row:?}")).collect();
    format!("{:?}{sheet}{:?}{}", **visible, visible.searchable(), visible.workplace_text())
}

fn clues() -> Vec<&'static str> {
    vec![
        "697250",
        "大塚マート",
        "オオツカ",
        "1570061",
        "157-0061",
        "北烏山",
        "1416002",
        "141-6002",
        "大崎",
        "1234567890123",
        "一郎",
        "03-0000",
        "example",
        "秘密の手がかり",
    ]
}

fn assert_hidden(visible: &Visible) {
    let all = all_of(visible);
    for clue in clues() {
        assert!(!all.contains(clue), "{clue} slipped through: {all}");
    }
    // What does not tell the employer is still there.
    for open in
        ["13070-12345671", "品川区", "1,000万円", "○○の売場です。", "販売（○○）", "○○は創業三十年です。"]
    {
        assert!(all.contains(open), "{open} is missing: {all}");
    }
}

fn assert_shown(visible: &Visible) {
    assert_eq!(visible.identity(), Identity::Shown);
    let all = all_of(visible);
    for clue in clues() {
        assert!(all.contains(clue), "{clue} is missing: {all}");
    }
}

#[test]
fn scope_1_shows_the_employer_to_everybody() {
    assert_shown(&posting("1").seen_by(Viewer::Anyone).unwrap());
    assert_shown(&posting("1").seen_by(Viewer::RegisteredSeeker).unwrap());
}

#[test]
fn scope_2_shows_the_employer_to_registered_seekers_only() {
    assert_shown(&posting("2").seen_by(Viewer::RegisteredSeeker).unwrap());
    let visitor = posting("2").seen_by(Viewer::Anyone).unwrap();
    assert_eq!(visitor.identity(), Identity::ForRegisteredSeekers);
    assert_hidden(&visitor);
}

#[test]
fn scope_3_shows_the_employer_to_nobody() {
    for viewer in [Viewer::Anyone, Viewer::RegisteredSeeker] {
        let seen = posting("3").seen_by(viewer).unwrap();
        assert_eq!(seen.identity(), Identity::Withheld);
        assert_hidden(&seen);
    }
}

#[test]
fn scope_4_is_seen_by_nobody() {
    assert_eq!(posting("4").seen_by(Viewer::Anyone), None);
    assert_eq!(posting("4").seen_by(Viewer::RegisteredSeeker), None);
}

#[test]
fn scopes_read_by_number_or_by_their_whole_sentence() {
    for number in 1..=4 {
        let scope = DisclosureScope::from_number(number).unwrap();
        assert_eq!(scope.number(), number);
        let sentence: String = scope.sentence().nfkc().collect();
        assert_eq!(DisclosureScope::from_text(&sentence), Some(scope));
        assert_eq!(DisclosureScope::from_text(&number.to_string()), Some(scope));
    }
    for text in ["0", "5", "11", "", "公開", "1a"] {
        assert_eq!(DisclosureScope::from_text(text), None, "{text}");
    }
}

#[test]
fn a_short_name_without_its_legal_form_does_not_blank_common_words() {
    let row = IDENTITY
        .into_iter()
        .filter(|(column, _)| *column != "事業所名")
        .chain(OPEN.into_iter().filter(|(column, _)| *column != "仕事の内容"))
        .chain([
            ("公開範囲", "3"),
            ("事業所名", "株式会社　大和"),
            ("仕事の内容", "大和市の売場です。株式会社大和の正社員です。"),
        ]);
    let seen = Posting::from_columns(row).unwrap().seen_by(Viewer::Anyone).unwrap();
    assert_eq!(seen.description, "大和市の売場です。○○の正社員です。");
}

/// A posting of scope 3 whose texts all hold the clue.
fn with_clue_everywhere(clue: &str) -> Visible {
    let texts = [
        "職種",
        "仕事の内容",
        "雇用期間",
        "賞与",
        "就業時間",
        "休日",
        "週休二日制",
        "年齢制限",
        "学歴",
        "必要な経験",
        "必要な免許・資格",
        "通勤手当",
        "マイカー通勤",
        "転勤",
        "試用期間",
        "加入保険",
        "職業分類コード",
        "産業分類コード",
        "こだわり条件",
        "就業場所市区町村",
        "求人に関する特記事項",
    ];
    let kept = |column: &str| !texts.contains(&column);
    let row = IDENTITY
        .into_iter()
        .chain(OPEN)
        .filter(|(column, _)| kept(column))
        .chain(texts.map(|column| (column, clue)))
        .chain([("公開範囲", "3")]);
    Posting::from_columns(row).unwrap().seen_by(Viewer::Anyone).unwrap()
}

#[test]
fn the_employer_slips_through_no_text_however_it_is_written() {
    for clue in [
        "大塚マート",
        "大塚 マート",
        "大塚ﾏｰﾄ",
        "㈱大塚マート",
        "オオツカマート",
        "おおつかまーと",
        "ｵｵﾂｶﾏｰﾄ",
        "オオツカ\u{200b}マート",
        "1307−697250−2",
        "大塚一郎",
        "03-0000-0000",
        "1234567890123",
        "HTTPS://EXAMPLE.JP/",
        "東京都世田谷区北烏山３丁目３−９",
        "世田谷区北烏山3丁目3-9",
        "北烏山３丁目３－９",
        "大崎ThinkParkTower1丁目22-22",
        "03-9876-5432",
        "saiyo@otsuka.jp",
        "www.otsuka.example",
    ] {
        let all = format!("{:?}", *with_clue_everywhere(clue));
        assert!(!all.contains(&clue.replace('\u{200b}', "\\u{200b}")), "{clue} slipped through: {all}");
    }
}

#[test]
fn a_word_that_only_looks_like_the_name_stays() {
    let row = IDENTITY
        .into_iter()
        .filter(|(column, _)| *column != "事業所名")
        .chain(OPEN.into_iter().filter(|(column, _)| *column != "仕事の内容"))
        .chain([
            ("公開範囲", "3"),
            ("事業所名", "株式会社　ハハハハ"),
            ("仕事の内容", "ハハハバの音。ハハハハの音。"),
        ]);
    let seen = Posting::from_columns(row).unwrap().seen_by(Viewer::Anyone).unwrap();
    assert_eq!(seen.description, "ハハハバの音。○○の音。");
}

#[test]
fn the_number_of_the_establishment_is_hidden_in_every_spelling_whichever_was_stored() {
    for stored in ["0107-009878-6", "0107-9878-6", "01070098786", "０１０７－９８７８－６"] {
        for written in
            ["0107-009878-6", "0107-9878-6", "01070098786", "０１０７ー９８７８ー６", "0107 009878 6"]
        {
            let text = format!("番号は{written}です。伝票は0107-00-98-786です。");
            let row = IDENTITY
                .into_iter()
                .filter(|(column, _)| *column != "事業所番号")
                .chain(OPEN.into_iter().filter(|(column, _)| *column != "仕事の内容"))
                .chain([("公開範囲", "3"), ("事業所番号", stored), ("仕事の内容", text.as_str())]);
            let seen = Posting::from_columns(row).unwrap().seen_by(Viewer::Anyone).unwrap();
            let hidden = "番号は○○です。伝票は0107-00-98-786です。";
            assert_eq!(seen.description, hidden, "{written}, stored as {stored}");
        }
    }
}
