use std::{fs, io::Read, path::Path};

use domain::{clock::Timestamp, posting::COLUMNS};
use tempfile::TempDir;

use super::*;

const NOW: Timestamp = Timestamp::constant(1_795_132_800, 0); // 2026-11-20 09:00 in Tokyo
const LATER: Timestamp = Timestamp::constant(1_795_219_200, 0); // a day later
const ONCE: ImportOptions = ImportOptions { full: false };
const FULL: ImportOptions = ImportOptions { full: true };

/// The first sample postings, as JSON Lines.
fn sample(count: usize) -> Vec<String> {
    let mut text = String::new();
    zstd::Decoder::new(embedded::SAMPLE_POSTINGS.bytes).unwrap().read_to_string(&mut text).unwrap();
    let lines: Vec<String> = text.lines().take(count).map(str::to_owned).collect();
    assert_eq!(lines.len(), count);
    lines
}

/// The same as CSV.
fn as_csv(lines: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).unwrap();
    for line in lines {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let cells = COLUMNS.map(|column| match &row[column] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Array(texts) => {
                texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("|")
            }
            other => other.to_string(),
        });
        writer.write_record(cells).unwrap();
    }
    writer.into_inner().unwrap()
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn number_of(line: &str) -> PostingNumber {
    let row: serde_json::Value = serde_json::from_str(line).unwrap();
    PostingNumber::parse(row["求人番号"].as_str().unwrap()).unwrap()
}

async fn is_open(store: &Store, line: &str) -> bool {
    let found = store.read().await.unwrap().posting(number_of(line)).await.unwrap();
    found.unwrap().closed_at.is_none()
}

async fn import(store: &Store, file: &Path, options: ImportOptions) -> ImportReport {
    import_postings(store, file, options, &Clock::set_to(NOW)).await.unwrap()
}

fn counts(added: u64, changed: u64, unchanged: u64) -> PutCounts {
    PutCounts { added, changed, unchanged }
}

#[tokio::test]
async fn every_format_brings_the_same_postings_and_a_second_time_changes_nothing() {
    let (folder, lines) = (Folder::new(), sample(30));
    let json = lines.join("\n");
    let files = [
        folder.write("a.jsonl", &json),
        folder.write("b.csv", as_csv(&lines)),
        folder.write("c.jsonl.zst", zstd::encode_all(json.as_bytes(), 0).unwrap()),
    ];
    for store in testkit::stores().await {
        assert_eq!(import(&store, &files[0], ONCE).await.counts, counts(30, 0, 0), "{}", store.name);
        for file in &files {
            let report = import(&store, file, ONCE).await;
            assert_eq!((report.read, report.counts), (30, counts(0, 0, 30)), "{}", file.display());
            assert_eq!((report.refused, report.reject_file), (0, None));
        }
    }
}

#[tokio::test]
async fn the_same_number_updates_the_posting() {
    let (folder, mut lines) = (Folder::new(), sample(3));
    let first = folder.write("first.jsonl", lines.join("\n"));
    lines[1] = lines[1].replacen("\"職種\":\"", "\"職種\":\"新しい", 1);
    let second = folder.write("second.jsonl", lines.join("\n"));
    for store in testkit::stores().await {
        import(&store, &first, ONCE).await;
        assert_eq!(import(&store, &second, ONCE).await.counts, counts(0, 1, 2), "{}", store.name);
        let found = store.read().await.unwrap().posting(number_of(&lines[1])).await.unwrap().unwrap();
        assert!(found.posting.title.starts_with("新しい"));
    }
}

