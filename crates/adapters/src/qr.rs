//! 2次元バーコード of a 求職番号 as SVG. It holds the number and nothing else (spec/security.md:
//! a QR carries no more than the page does).

use domain::job_seeker::JobSeekerNumber;
use qrcode::{EcLevel, QrCode, render::svg, types::QrError};

/// Width and height in pixels at which the image is drawn; a page may scale it.
pub const SIDE_PIXELS: u32 = 200;

/// A number that does not fit into a code, which no 求職番号 is too long for.
#[derive(Debug, thiserror::Error)]
#[error("the number does not fit into a two-dimensional code: {0}")]
pub struct BadCode(#[from] QrError);

/// The code as an SVG document: black on white with its quiet zone, so that it can be read on a dark
/// page and on paper, and with medium error correction, because paper gets creased.
///
/// # Errors
/// The number does not fit.
pub fn job_seeker_code(number: &JobSeekerNumber) -> Result<String, BadCode> {
    let code = QrCode::with_error_correction_level(number.to_string(), EcLevel::M)?;
    Ok(code
        .render::<svg::Color<'_>>()
        .min_dimensions(SIDE_PIXELS, SIDE_PIXELS)
        .quiet_zone(true)
        .dark_color(svg::Color("#000000"))
        .light_color(svg::Color("#ffffff"))
        .build())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg_of(number: &str) -> String {
        job_seeker_code(&number.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_code_is_a_square_image_of_its_own() {
        let svg = svg_of("70000-99999999");
        assert!(svg.starts_with("<?xml"), "{svg}");
        assert!(svg.contains("http://www.w3.org/2000/svg"));
        assert!(!svg.contains("<script") && !svg.contains("style="));
        assert!(svg.contains("#000000") && svg.contains("#ffffff"));
    }

    #[test]
    fn another_number_gives_another_code_and_the_same_number_the_same() {
        assert_ne!(svg_of("11080-00000001"), svg_of("11080-00000002"));
        assert_eq!(svg_of("11080-00000001"), svg_of("11080-1"));
    }
}
