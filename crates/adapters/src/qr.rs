//! 2次元バーコード as SVG: of a 求職番号, of the address of a 求人票, and of the secret of an authenticator app. Each
//! holds what the page says beside it and nothing else (spec/security.md: a QR carries no more than the page does).

use domain::job_seeker::JobSeekerNumber;
use qrcode::{EcLevel, QrCode, render::svg, types::QrError};

/// Width and height in pixels at which the image is drawn; a page may scale it.
pub const SIDE_PIXELS: u32 = 200;

/// A text that does not fit into a code, which no 求職番号 is too long for.
#[derive(Debug, thiserror::Error)]
#[error("the text does not fit into a two-dimensional code: {0}")]
pub struct BadCode(#[from] QrError);

/// The code as an SVG document: black on white with its quiet zone, so that it can be read on a dark
/// page and on paper, and with medium error correction, because paper gets creased.
///
/// # Errors
/// The number does not fit.
pub fn job_seeker_code(number: &JobSeekerNumber) -> Result<String, BadCode> {
    drawn(&number.to_string())
}

/// The code from which an authenticator app reads its secret.
///
/// # Errors
/// The address does not fit.
pub fn authenticator_code(address: &str) -> Result<String, BadCode> {
    drawn(address)
}

/// The code that leads a telephone to the page of a posting.
///
/// # Errors
/// The address does not fit.
pub fn page_code(address: &str) -> Result<String, BadCode> {
    drawn(address)
}

fn drawn(text: &str) -> Result<String, BadCode> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
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

    /// What a reader at the counter sees: the SVG drawn pixel by pixel. Its dark modules are rectangles
    /// `M x y h width v height …` of one path.
    fn read(svg: &str) -> String {
        let side = number_behind(svg, " width=\"");
        let path = svg.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut dark = vec![false; side * side];
        for rectangle in path.split('M').skip(1) {
            let numbers: Vec<usize> = rectangle
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .map(|part| part.parse().unwrap())
                .collect();
            let [x, y, width, height] = numbers[..4] else { panic!("{rectangle}") };
            for row in y..y + height {
                dark[row * side + x..row * side + x + width].fill(true);
            }
        }
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| {
                    if dark[y * side + x] { 0 } else { 255 }
                },
            );
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code stands on the image");
        grids[0].decode().unwrap().1
    }

    fn number_behind(text: &str, words: &str) -> usize {
        let rest = text.split(words).nth(1).unwrap();
        rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
    }

    #[test]
    fn a_reader_reads_the_number_and_nothing_else() {
        for number in ["70000-99999999", "01010-00000001", "11080-00000123"] {
            assert_eq!(read(&svg_of(number)), number);
        }
    }

    #[test]
    fn a_telephone_reads_the_address_of_a_page() {
        let address = "https://mypage.example.go.jp/postings/13010-00000001";
        assert_eq!(read(&page_code(address).unwrap()), address);
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
