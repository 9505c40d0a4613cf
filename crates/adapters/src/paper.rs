//! Paper as PDF, A4, for printing and for a telephone without a network: the ハローワーク受付票 of one page, and the 求人票
//! ([`posting_sheet`]).
//!
//! The font stands in `data/font` and is part of the program; a PDF carries only the glyphs that it uses. The
//! names of people are written with kanji that few fonts have (髙, 﨑, 𠮷) and with variants that a variation
//! selector asks for: a character that the font lacks is set as 〓, and the page says so.

mod code;
mod face;
mod grid;
mod lines;
mod sheet;

use std::num::NonZeroU16;

use domain::job_seeker::JobSeekerNumber;
use krilla::{
    Document,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    surface::Surface,
    tagging::{ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree},
};
use qrcode::{EcLevel, QrCode};

use code::figure;
use face::Face;
use lines::lines;
pub use sheet::{PostingSheet, posting_sheet};

/// A4 in points (1/72 inch), and the white around the text.
const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 64.0;
/// Side of the code with its quiet zone: 55 mm, which a reader at a counter takes at arm's length.
const CODE_SIDE: f32 = 156.0;
/// Where the values of the list begin.
const VALUES_AT: f32 = MARGIN + 150.0;

/// What the slip says when a character could not be set.
pub const LACKING: &str =
    "〓は、この書面で表示できない文字です。お名前の正しい表記は、マイページの画面でご確認ください。";

/// Paper that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BadPaper {
    /// The text does not fit into a two-dimensional code.
    #[error("the text does not fit into a two-dimensional code: {0}")]
    Code(#[from] qrcode::types::QrError),
    /// The font in the program cannot be read.
    #[error("the font cannot be read")]
    Font,
    /// The PDF could not be written.
    #[error("the PDF could not be written: {0}")]
    Pdf(String),
}

/// What stands on a ハローワーク受付票: no more than on its page. Without `Debug`: it names a person.
pub struct ReceptionSlip<'a> {
    /// 求職番号, also in the 2次元バーコード.
    pub number: &'a JobSeekerNumber,
    /// Words and text, one below the other.
    pub facts: &'a [(&'a str, String)],
    /// What to do with it.
    pub advice: &'a str,
}

/// The slip as a PDF: titled, in Japanese, tagged in reading order.
///
/// # Errors
/// The number does not fit into a code, or the PDF cannot be written.
pub fn reception_slip(slip: &ReceptionSlip<'_>) -> Result<Vec<u8>, BadPaper> {
    let face = Face::embedded().ok_or(BadPaper::Font)?;
    let code = QrCode::with_error_correction_level(slip.number.to_string(), EcLevel::M)?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title("ハローワーク受付票".to_owned()).language("ja".to_owned()));
    let size = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| BadPaper::Pdf("page size".into()))?;
    let mut page = document.start_page_with(size);
    let mut surface = page.surface();
    let tags = Sheet { face: &face, surface: &mut surface, tags: TagTree::new(), y: MARGIN, lacking: false }
        .draw(slip, &code);
    surface.finish();
    page.finish();
    document.set_tag_tree(tags);
    document.finish().map_err(|error| BadPaper::Pdf(format!("{error:?}")))
}

/// A page that is being written from top to bottom.
struct Sheet<'a, 'page> {
    face: &'a Face,
    surface: &'a mut Surface<'page>,
    tags: TagTree,
    /// The top of what comes next.
    y: f32,
    /// A character could not be set.
    lacking: bool,
}

impl Sheet<'_, '_> {
    fn draw(mut self, slip: &ReceptionSlip<'_>, code: &QrCode) -> TagTree {
        let title = self.line(MARGIN, 24.0, "ハローワーク受付票");
        self.tag(Tag::Hn(NonZeroU16::MIN, Some("ハローワーク受付票".to_owned())), vec![title]);
        self.y += 20.0;
        self.code(code, slip.number);
        self.y += 24.0;
        let words = self.line(MARGIN, 11.0, "求職番号");
        let number = self.line(MARGIN, 30.0, &slip.number.to_string());
        self.tag(Tag::P, vec![words, number]);
        self.y += 8.0;
        for (words, text) in slip.facts {
            self.fact(words, text);
        }
        self.y += 16.0;
        self.paragraph(slip.advice);
        if self.lacking {
            self.paragraph(LACKING);
        }
        self.tags
    }

    fn fact(&mut self, words: &str, text: &str) {
        self.rule();
        self.y += 10.0;
        let top = self.y;
        let mut parts = vec![self.line(MARGIN, 11.0, words)];
        self.y = top;
        let text = self.settable(text);
        for line in lines(&text, &self.face.letters(&text), (WIDTH - MARGIN - VALUES_AT) / 14.0) {
            parts.push(self.line(VALUES_AT, 14.0, line));
        }
        self.tag(Tag::P, parts);
        self.y += 4.0;
    }

    /// The text with 〓 for every character that the font lacks.
    fn settable(&mut self, text: &str) -> String {
        let settable = self.face.settable(text);
        self.lacking |= settable != text;
        settable
    }

    fn paragraph(&mut self, text: &str) {
        let mut parts = Vec::new();
        for line in lines(text, &self.face.letters(text), (WIDTH - 2.0 * MARGIN) / 11.0) {
            parts.push(self.line(MARGIN, 11.0, line));
        }
        self.tag(Tag::P, parts);
        self.y += 6.0;
    }

    fn tag(&mut self, tag: impl Into<krilla::tagging::TagKind>, parts: Vec<Identifier>) {
        let mut group = TagGroup::new(tag);
        for part in parts {
            group.push(part);
        }
        self.tags.push(group);
    }

    /// One line of text; the next stands below it.
    fn line(&mut self, x: f32, size: f32, text: &str) -> Identifier {
        let part = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        let baseline = Point::from_xy(x, self.y + size);
        self.face.write(self.surface, baseline, size, text);
        self.surface.end_tagged();
        self.y += size * 1.5;
        part
    }

    /// A thin line across the page, which means nothing to whoever listens to it.
    fn rule(&mut self) {
        self.surface
            .start_tagged(ContentTag::Artifact(krilla::tagging::Artifact::with_kind(ArtifactType::Other)));
        let mut path = PathBuilder::new();
        if let Some(line) = Rect::from_xywh(MARGIN, self.y, WIDTH - 2.0 * MARGIN, 0.5) {
            path.push_rect(line);
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
    }

    /// The 2次元バーコード as a figure whose text says what it is.
    fn code(&mut self, code: &QrCode, number: &JobSeekerNumber) {
        let part = figure(self.surface, code, Point::from_xy(MARGIN, self.y), CODE_SIDE);
        self.tag(Tag::Figure(Some(format!("求職番号{number}の2次元バーコード"))), vec![part]);
        self.y += CODE_SIDE;
    }
}

#[cfg(test)]
mod tests;
