use proptest::prelude::*;

use super::*;

fn marker(pairs: &[(&str, &str)]) -> Marker {
    Marker::of(&SearchQuery::from_pairs(pairs.iter().copied()).0)
}

/// The text with 【】 around what is marked.
fn marked(words: &str, text: &str) -> String {
    drawn(&marker(&[("words", words)]).pieces(TextField::Work, text))
}

fn drawn(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.hit { format!("【{}】", piece.text) } else { piece.text.clone() })
        .collect()
}

fn text(field: TextField, label: &str, text: &str) -> LabelledText {
    LabelledText { field, label: label.to_owned(), text: text.to_owned() }
}

#[test]
fn a_word_is_marked_as_it_was_written_in_any_width_and_kana() {
    for (words, text, expected) in [
        ("介護", "老人ホームでの介護です。介護職", "老人ホームでの【介護】です。【介護】職"),
        ("けあ", "ｹｱﾏﾈｰｼﾞｬｰとケア", "【ｹｱ】ﾏﾈｰｼﾞｬｰと【ケア】"),
        ("ガイド", "ｶﾞｲﾄﾞ、がいど", "【ｶﾞｲﾄﾞ】、【がいど】"),
        ("java", "Ｊａｖａ／JAVA", "【Ｊａｖａ】／【JAVA】"),
        ("(株)", "㈱大塚", "【㈱】大塚"),
        ("24時間", "２４時間対応", "【２４時間】対応"),
        ("福祉会", "竹田福祉　会\nです", "竹田【福祉　会】\nです"),
        ("福祉", "竹田福祉　会", "竹田【福祉】　会"),
        ("9~5", "９〜５時", "【９〜５】時"),
        ("が", "か\u{3099}っこう", "【か\u{3099}】っこう"),
        ("か", "か\u{3099}っこう", "か\u{3099}っこう"),
        ("株", "㈱", "【㈱】"),
        ("𠮷", "𠮷野😀", "【𠮷】野😀"),
        ("宇宙", "介護", "介護"),
        ("介護", "", ""),
        ("", "介護", "介護"),
    ] {
        assert_eq!(marked(words, text), expected, "{words} in {text}");
    }
}

#[test]
fn hits_that_touch_or_overlap_are_one_mark() {
    assert_eq!(marked("介護 護福 福祉士", "介護福祉士の介護"), "【介護福祉士】の【介護】");
    assert_eq!(marked("介護 福祉", "介護福祉"), "【介護福祉】");
}

#[test]
fn synonyms_are_marked_for_words_and_not_for_phrases() {
    assert_eq!(marked("ケアマネ", "介護支援専門員を募集"), "【介護支援専門員】を募集");
    assert_eq!(marked("\"ケアマネ\"", "介護支援専門員とケアマネ"), "介護支援専門員と【ケアマネ】");
}

#[test]
fn only_the_fields_in_which_words_are_looked_for_are_marked_and_never_what_is_not_wanted() {
    let marker = marker(&[("words", "介護"), ("in", "title"), ("not", "夜勤")]);
    assert_eq!(drawn(&marker.pieces(TextField::Title, "介護の夜勤")), "【介護】の夜勤");
    assert_eq!(drawn(&marker.pieces(TextField::Work, "介護の夜勤")), "介護の夜勤");
}

#[test]
fn signs_of_html_are_text_like_any_other() {
    assert_eq!(marked("<b>", "a <B> &amp;"), "a 【<B>】 &amp;");
    assert_eq!(marked("amp", "a & b"), "a & b");
}

#[test]
fn a_word_that_is_shown_needs_no_excerpt_and_one_that_is_not_is_quoted_with_the_name_of_its_text() {
    let all = [
        text(TextField::Title, "職種", "介護職員"),
        text(TextField::Work, "仕事の内容", "入浴の介助。夜勤は月4回です。"),
        text(TextField::Other, "求人に関する特記事項", "夜勤手当あり。駐車場は無料です。"),
    ];
    let shown = [(TextField::Title, "介護職員"), (TextField::Work, "入浴の…")];
    let excerpts = |words: &str| {
        let excerpts = marker(&[("words", words)]).excerpts(&shown, &all);
        excerpts.iter().map(|excerpt| (excerpt.label.clone(), drawn(&excerpt.pieces))).collect::<Vec<_>>()
    };
    assert_eq!(excerpts("介護 入浴"), []);
    assert_eq!(
        excerpts("介護 夜勤 駐車場"),
        [
            ("仕事の内容".to_owned(), "入浴の介助。【夜勤】は月4回です。".to_owned()),
            ("求人に関する特記事項".to_owned(), "【夜勤】手当あり。【駐車場】は無料です。".to_owned()),
        ]
    );
    assert_eq!(excerpts("ない言葉"), []);
}

#[test]
fn an_excerpt_is_short_and_says_where_it_was_cut() {
    let long = format!("{}\n{}夜勤{}", "あ".repeat(30), "い".repeat(10), "う".repeat(40));
    let all = [text(TextField::Other, "特記事項", &long)];
    let excerpt = &marker(&[("words", "夜勤")]).excerpts(&[], &all)[0];
    let expected = format!("…{}　{}【夜勤】{}…", "あ".repeat(9), "い".repeat(10), "う".repeat(20));
    assert_eq!(drawn(&excerpt.pieces), expected);
    let exact = format!("{}夜勤{}", "あ".repeat(20), "う".repeat(20));
    let whole = &marker(&[("words", "夜勤")]).excerpts(&[], &[text(TextField::Other, "特記事項", &exact)])[0];
    assert!(!drawn(&whole.pieces).contains('…'));
}

#[test]
fn at_most_three_excerpts_are_quoted() {
    let all: Vec<LabelledText> =
        ["一つ", "二つ", "三つ", "四つ"].map(|word| text(TextField::Other, word, word)).into();
    assert_eq!(marker(&[("words", "一つ 二つ 三つ 四つ")]).excerpts(&[], &all).len(), MOST_EXCERPTS);
}

#[test]
fn a_text_whose_marks_join_in_no_known_place_is_shown_unmarked() {
    let text = "c\u{ff9e}\u{301}aガ";
    assert_eq!(drawn(&marker(&[("words", "ガ")]).pieces(TextField::Work, text)), text);
}

proptest! {
    #[test]
    fn what_is_marked_is_what_the_search_finds(
        text in "[ -~ァ-ヺー一-龠ぁ-ゖ！-～ｦ-ﾟ、。・　\n]{0,20}[か\u{3099}ﾞ㈱é\u{301}😀]{0,4}[a-zガ]{0,3}",
        from in 0..24_usize,
        len in 1..4_usize,
    ) {
        let word: String = fold(&text).chars().skip(from).take(len).collect();
        let pieces = cut(&text, &places(&text, [word.as_str()].into_iter()));
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        prop_assert_eq!(&whole, &text);
        let hits: Vec<&Piece> = pieces.iter().filter(|piece| piece.hit).collect();
        // Marks on marks may fold to something that no part of the text comes to: then nothing is marked.
        let has_places = !Folded::of(&text).parts.is_empty();
        prop_assert_eq!(!hits.is_empty(), !word.is_empty() && has_places);
        prop_assert!(hits.iter().all(|piece| fold(&piece.text).contains(&word)), "{:?} {}", hits, word);
        let between = pieces.iter().filter(|piece| !piece.hit);
        prop_assert!(between.into_iter().all(|piece| word.is_empty() || !has_places || !fold(&piece.text).contains(&word)));
    }
}
