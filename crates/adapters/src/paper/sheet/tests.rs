//! The PDF is read back: its text by what the file says of its glyphs.

use lopdf::{Document as Pdf, Object};

use super::{
    texts::{CUT, LACKING},
    *,
};

const ADDRESS: &str = "https://mypage.example.go.jp/postings/13010-00000001";

fn rows(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect()
}

fn set(name: &str, blocks: &[(String, Vec<(String, String)>)]) -> Vec<u8> {
    posting_sheet(&PostingSheet {
        title: "求人票（フルタイム）",
        number: "13010-00000001",
        name,
        address: ADDRESS,
        notices: &["この求人の事業所名は公開していません。".to_owned()],
        blocks,
        foot: "2026年11月20日に表示した内容です",
    })
    .unwrap()
}

fn ordinary() -> Vec<(String, Vec<(String, String)>)> {
    vec![
        (
            "1　求人事業所".to_owned(),
            rows(&[("事業所名", "株式会社あおぞら"), ("所在地", "東京都千代田区富士見1－2－3")]),
        ),
        (
            "2　仕事内容".to_owned(),
            rows(&[
                ("職種", "介護福祉士"),
                ("仕事の内容", "グループホームでの介護です。\n・入浴の介助\n・食事の介助"),
            ]),
        ),
    ]
}

fn with_text(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    vec![("2　仕事内容".to_owned(), rows(&[("仕事の内容", text)]))]
}

fn text_of(pdf: &[u8]) -> String {
    let pdf = Pdf::load_mem(pdf).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn pages_of(pdf: &[u8]) -> usize {
    Pdf::load_mem(pdf).unwrap().get_pages().len()
}

#[test]
fn everything_that_it_was_given_can_be_read_back_in_its_order_and_nothing_else() {
    let text = text_of(&set("介護福祉士", &ordinary()));
    let mut rest = text.as_str();
    for words in [
        "求人票（フルタイム）",
        "介護福祉士",
        "求人番号13010-00000001",
        ADDRESS,
        "この求人の事業所名は公開していません。",
        "求人票は、雇用契約書ではありません。",
        "1求人事業所",
        "事業所名",
        "株式会社あおぞら",
        "所在地",
        "東京都千代田区富士見1－2－3",
        "2仕事内容",
        "職種",
        "介護福祉士",
        "仕事の内容",
        "グループホームでの介護です。",
        "・入浴の介助",
        "・食事の介助",
        "求人番号13010-00000001",
        "2026年11月20日に表示した内容です",
        "1／1ページ",
    ] {
        let at =
            rest.find(words).unwrap_or_else(|| panic!("{words} is not behind what stood before it: {text}"));
        rest = &rest[at + words.len()..];
    }
    assert_eq!(rest, "");
}

#[test]
fn a_full_sheet_stands_on_two_pages() {
    let items: Vec<(String, String)> = (0..110)
        .map(|at| {
            (
                format!("項目その{at}"),
                if at % 9 == 0 { "説明の文です。".repeat(12) } else { "あり".to_owned() },
            )
        })
        .collect();
    let pdf = set("介護福祉士", &[("2　仕事内容".to_owned(), items)]);
    assert_eq!(pages_of(&pdf), 2);
    assert!(text_of(&pdf).contains("項目その109") && text_of(&pdf).contains("2／2ページ"));
}

#[test]
fn a_posting_too_long_for_two_pages_goes_on_and_loses_nothing() {
    let long: String = (0..4000).map(|at| format!("{at}番目。")).collect();
    let pdf = set("介護福祉士", &with_text(&long));
    assert!(pages_of(&pdf) > 2);
    let text = text_of(&pdf);
    for at in [0, 1999, 3999] {
        assert!(text.contains(&format!("{at}番目")), "{at}");
    }
    assert!(text.contains("（続き）") && !text.contains(&CUT[3..30]));
}

#[test]
fn what_no_paper_holds_is_cut_where_it_says_so() {
    let enormous =
        vec![("その他".to_owned(), rows(&vec![("項目", "長い文章です。".repeat(1400).as_str()); 600]))];
    let pdf = set("介護福祉士", &enormous);
    assert!(pages_of(&pdf) < 60, "{} pages", pages_of(&pdf));
    assert!(text_of(&pdf).contains("続きはこの書面に入りません"));
    let lines = "字\n".repeat(5000);
    let pdf = set("介護福祉士", &[("その他".to_owned(), rows(&vec![("項目", lines.as_str()); 600]))]);
    assert!(pages_of(&pdf) < 60, "{} pages", pages_of(&pdf));
    assert!(text_of(&pdf).contains("続きはこの書面に入りません"));
}

#[test]
fn what_the_font_lacks_is_told_and_what_shows_nothing_is_not_in_the_file() {
    let text = text_of(&set("介護福祉士", &with_text("笑顔\u{1f600}の\u{200b}職\u{202e}場\u{7}です")));
    assert!(text.contains("笑顔〓の職場です"), "{text}");
    assert!(text.contains(LACKING), "{text}");
    assert!(!text_of(&set("介護福祉士", &ordinary())).contains('〓'));
}

#[test]
fn rare_kanji_marks_and_half_width_kana_are_set() {
    let rare = "髙﨑𠮷㈱①Ⅲ㎡℡〒※★♪～―ｶﾌﾞｼｷ仝〆ゑヱ㍻²³½éäα→⇒■◆【】≪≫";
    let text = text_of(&set("介護福祉士", &with_text(rare)));
    assert!(text.contains(rare), "{text}");
}

#[test]
fn a_long_name_and_a_long_label_are_there_whole() {
    let name = "介護福祉士（夜勤なし）".repeat(18);
    let label = "とても長い名前の項目".repeat(12);
    let pdf = set(&name, &[("その他".to_owned(), rows(&[(&label, "あり")]))]);
    let text = text_of(&pdf);
    assert!(text.contains(&name) && text.contains(&format!("{label}あり")), "{text}");
}

#[test]
fn the_document_has_a_title_a_language_and_tags() {
    let pdf = Pdf::load_mem(&set("介護福祉士", &ordinary())).unwrap();
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ja");
    assert!(catalog.has(b"StructTreeRoot"));
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let title = pdf.get_dictionary(info).unwrap().get(b"Title").unwrap();
    assert_eq!(lopdf::decode_text_string(title).unwrap(), "求人票 13010-00000001 介護福祉士");
}

#[test]
fn a_telephone_reads_the_address_from_the_first_page() {
    let pdf = set("介護福祉士", &[]);
    assert_eq!(super::super::tests::codes_on(&pdf), [ADDRESS]);
}
