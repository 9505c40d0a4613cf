//! The 2次元バーコード, drawn on a page.

use krilla::{
    geom::{PathBuilder, Point, Rect},
    surface::Surface,
    tagging::{ContentTag, Identifier},
};
use qrcode::QrCode;

/// Modules of white that a reader expects around a code (ISO/IEC 18004).
const QUIET_MODULES: usize = 4;

/// Draws the code with its quiet zone into a square, from its upper left corner.
pub(super) fn figure(surface: &mut Surface<'_>, code: &QrCode, corner: Point, side: f32) -> Identifier {
    let part = surface.start_tagged(ContentTag::Other);
    let width = code.width();
    #[expect(clippy::cast_precision_loss, reason = "a code has at most 177 modules")]
    let (dot, of) = {
        let dot = side / (width + 2 * QUIET_MODULES) as f32;
        (dot, move |module: usize| (module + QUIET_MODULES) as f32 * dot)
    };
    let mut path = PathBuilder::new();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        let (x, y) = (corner.x + of(at % width), corner.y + of(at / width));
        if let Some(square) = Rect::from_xywh(x, y, dot, dot).filter(|_| colour == qrcode::Color::Dark) {
            path.push_rect(square);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.end_tagged();
    part
}
