//! A page of 30 cards stays light on a slow line: thirty cards with everything around them are at most so many bytes.

use domain::posting::Posting;

use super::site_with;

/// Bytes of the whole page. The bar is 60 KiB for the demo (`benches/RESULTS.md`), which has ten times the postings: more values
/// narrow its lists, and its page is 2 KB longer.
const MOST: usize = 59_500;
/// Bytes of the whole page as it is sent. The bar is 12 KiB for the demo, whose page is 300 bytes longer.
const MOST_PACKED: usize = 11_950;

/// Postings of the generator, as the demo shows them: those of 2026 that are open on the day of the tests.
fn realistic() -> Vec<Posting> {
    let packed = include_bytes!("../../../../../data/sample-postings.jsonl.zst");
    let lines = String::from_utf8(zstd::decode_all(&packed[..]).unwrap()).unwrap();
    let posting = |line: &str| {
        let row: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| match value {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(texts) => {
                texts.iter().filter_map(|text| text.as_str()).collect::<Vec<_>>().join("|")
            }
            other => other.to_string(),
        };
        let columns: Vec<(&str, String)> =
            row.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
        Posting::from_columns(columns.iter().map(|(name, text)| (*name, text.as_str()))).unwrap()
    };
    let today = "2026-11-20".parse().unwrap();
    let open = |posting: &Posting| posting.received_on <= today && posting.is_open_on(today);
    lines.lines().map(posting).filter(open).take(400).collect()
}

#[tokio::test]
async fn a_page_of_thirty_cards_with_everything_that_narrows_it_is_light() {
    let postings = realistic();
    for site in site_with(&postings).await {
        for path in ["/search", "/search?words=介護", "/search?words=介護&sort=lower"] {
            let mut visitor = site.visitor();
            let page = visitor.get(path).await;
            let (cards, bytes) = (page.texts(".job-card").len(), page.body.len());
            let packed = visitor.weighs_packed(path).await;
            assert_eq!(cards, 30);
            assert!(bytes <= MOST && packed <= MOST_PACKED, "{} {path}: {bytes}, {packed} packed", site.name);
        }
    }
}
