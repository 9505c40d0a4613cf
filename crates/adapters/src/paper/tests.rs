//! The PDF is read back: its text by what the file says of its glyphs, its code by drawing it.

use lopdf::{Document as Pdf, Object, content::Content};

use super::*;

fn slip_of(name: &str) -> Vec<u8> {
    let number = "70000-99999999".parse().unwrap();
    let facts = [("氏名", format!("{name}　様")), ("フリガナ", "アシタ　ユウキ".to_owned())];
    reception_slip(&ReceptionSlip {
        number: &number, facts: &facts, advice: "窓口でご提示ください。"
    })
    .unwrap()
}

fn text_of(pdf: &[u8]) -> String {
    let pdf = Pdf::load_mem(pdf).unwrap();
    pdf.extract_text(&[1]).unwrap().split_whitespace().collect()
}

#[test]
fn the_text_can_be_read_back_and_so_be_copied_and_read_aloud() {
    let text = text_of(&slip_of("明日　勇気"));
    for words in
        ["ハローワーク受付票", "求職番号", "70000-99999999", "氏名", "明日勇気様", "フリガナ", "アシタユウキ"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn rare_kanji_and_variants_are_set_and_stay_the_characters_they_are() {
    for name in ["𠮷田", "髙橋", "山﨑", "邉", "葛\u{e0100}城", "辻\u{e0101}", "㐂"] {
        let pdf = slip_of(name);
        let text = text_of(&pdf);
        assert!(!text.contains(&LACKING[..12]), "{name} is in the font: {text}");
        assert!(text.contains(&format!("{name}様")), "{name} in {text}");
    }
}

#[test]
fn a_variant_is_another_glyph_than_the_usual_form() {
    let face = Face::embedded().unwrap();
    let number = |text: &str| face.glyphs(text);
    assert_ne!(number("葛\u{e0100}"), number("葛\u{e0101}"), "two forms");
    assert_eq!(number("葛\u{e0100}").len(), 1, "a selector takes no place");
}

#[test]
fn a_character_that_the_font_lacks_does_not_vanish_silently() {
    // A private character, as offices used them for 外字.
    let text = text_of(&slip_of("外\u{e000}字"));
    assert!(text.contains("〓は、この書面で表示できない文字です"), "{text}");
    assert!(!text_of(&slip_of("明日")).contains('〓'));
}

#[test]
fn a_long_name_breaks_into_lines_and_loses_nothing() {
    let name: String = "寿限無五劫擦切海砂利水魚".repeat(5);
    assert!(text_of(&slip_of(&name)).contains(&format!("{name}様")));
}

#[test]
fn the_document_has_a_title_a_language_tags_and_one_page() {
    let pdf = Pdf::load_mem(&slip_of("明日　勇気")).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ja");
    assert!(catalog.has(b"StructTreeRoot"));
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let title = pdf.get_dictionary(info).unwrap().get(b"Title").unwrap();
    assert_eq!(lopdf::decode_text_string(title).unwrap(), "ハローワーク受付票");
    assert!(slip_of("明日　勇気").len() < 200_000, "only the glyphs that are used are carried");
}

#[test]
fn a_reader_reads_the_number_from_the_page() {
    assert_eq!(codes_on(&slip_of("明日　勇気")), ["70000-99999999"]);
}

/// What a reader reads from the first page: its black squares, drawn with four pixels a point.
pub(super) fn codes_on(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::load_mem(pdf).unwrap();
    let page = pdf.get_pages()[&1];
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let (width, height) = (595 * 4, 842 * 4);
    let mut dark = vec![false; width * height];
    for corners in squares(&content) {
        let [x0, y0, x1, y1] = corners.map(|points| (points * 4.0).round().max(0.0) as usize);
        for row in y0..y1.min(height) {
            dark[row * width + x0..row * width + x1.min(width)].fill(true);
        }
    }
    let seen = |x: usize, y: usize| if dark[y * width + x] { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, seen);
    image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// Closed paths of straight lines as left, top, right, bottom, in the page's own coordinates.
fn squares(content: &Content) -> Vec<[f32; 4]> {
    let (mut found, mut points): (Vec<[f32; 4]>, Vec<(f32, f32)>) = (Vec::new(), Vec::new());
    for operation in &content.operations {
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|one| one.as_float().ok()).collect();
        match operation.operator.as_str() {
            "m" | "l" => points.push((numbers[0], numbers[1])),
            "re" => {
                let (x, y) = (numbers[0], numbers[1]);
                points = vec![(x, y), (x + numbers[2], y + numbers[3])];
            }
            _ => {}
        }
        if ["h", "re"].contains(&operation.operator.as_str()) {
            let (xs, ys): (Vec<f32>, Vec<f32>) = points.drain(..).unzip();
            let least = |all: &[f32]| all.iter().copied().fold(f32::MAX, f32::min);
            let most = |all: &[f32]| all.iter().copied().fold(f32::MIN, f32::max);
            found.push([least(&xs), least(&ys), most(&xs), most(&ys)]);
        }
    }
    found
}
