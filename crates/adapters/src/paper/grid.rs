//! Where everything of a 求人票 stands: blocks of labelled cells over one page, two, or as many as the text needs.
//! Pure: it knows widths and heights, and no PDF.

use super::lines::{Letter, lines};

/// Sizes of the type in points, tried from the first: the first with which the sheet fits two pages is taken.
const SIZES: [f32; 7] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0];
/// The size of a sheet that goes on beyond its second page whatever is tried.
const SIZE_WHEN_LONGER: f32 = 8.5;
/// Pages of the sheet on paper.
const USUAL_PAGES: usize = 2;
/// The labels are this much smaller than the text.
const LABEL_SHARE: f32 = 0.85;
/// Characters that stand beside each other in the column of labels.
const LABEL_CHARACTERS: f32 = 7.0;
/// From one baseline to the next, in sizes of the type.
pub(super) const LEADING: f32 = 1.35;
/// White around the text of a cell, in points.
pub(super) const PADDING: f32 = 2.0;
/// White before a heading.
const BEFORE_HEADING: f32 = 5.0;
/// How many cells may share a row, and how many lines each may then have; tried from the first.
const SHARED_ROWS: [(usize, usize); 3] = [(4, 1), (3, 1), (2, 3)];
/// Fewer lines of a cell are not left alone at the end of a page.
const LEAST_LINES: usize = 2;
/// Stands below the label of a cell that goes on from the page before.
const CONTINUED: &str = "（続き）";

/// One item of the sheet with the letters of its texts.
pub(super) struct Item<'a> {
    pub(super) label: &'a str,
    pub(super) text: &'a str,
    pub(super) label_letters: Vec<Letter>,
    pub(super) text_letters: Vec<Letter>,
}

/// A block: heading and items.
pub(super) struct Block<'a> {
    pub(super) title: &'a str,
    pub(super) items: Vec<Item<'a>>,
}

/// Where on the pages the blocks may stand, in points from the top left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f32,
    pub(super) width: f32,
    /// The upper end on the first page, below its head.
    pub(super) first_top: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// Which item something belongs to: number of the block, number of the item in it.
pub(super) type Place = (usize, usize);

/// A cell on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell<'a> {
    pub(super) of: Place,
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) label: Vec<&'a str>,
    pub(super) lines: Vec<&'a str>,
}

/// What stands across the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part<'a> {
    /// The heading of a block, with the number of the block.
    Heading(usize, &'a str),
    /// Cells side by side.
    Row(Vec<Cell<'a>>),
}

/// A part in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed<'a> {
    pub(super) y: f32,
    pub(super) height: f32,
    pub(super) part: Part<'a>,
}

/// The whole sheet in one size of type.
pub(super) struct Laid<'a> {
    pub(super) size: f32,
    pub(super) pages: Vec<Vec<Placed<'a>>>,
}

impl Laid<'_> {
    pub(super) fn label_size(&self) -> f32 {
        self.size * LABEL_SHARE
    }

    /// Width of the column of labels in every cell.
    pub(super) fn label_width(&self) -> f32 {
        label_width(self.size)
    }
}

fn label_width(size: f32) -> f32 {
    LABEL_CHARACTERS * size * LABEL_SHARE + 2.0 * PADDING
}