#[tokio::test]
async fn bad_rows_are_listed_with_line_and_reason_and_lose_nothing_else() {
    let (folder, lines) = (Folder::new(), sample(4));
    let bad = lines[1].replacen("\"受付年月日\":\"2026-", "\"受付年月日\":\"2026-02-30 ", 1);
    let text = format!("{}\n{bad}\n{{\"求人番号\":\n{}\n\n{}\n", lines[0], lines[2], lines[3]);
    let file = folder.write("mixed.jsonl", text);
    for store in testkit::stores().await {
        let report = import(&store, &file, ONCE).await;
        assert_eq!((report.counts, report.refused), (counts(3, 0, 0), 2), "{}", store.name);
        let rejects = report.reject_file.unwrap();
        assert_eq!(rejects.file_name().unwrap(), "mixed.jsonl.rej.csv");
        let mut reader = csv::Reader::from_path(&rejects).unwrap();
        assert_eq!(reader.headers().unwrap(), vec!["line", "reason", "row"]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!((&rows[0][0], &rows[0][2]), ("2", bad.as_str()));
        assert!(rows[0][1].starts_with("受付年月日 \"2026-02-30 "), "{}", &rows[0][1]);
        assert_eq!((&rows[1][0], &rows[1][2]), ("3", "{\"求人番号\":"));
        assert_eq!(rows.len(), 2);
    }
}

#[tokio::test]
async fn the_list_of_refused_rows_holds_no_formula() {
    let rows = ["=HYPERLINK(\"https://evil.example\")", "@SUM(A1);=1+1", "-5", "\t=1", "+1-1"];
    let (folder, lines) = (Folder::new(), sample(1));
    let file = folder.write("formulas.jsonl", format!("{}\n{}\n", lines[0], rows.join("\n")));
    let store = testkit::stores().await.swap_remove(0);
    let rejects = import(&store, &file, ONCE).await.reject_file.unwrap();
    let text = std::fs::read_to_string(&rejects).unwrap();
    assert!(text.contains(",\"'@SUM(A1);=1+1\"\n"), "kept together by quotation marks: {text}");
    let mut reader = csv::Reader::from_path(&rejects).unwrap();
    let told: Vec<String> = reader.records().map(|record| record.unwrap()[2].to_owned()).collect();
    assert_eq!(told, [&format!("'{}", rows[0]), "'@SUM(A1);=1+1", "-5", "'\t=1", "'+1-1"]);
}

#[tokio::test]
async fn the_list_of_refused_rows_of_an_earlier_import_goes() {
    let (folder, lines) = (Folder::new(), sample(1));
    let file = folder.write("a.jsonl", format!("{}\nnonsense\n", lines[0]));
    let store = testkit::stores().await.swap_remove(0);
    let rejects = import(&store, &file, ONCE).await.reject_file.unwrap();
    assert!(rejects.exists());
    folder.write("a.jsonl", &lines[0]);
    assert_eq!(import(&store, &file, ONCE).await.reject_file, None);
    assert!(!rejects.exists());
}

#[tokio::test]
async fn only_a_full_import_closes_what_is_missing() {
    let (folder, lines) = (Folder::new(), sample(700));
    let all = folder.write("all.jsonl", lines.join("\n"));
    let some = folder.write("some.jsonl", lines[..600].join("\n"));
    for store in testkit::stores().await {
        import(&store, &all, ONCE).await;
        assert_eq!(import(&store, &some, ONCE).await.closed, 0, "{}", store.name);
        assert!(is_open(&store, &lines[650]).await);
        let report = import(&store, &some, FULL).await;
        assert_eq!((report.closed, report.counts), (100, counts(0, 0, 600)));
        assert!(!is_open(&store, &lines[650]).await);
        assert!(is_open(&store, &lines[599]).await);
        assert_eq!(import(&store, &all, FULL).await.counts, counts(0, 100, 600));
        assert!(is_open(&store, &lines[650]).await);
    }
}

#[tokio::test]
async fn a_full_import_that_breaks_off_closes_nothing() {
    let (folder, lines) = (Folder::new(), sample(2_000));
    let all = folder.write("all.jsonl", lines.join("\n"));
    let mut packed = zstd::encode_all(lines[..1_500].join("\n").as_bytes(), 0).unwrap();
    packed.truncate(packed.len() - 20);
    let broken = folder.write("broken.jsonl.zst", packed);
    for store in testkit::stores().await {
        import(&store, &all, ONCE).await;
        let error = import_postings(&store, &broken, FULL, &Clock::set_to(LATER)).await.unwrap_err();
        assert!(format!("{error:#}").contains("unreadable after line"), "{error:#}");
        assert!(is_open(&store, &lines[1_999]).await, "{}", store.name);
    }
}

#[tokio::test]
async fn a_refused_row_is_not_missing_from_a_full_file() {
    let (folder, lines) = (Folder::new(), sample(3));
    let all = folder.write("all.jsonl", lines.join("\n"));
    let bad = lines[1].replacen("\"求人区分\":\"", "\"求人区分\":\"?", 1);
    let worse = folder.write("worse.jsonl", format!("{}\n{bad}\n", lines[0]));
    for store in testkit::stores().await {
        import(&store, &all, ONCE).await;
        let report = import(&store, &worse, FULL).await;
        assert_eq!((report.refused, report.closed), (1, 1), "{}", store.name);
        assert!(is_open(&store, &lines[1]).await);
        assert!(!is_open(&store, &lines[2]).await);
    }
}

#[tokio::test]
async fn a_full_import_of_a_file_leaves_the_postings_of_the_feed_alone() {
    let (folder, lines) = (Folder::new(), sample(1));
    let all = folder.write("all.jsonl", &lines[0]);
    let header = "kjno,uktkymd_seireki,kjkbn2_n,kokaikibo,sksu,koyokeitai_n,kyjs\n";
    let row = "13010-00000001,2026/11/20,パート,1,調理補助,パート労働者,土日\n";
    let (feed, _, _) = encoding_rs::SHIFT_JIS.encode(header);
    let (row, _, _) = encoding_rs::SHIFT_JIS.encode(row);
    let feed = folder.write("feed.csv", [feed, row].concat());
    for store in testkit::stores().await {
        assert_eq!(import(&store, &feed, ONCE).await.counts, counts(1, 0, 0), "{}", store.name);
        assert_eq!(import(&store, &all, FULL).await.closed, 0);
        let number = PostingNumber::parse("13010-00000001").unwrap();
        let found = store.read().await.unwrap().posting(number).await.unwrap().unwrap();
        assert_eq!((found.posting.title.as_str(), found.closed_at), ("調理補助", None));
    }
}

#[tokio::test]
async fn a_file_of_something_else_is_refused_by_its_name() {
    let folder = Folder::new();
    let file = folder.write("letter.csv", "Dear Sir,\n");
    let store = testkit::stores().await.swap_remove(0);
    let error = format!("{:#}", import_postings(&store, &file, FULL, &Clock::set_to(NOW)).await.unwrap_err());
    assert!(error.contains("letter.csv") && error.contains("neither JSON Lines nor a CSV"), "{error}");
    let missing = folder.0.path().join("none.csv");
    let error =
        format!("{:#}", import_postings(&store, &missing, FULL, &Clock::set_to(NOW)).await.unwrap_err());
    assert!(error.contains("none.csv cannot be read"), "{error}");
}

#[tokio::test]
async fn the_newest_sample_posting_is_always_of_today() {
    for store in testkit::stores().await {
        let report = import_sample_postings(&store, &Clock::set_to(NOW)).await.unwrap();
        assert_eq!((report.read, report.refused), (4_000, 0), "{}", store.name);
        assert_eq!(
            import_sample_postings(&store, &Clock::set_to(NOW)).await.unwrap(),
            ImportReport::default()
        );
        import_sample_postings(&store, &Clock::set_to(LATER)).await.unwrap();
        let (mut conn, mut open, mut newest) = (store.read().await.unwrap(), 0, Date::constant(2000, 1, 1));
        let mut seq = 0;
        loop {
            let changes = conn.postings_changed_after(seq, 1_000).await.unwrap();
            let Some(last) = changes.last() else { break };
            seq = last.seq;
            for posting in changes.into_iter().filter_map(|change| change.posting) {
                newest = newest.max(posting.received_on);
                open += u32::from(posting.referral_deadline >= tokyo_date(LATER));
            }
        }
        assert_eq!(newest, tokyo_date(LATER));
        assert!(open >= 3_000, "{open}");
    }
}

/// The newest place in the line of changes.
async fn seq(store: &Store) -> i64 {
    store.read().await.unwrap().posting_position().await.unwrap().seq
}

#[tokio::test]
async fn a_full_import_writes_only_what_changed_came_or_went() {
    let (folder, mut lines) = (Folder::new(), sample(1_300));
    let first = folder.write("first.jsonl", lines[..1_240].join("\n"));
    for at in (0..1_200).step_by(20) {
        lines[at] = lines[at].replacen("\"職種\":\"", "\"職種\":\"新しい", 1);
    }
    let second = folder.write("second.jsonl", [&lines[..1_200], &lines[1_240..1_250]].concat().join("\n"));
    for store in testkit::stores().await {
        import(&store, &first, FULL).await;
        let before = seq(&store).await;
        assert_eq!(before, 1_240, "{}", store.name);
        let report = import(&store, &second, FULL).await;
        assert_eq!((report.counts, report.closed), (counts(10, 60, 1_140), 40), "{}", store.name);
        let written = store.read().await.unwrap().postings_changed_after(before, 2_000).await.unwrap();
        assert_eq!((written.len(), seq(&store).await), (110, before + 110), "{}", store.name);

        let again = import(&store, &second, FULL).await;
        assert_eq!((again.counts, again.closed), (counts(0, 0, 1_210), 0), "{}", store.name);
        assert_eq!(seq(&store).await, before + 110, "{}", store.name);
    }
}

#[tokio::test]
async fn the_later_of_two_rows_with_one_number_holds_though_it_be_what_the_database_has() {
    let (folder, lines) = (Folder::new(), sample(1_100));
    let all = folder.write("all.jsonl", lines.join("\n"));
    let other = lines[3].replacen("\"職種\":\"", "\"職種\":\"新しい", 1);
    // In one portion with the other, and in a later one.
    let near = [std::slice::from_ref(&other), &lines[..]].concat();
    let far = [std::slice::from_ref(&other), &lines[4..], &lines[..4]].concat();
    for store in testkit::stores().await {
        for rows in [&near, &far] {
            import(&store, &all, ONCE).await;
            let file = folder.write("twice.jsonl", rows.join("\n"));
            import(&store, &file, FULL).await;
            let found = store.read().await.unwrap().posting(number_of(&other)).await.unwrap().unwrap();
            assert!(!found.posting.title.starts_with("新しい"), "{}", store.name);
        }
    }
}

#[tokio::test]
async fn people_may_write_between_the_portions_of_an_import() {
    let (folder, lines) = (Folder::new(), sample(1_700));
    let all = folder.write("all.jsonl", lines.join("\n"));
    for store in testkit::stores().await {
        import(&store, &all, FULL).await;
        // An import that finds nothing to write does not ask for the writer at all: this one is kept by another.
        let held = store.begin().await.unwrap();
        assert_eq!(import(&store, &all, FULL).await.counts, counts(0, 0, 1_700), "{}", store.name);
        drop(held);
    }
}
