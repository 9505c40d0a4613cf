//! The 求人票 as a PDF of two pages A4, laid out like the one that an office prints: a head with 求人番号 and
//! 2次元バーコード, then the blocks of labelled cells in their order. A posting that does not fit goes on on further
//! pages. It carries what it is given and nothing else, so whoever may not know the employer gets no PDF that does.

mod texts;

use std::num::NonZeroU16;

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree},
};
use qrcode::{EcLevel, QrCode};

use super::{
    BadPaper, HEIGHT, WIDTH,
    code::figure,
    face::Face,
    grid::{Block, Cell, Frame, LEADING, Laid, PADDING, Part, Placed, lay},
    lines::lines,
};
use texts::Texts;

/// White at the sides, above and below (the foot stands in it).
const SIDE: f32 = 34.0;
const TOP: f32 = 30.0;
const BOTTOM: f32 = 44.0;
/// Side of the code with its quiet zone: 30 mm.
const CODE_SIDE: f32 = 85.0;
/// Sizes of the type in the head and the foot.
const TITLE: f32 = 18.0;
const NAME: f32 = 13.0;
const NAME_WHEN_LONG: f32 = 10.0;
const SMALL: f32 = 8.0;
/// Thickness of the lines.
const LINE: f32 = 0.5;

/// What stands on a 求人票: no more than on its page, for the same viewer.
pub struct PostingSheet<'a> {
    /// 「求人票（フルタイム）」
    pub title: &'a str,
    /// 求人番号
    pub number: &'a str,
    /// 職種
    pub name: &'a str,
    /// The address of its page, also in the 2次元バーコード.
    pub address: &'a str,
    /// Sentences below the head, such as why the employer is not named.
    pub notices: &'a [String],
    /// Headings, and the items as words and text.
    pub blocks: &'a [(String, Vec<(String, String)>)],
    /// Below every page, beside the number: the day on which it was made.
    pub foot: &'a str,
}

/// The sheet as a PDF: titled, in Japanese, tagged in reading order.
///
/// # Errors
/// The address does not fit into a code, or the PDF cannot be written.
pub fn posting_sheet(sheet: &PostingSheet<'_>) -> Result<Vec<u8>, BadPaper> {
    let face = Face::embedded().ok_or(BadPaper::Font)?;
    let code = QrCode::with_error_correction_level(sheet.address, EcLevel::M)?;
    let texts = Texts::of(sheet, &face);
    let blocks = texts.blocks(&face);
    let head = Head::of(&texts, &face);
    let frame = Frame {
        left: SIDE,
        width: WIDTH - 2.0 * SIDE,
        first_top: TOP + head.height,
        top: TOP,
        bottom: HEIGHT - BOTTOM,
    };
    let laid = lay(&blocks, frame);
    let mut document = Document::new();
    let title = format!("求人票 {} {}", sheet.number, texts.name);
    document.set_metadata(Metadata::new().title(title).language("ja".to_owned()));
    let mut tags = Tags::new(&blocks);
    for (at, parts) in laid.pages.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| BadPaper::Pdf("page size".into()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut drawing = Drawing { face: &face, surface: &mut surface, laid: &laid, tags: &mut tags };
        if at == 0 {
            drawing.head(&head, &texts, &code);
        }
        for part in parts {
            drawing.part(part);
        }
        drawing.foot(&texts, at);
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tags.tree(&texts));
    document.finish().map_err(|error| BadPaper::Pdf(format!("{error:?}")))
}

/// The head of the first page, measured.
struct Head {
    name_size: f32,
    name: Vec<String>,
    notices: Vec<String>,
    height: f32,
}

impl Head {
    fn of(texts: &Texts, face: &Face) -> Self {
        let beside_code = WIDTH - 2.0 * SIDE - CODE_SIDE - 8.0;
        let broken = |text: &str, size: f32, width: f32| -> Vec<String> {
            lines(text, &face.letters(text), width / size).into_iter().map(str::to_owned).collect()
        };
        let large = broken(&texts.name, NAME, beside_code);
        let (name_size, name) = if large.len() <= 2 {
            (NAME, large)
        } else {
            (NAME_WHEN_LONG, broken(&texts.name, NAME_WHEN_LONG, beside_code))
        };
        let whole = WIDTH - 2.0 * SIDE;
        let notices: Vec<String> =
            texts.notices.iter().flat_map(|notice| broken(notice, SMALL, whole)).collect();
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let (of_name, of_notices) = (name.len() as f32 * name_size, notices.len() as f32 * SMALL);
        let beside = (TITLE + of_name + NAME + SMALL) * LEADING;
        let height = beside.max(CODE_SIDE) + of_notices * LEADING + 6.0;
        Self { name_size, name, notices, height }
    }
}

/// What was drawn of each thing that a reader is told of, in reading order.
struct Tags {
    title: Vec<Identifier>,
    code: Vec<Identifier>,
    name: Vec<Identifier>,
    notices: Vec<Identifier>,
    headings: Vec<Vec<Identifier>>,
    items: Vec<Vec<Vec<Identifier>>>,
}