/// Lays out the sheet with the largest type that fits two pages; a sheet that no type makes fit goes on.
pub(super) fn lay<'a>(blocks: &'a [Block<'a>], frame: Frame) -> Laid<'a> {
    let mut tried = SIZES.into_iter().map(|size| lay_in(blocks, frame, size));
    tried
        .find(|laid| laid.pages.len() <= USUAL_PAGES)
        .unwrap_or_else(|| lay_in(blocks, frame, SIZE_WHEN_LONGER))
}

fn lay_in<'a>(blocks: &'a [Block<'a>], frame: Frame, size: f32) -> Laid<'a> {
    let mut pages = Pages { frame, size, y: frame.first_top, done: vec![Vec::new()] };
    for (number, block) in blocks.iter().enumerate() {
        let mut rows = rows(number, block, frame, size);
        let first = rows.first().map_or(0.0, |row| pages.least_height(row));
        pages.heading(number, block.title, first);
        for row in rows.drain(..) {
            pages.row(row);
        }
    }
    Laid { size, pages: pages.done }
}

/// The items in rows: short ones side by side, longer ones in pairs or alone.
fn rows<'a>(block: usize, of: &'a Block<'a>, frame: Frame, size: f32) -> Vec<Vec<Cell<'a>>> {
    let set = |item: &'a Item<'a>, columns: f32| {
        lines(
            item.text,
            &item.text_letters,
            (frame.width / columns - label_width(size) - 2.0 * PADDING) / size,
        )
    };
    let (mut rows, mut at) = (Vec::new(), 0);
    while at < of.items.len() {
        let all_fit = |columns: usize, most: usize| {
            of.items.get(at..at + columns).is_some_and(|items| {
                #[expect(clippy::cast_precision_loss, reason = "at most four")]
                items.iter().all(|item| set(item, columns as f32).len() <= most)
            })
        };
        let shared = SHARED_ROWS.into_iter().find(|(columns, most)| all_fit(*columns, *most));
        let columns = shared.map_or(1, |(columns, _)| columns);
        #[expect(clippy::cast_precision_loss, reason = "at most four")]
        let (share, width) = (columns as f32, frame.width / columns as f32);
        let items = of.items.iter().enumerate().skip(at).take(columns);
        let mut x = frame.left;
        let mut row = Vec::with_capacity(columns);
        for (number, item) in items {
            let label = lines(item.label, &item.label_letters, LABEL_CHARACTERS);
            row.push(Cell { of: (block, number), x, width, label, lines: set(item, share) });
            x += width;
        }
        rows.push(row);
        at += columns;
    }
    rows
}

/// Pages that are being filled from top to bottom.
struct Pages<'a> {
    frame: Frame,
    size: f32,
    y: f32,
    done: Vec<Vec<Placed<'a>>>,
}

impl<'a> Pages<'a> {
    fn heading(&mut self, number: usize, title: &'a str, first_row: f32) {
        let height = self.size * LEADING + 2.0;
        if self.y + BEFORE_HEADING + height + first_row > self.frame.bottom {
            self.new_page();
        } else if self.y > self.frame.first_top || self.done.len() > 1 {
            self.y += BEFORE_HEADING;
        }
        self.place(height, Part::Heading(number, title));
    }

    fn row(&mut self, row: Vec<Cell<'a>>) {
        if self.y + self.height(&row) <= self.frame.bottom {
            self.place(self.height(&row), Part::Row(row));
        } else if let [cell] = row.as_slice() {
            self.divided(cell.clone());
        } else {
            self.new_page();
            self.place(self.height(&row), Part::Row(row));
        }
    }

    /// A cell that is taller than what is left of the page goes on on the next.
    fn divided(&mut self, mut cell: Cell<'a>) {
        loop {
            let whole = self.height(std::slice::from_ref(&cell));
            if self.y + whole <= self.frame.bottom {
                return self.place(whole, Part::Row(vec![cell]));
            }
            let room = self.frame.bottom - self.y - 2.0 * PADDING;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of one page")]
            let fit = (room / (self.size * LEADING)).max(0.0) as usize;
            let with_label = self.y + self.least_height(std::slice::from_ref(&cell)) <= self.frame.bottom;
            let on_a_full_page = self.done.last().is_some_and(Vec::is_empty);
            if (fit >= LEAST_LINES && with_label) || on_a_full_page {
                let rest = cell.lines.split_off(fit.clamp(1, cell.lines.len()));
                let (mut label, of, x, width) = (cell.label.clone(), cell.of, cell.x, cell.width);
                self.place(self.height(std::slice::from_ref(&cell)), Part::Row(vec![cell]));
                if rest.is_empty() {
                    return;
                }
                label.retain(|line| *line != CONTINUED);
                label.push(CONTINUED);
                cell = Cell { of, x, width, label, lines: rest };
            }
            self.new_page();
        }
    }

    fn new_page(&mut self) {
        self.done.push(Vec::new());
        self.y = self.frame.top;
    }

    fn place(&mut self, height: f32, part: Part<'a>) {
        let placed = Placed { y: self.y, height, part };
        self.y += height;
        if let Some(page) = self.done.last_mut() {
            page.push(placed);
        }
    }

    fn height(&self, row: &[Cell<'_>]) -> f32 {
        self.tallest(row, usize::MAX)
    }

    /// What must stand together of a row: all of it, or the first lines of a cell that may be divided.
    fn least_height(&self, row: &[Cell<'_>]) -> f32 {
        self.tallest(row, if row.len() == 1 { LEAST_LINES } else { usize::MAX })
    }

    fn tallest(&self, row: &[Cell<'_>], most: usize) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "lines of one cell")]
        let of = |cell: &Cell<'_>| {
            let text = cell.lines.len().min(most) as f32 * self.size;
            (cell.label.len() as f32 * self.size * LABEL_SHARE).max(text) * LEADING
        };
        row.iter().map(of).fold(0.0, f32::max) + 2.0 * PADDING
    }
}

#[cfg(test)]
mod tests;
