//! The font, and text set with it. Horizontal Japanese needs no shaping: one character (with the variation
//! selector behind it), one glyph.

use krilla::{
    geom::Point,
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::MapVariant,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

use super::lines::Letter;

/// Made by `tools/make-font.py`; licence and source are in `data/README.md`.
static FONT: &[u8] = include_bytes!("../../../../data/font/NotoSansCJKjp-names.otf");

/// Stands for a character that the font lacks.
const GETA: &str = "〓";

/// The font of the program.
pub(super) struct Face {
    font: Font,
    tables: FontRef<'static>,
    metrics: GlyphMetrics<'static>,
}

/// A character with its selector, as one glyph; `None` when the font lacks it.
struct Set {
    glyph: Option<skrifa::GlyphId>,
    /// Bytes of the text that it stands for.
    range: std::ops::Range<usize>,
}

impl Face {
    /// The font that the program carries.
    pub(super) fn embedded() -> Option<Self> {
        let tables = FontRef::new(FONT).ok()?;
        let metrics = tables.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some(Self { font: Font::new(FONT.into(), 0)?, tables, metrics })
    }

    /// Writes one line from a point on its baseline.
    pub(super) fn write(&self, surface: &mut Surface<'_>, at: Point, size: f32, text: &str) {
        let glyphs: Vec<KrillaGlyph> = self
            .set(text)
            .into_iter()
            .map(|set| {
                let glyph = GlyphId::new(set.glyph.unwrap_or_default().to_u32());
                KrillaGlyph::new(glyph, self.advance(&set), 0.0, 0.0, 0.0, set.range, None)
            })
            .collect();
        surface.draw_glyphs(at, &glyphs, self.font.clone(), text, size, false);
    }

    /// The text with 〓 in the place of every character that the font lacks.
    pub(super) fn settable(&self, text: &str) -> String {
        let shown = |set: Set| match &text[set.range] {
            "\n" => "\n",
            letter if set.glyph.is_some() => letter,
            _ => GETA,
        };
        self.set(text).into_iter().map(shown).collect()
    }

    /// The letters of a text, which [`super::lines::lines`] divides into lines.
    pub(super) fn letters(&self, text: &str) -> Vec<Letter> {
        let letter = |set: Set| Letter { advance: self.advance(&set), range: set.range };
        self.set(text).into_iter().map(letter).collect()
    }

    /// The width of a text on one line, in parts of the size of the type.
    pub(super) fn width(&self, text: &str) -> f32 {
        self.set(text).iter().map(|set| self.advance(set)).sum()
    }

    /// The glyphs of a text.
    #[cfg(test)]
    pub(super) fn glyphs(&self, text: &str) -> Vec<u32> {
        self.set(text).iter().map(|set| set.glyph.map_or(0, |glyph| glyph.to_u32())).collect()
    }

    fn advance(&self, set: &Set) -> f32 {
        self.metrics.advance_width(set.glyph.unwrap_or_default()).unwrap_or(1.0)
    }

    fn set(&self, text: &str) -> Vec<Set> {
        let map = self.tables.charmap();
        let mut chars = text.char_indices().peekable();
        let mut all = Vec::new();
        while let Some((at, c)) = chars.next() {
            let selector = chars.next_if(|(_, next)| is_selector(*next)).map(|(_, selector)| selector);
            let variant = selector.and_then(|selector| match map.map_variant(c, selector) {
                Some(MapVariant::Variant(glyph)) => Some(glyph),
                // The usual form, or a variant that the font does not know: the usual form is the same kanji.
                Some(MapVariant::UseDefault) | None => None,
            });
            let end = chars.peek().map_or(text.len(), |(next, _)| *next);
            all.push(Set { glyph: variant.or_else(|| map.map(c)), range: at..end });
        }
        all
    }
}

/// A variation selector: it asks for a form of the character before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}