impl Tags {
    fn new(blocks: &[Block<'_>]) -> Self {
        Self {
            title: Vec::new(),
            code: Vec::new(),
            name: Vec::new(),
            notices: Vec::new(),
            headings: blocks.iter().map(|_| Vec::new()).collect(),
            items: blocks.iter().map(|block| block.items.iter().map(|_| Vec::new()).collect()).collect(),
        }
    }

    fn tree(self, texts: &Texts) -> TagTree {
        let mut tree = TagTree::new();
        let mut push = |tag: TagKind, parts: Vec<Identifier>| {
            let mut group = TagGroup::new(tag);
            for part in parts {
                group.push(part);
            }
            tree.push(group);
        };
        let level = |level: u16| NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        push(Tag::Hn(level(1), Some(texts.title.clone())).into(), self.title);
        push(Tag::P.into(), self.name);
        let alternative = format!("求人番号{}の求人票のページへの2次元バーコード", texts.number);
        push(Tag::Figure(Some(alternative)).into(), self.code);
        push(Tag::P.into(), self.notices);
        for ((heading, items), (title, _)) in self.headings.into_iter().zip(self.items).zip(&texts.blocks) {
            push(Tag::Hn(level(2), Some(title.clone())).into(), heading);
            for item in items {
                push(Tag::P.into(), item);
            }
        }
        tree
    }
}

/// A page that is being drawn.
struct Drawing<'a, 'page> {
    face: &'a Face,
    surface: &'a mut Surface<'page>,
    laid: &'a Laid<'a>,
    tags: &'a mut Tags,
}

impl Drawing<'_, '_> {
    fn head(&mut self, head: &Head, texts: &Texts, code: &QrCode) {
        let mut y = TOP;
        let title = self.line(SIDE, &mut y, TITLE, &texts.title);
        self.tags.title.push(title);
        for line in &head.name {
            let part = self.line(SIDE, &mut y, head.name_size, line);
            self.tags.name.push(part);
        }
        let number = self.line(SIDE, &mut y, NAME, &format!("求人番号　{}", texts.number));
        let address = self.line(SIDE, &mut y, SMALL, &texts.address);
        self.tags.name.extend([number, address]);
        let corner = Point::from_xy(WIDTH - SIDE - CODE_SIDE, TOP);
        self.tags.code.push(figure(self.surface, code, corner, CODE_SIDE));
        y = y.max(TOP + CODE_SIDE);
        for line in &head.notices {
            let part = self.line(SIDE, &mut y, SMALL, line);
            self.tags.notices.push(part);
        }
    }

    fn part(&mut self, placed: &Placed<'_>) {
        match &placed.part {
            Part::Heading(number, title) => {
                self.filled(Rect::from_xywh(SIDE, placed.y, WIDTH - 2.0 * SIDE, placed.height), 0x33);
                self.ink(0xff);
                let mut y = placed.y + 0.5;
                let part = self.line(SIDE + PADDING, &mut y, self.laid.size, title);
                self.ink(0);
                self.tags.headings[*number].push(part);
            }
            Part::Row(cells) => {
                for cell in cells {
                    self.cell(cell, placed.y, placed.height);
                }
            }
        }
    }

    fn cell(&mut self, cell: &Cell<'_>, top: f32, height: f32) {
        let labels = self.laid.label_width();
        self.filled(Rect::from_xywh(cell.x, top, labels, height), 0xf2);
        self.frame(cell.x, top, cell.width, height);
        let (block, item) = cell.of;
        let mut parts = Vec::with_capacity(cell.label.len() + cell.lines.len());
        let mut y = top + PADDING;
        for line in &cell.label {
            parts.push(self.line(cell.x + PADDING, &mut y, self.laid.label_size(), line));
        }
        let mut y = top + PADDING;
        for line in &cell.lines {
            parts.push(self.line(cell.x + labels + PADDING, &mut y, self.laid.size, line));
        }
        self.tags.items[block][item].extend(parts);
    }

    /// Number of the posting, of the page and of all pages; a reader is told of them by the program it reads with.
    fn foot(&mut self, texts: &Texts, page: usize) {
        let all = self.laid.pages.len();
        let right = format!("{}／{all}ページ", page + 1);
        let y = HEIGHT - BOTTOM + 10.0 + SMALL;
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let left = format!("求人番号 {}　{}", texts.number, texts.foot);
        self.face.write(self.surface, Point::from_xy(SIDE, y), SMALL, &left);
        let x = WIDTH - SIDE - self.face.width(&right) * SMALL;
        self.face.write(self.surface, Point::from_xy(x, y), SMALL, &right);
        self.surface.end_tagged();
    }

    /// One line of text; `y` is its top and moves to that of the next.
    fn line(&mut self, x: f32, y: &mut f32, size: f32, text: &str) -> Identifier {
        let part = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        self.face.write(self.surface, Point::from_xy(x, *y + size), size, text);
        self.surface.end_tagged();
        *y += size * LEADING;
        part
    }

    fn ink(&mut self, gray: u8) {
        let paint = rgb::Color::new(gray, gray, gray).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }));
    }

    /// A box of one shade of gray, which means nothing to whoever listens to it.
    fn filled(&mut self, area: Option<Rect>, gray: u8) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
        self.ink(gray);
        let mut path = PathBuilder::new();
        if let Some(area) = area {
            path.push_rect(area);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.ink(0);
        self.surface.end_tagged();
    }

    /// The thin lines around a cell.
    fn frame(&mut self, x: f32, y: f32, width: f32, height: f32) {
        for (x, y, width, height) in [
            (x, y, width, LINE),
            (x, y + height, width + LINE, LINE),
            (x, y, LINE, height),
            (x + width, y, LINE, height),
        ] {
            self.filled(Rect::from_xywh(x, y, width, height), 0x66);
        }
    }
}

#[cfg(test)]
mod tests;
