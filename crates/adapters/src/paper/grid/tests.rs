use super::*;

const FRAME: Frame = Frame { left: 34.0, width: 527.0, first_top: 160.0, top: 30.0, bottom: 798.0 };

/// Letters of one width, as those of Japanese are.
fn letters(text: &str) -> Vec<Letter> {
    let letter = |(at, c): (usize, char)| Letter { range: at..at + c.len_utf8(), advance: 1.0 };
    text.char_indices().map(letter).collect()
}

fn block<'a>(title: &'a str, items: &'a [(String, String)]) -> Block<'a> {
    let item = |(label, text): &'a (String, String)| Item {
        label,
        text,
        label_letters: letters(label),
        text_letters: letters(text),
    };
    Block { title, items: items.iter().map(item).collect() }
}

fn items(texts: &[String]) -> Vec<(String, String)> {
    texts.iter().enumerate().map(|(at, text)| (format!("項目{at}"), text.clone())).collect()
}

/// The cells of a sheet in the order of its pages.
fn cells<'l, 'a>(laid: &'l Laid<'a>) -> impl Iterator<Item = &'l Cell<'a>> {
    laid.pages.iter().flatten().flat_map(|placed| match &placed.part {
        Part::Row(cells) => cells.as_slice(),
        Part::Heading(..) => &[],
    })
}

/// What holds for every sheet: it stays inside the frame, nothing overlaps, nothing is lost, the order is kept.
fn assert_whole(laid: &Laid<'_>, texts: &[String]) {
    for (page, parts) in laid.pages.iter().enumerate() {
        let mut y = if page == 0 { FRAME.first_top } else { FRAME.top };
        assert!(!parts.is_empty(), "page {page} is empty");
        for placed in parts {
            assert!(placed.y >= y - 0.01, "{} overlaps what ends at {y}", placed.y);
            y = placed.y + placed.height;
            assert!(y <= FRAME.bottom + 0.01, "page {page} ends at {y}");
        }
        let last = parts.last().map(|placed| &placed.part);
        assert!(!matches!(last, Some(Part::Heading(..))), "a heading stands alone at the end of page {page}");
    }
    let mut said = vec![String::new(); texts.len()];
    let mut before = 0;
    for cell in cells(laid) {
        assert!(cell.of.1 >= before, "the order of the items");
        before = cell.of.1;
        said[cell.of.1].extend(cell.lines.iter().copied());
        for line in &cell.lines {
            #[expect(clippy::cast_precision_loss, reason = "a line")]
            let width = line.chars().count() as f32 * laid.size;
            assert!(width <= cell.width - laid.label_width() - 2.0 * PADDING + 0.01, "{line} is too wide");
        }
    }
    for (said, text) in said.iter().zip(texts) {
        assert_eq!(*said, text.replace('\n', ""));
    }
}

fn laid_whole(texts: &[String], then: impl Fn(&Laid<'_>)) {
    let items = items(texts);
    let blocks = [block("仕事内容", &items)];
    let laid = lay(&blocks, FRAME);
    assert_whole(&laid, texts);
    then(&laid);
}

#[test]
fn short_items_stand_side_by_side_longer_ones_in_pairs_and_long_ones_alone() {
    let of = |count: usize| "字".repeat(count);
    for (texts, columns) in [
        (vec![of(5); 9], vec![4, 4, 1]),
        (vec![of(5), of(5), of(5)], vec![3]),
        (vec![of(5), of(5)], vec![2]),
        (vec![of(5), of(40), of(5)], vec![2, 1]),
        (vec![of(5), of(200), of(5)], vec![1, 1, 1]),
        (vec!["一\n二\n三\n四".to_owned(), of(5)], vec![1, 1]),
    ] {
        laid_whole(&texts, |laid| {
            let rows: Vec<usize> = laid.pages[0]
                .iter()
                .filter_map(|placed| match &placed.part {
                    Part::Row(cells) => Some(cells.len()),
                    Part::Heading(..) => None,
                })
                .collect();
            assert_eq!(rows, columns, "{texts:?}");
        });
    }
}

#[test]
fn an_ordinary_sheet_is_set_large_and_a_fuller_one_smaller_on_two_pages() {
    laid_whole(&vec!["字".repeat(60); 12], |laid| {
        assert_eq!((laid.pages.len(), laid.size), (1, 10.0));
    });
    laid_whole(&vec!["字".repeat(120); 34], |laid| {
        assert_eq!(laid.pages.len(), 2);
        assert!((7.0..10.0).contains(&laid.size), "{}", laid.size);
    });
}

#[test]
fn a_sheet_that_no_type_makes_fit_goes_on_in_a_type_that_can_be_read() {
    laid_whole(&vec!["字".repeat(900); 30], |laid| {
        assert!(laid.pages.len() > 2, "{}", laid.pages.len());
        assert_eq!(laid.size, 8.5);
    });
}

#[test]
fn one_text_longer_than_a_page_goes_on_with_its_label_and_says_so() {
    laid_whole(&["字\n".repeat(300).trim().to_owned()], |laid| {
        let labels: Vec<_> = cells(laid).map(|cell| cell.label.clone()).collect();
        assert!(labels.len() > 2, "{labels:?}");
        assert_eq!(labels[0], ["項目0"]);
        assert!(labels[1..].iter().all(|label| *label == ["項目0", "（続き）"]), "{labels:?}");
    });
}

#[test]
fn sheets_of_every_length_are_whole() {
    for count in 0..60 {
        let texts: Vec<String> = (0..count).map(|at| "字".repeat(1 + (at * 37 + count * 11) % 260)).collect();
        if !texts.is_empty() {
            laid_whole(&texts, |_| {});
        }
    }
    for lines in 1..200 {
        laid_whole(&["字".to_owned(), "字\n".repeat(lines).trim().to_owned(), "字".to_owned()], |_| {});
    }
}

#[test]
fn a_label_taller_than_its_text_makes_the_row_taller() {
    let items = vec![("長い名前の項目".repeat(3), "字".to_owned())];
    let blocks = [block("仕事内容", &items)];
    let laid = lay(&blocks, FRAME);
    let row = &laid.pages[0][1];
    assert!((row.height - (3.0 * laid.label_size() * LEADING + 2.0 * PADDING)).abs() < 0.01);
}
