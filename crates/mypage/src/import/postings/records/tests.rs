use super::*;

/// (line, columns as `name=text` or the reason) of every row, after the header.
fn rows(bytes: &[u8]) -> Vec<(u64, Result<String, String>)> {
    let lines = Lines::of_bytes(bytes.to_vec().leak()).unwrap();
    let mut records = Records::open(lines).unwrap();
    std::iter::from_fn(|| records.next().unwrap())
        .map(|record| {
            let columns = record.columns.map(|columns| {
                columns.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join(";")
            });
            (record.line, columns)
        })
        .collect()
}

fn refusal(bytes: &[u8]) -> String {
    let lines = Lines::of_bytes(bytes.to_vec().leak()).unwrap();
    Records::open(lines).err().unwrap().to_string()
}

#[test]
fn json_lines_keep_their_columns_in_order_and_lists_divided() {
    let text = "{\"求人番号\":\"13010-1\",\"a\":null,\"賃金下限\":1240,\"資格\":[\"甲|乙\",\"丙\"]}\n\n{\"b\":\"x\"}\n";
    assert_eq!(
        rows(text.as_bytes()),
        [(1, Ok("求人番号=13010-1;a=;賃金下限=1240;資格=甲｜乙|丙".to_owned())), (3, Ok("b=x".to_owned()))]
    );
}

#[test]
fn a_bad_line_of_json_loses_only_itself() {
    let text =
        b"{\"a\":\"1\"}\n{\"a\":\n{\"a\":{}}\n[1]\n{\"a\":1,\"a\":2}\n{\"a\":\"\xff\"}\n{\"a\":\"2\"}\n";
    let rows = rows(text);
    let lines: Vec<(u64, bool)> = rows.iter().map(|(line, columns)| (*line, columns.is_ok())).collect();
    assert_eq!(lines, [(1, true), (2, false), (3, false), (4, false), (5, false), (6, false), (7, true)]);
    assert_eq!(rows[5].1, Err("the line is not UTF-8".to_owned()));
    assert!(rows[2].1.as_ref().is_err_and(|reason| reason.contains("a is neither a text")), "{rows:?}");
}

#[test]
fn a_csv_is_read_by_its_header_in_utf8_and_in_shift_jis() {
    let text = "求人番号,職種\n13010-1,\"調理\n補助\"\n13010-2\n13010-3,清掃\n";
    let expected = vec![
        (2, Ok("求人番号=13010-1;職種=調理\n補助".to_owned())),
        (4, Err("has 1 columns, the header has 2".to_owned())),
        (5, Ok("求人番号=13010-3;職種=清掃".to_owned())),
    ];
    assert_eq!(rows(text.as_bytes()), expected);
    assert_eq!(rows(&[b"\xef\xbb\xbf", text.replace('\n', "\r\n").as_bytes()].concat()), expected);
    assert_eq!(rows(&SHIFT_JIS.encode(text).0), expected);
    let broken = [text.as_bytes(), b"13010-4,\xff\n"].concat();
    assert_eq!(rows(&broken)[3].1, Err("column 2 is not readable as UTF-8".to_owned()));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    assert_eq!(refusal(b""), "the file is empty");
    assert_eq!(refusal(b"\n \n"), "the file is empty");
    let unknown = "the file is neither JSON Lines nor a CSV with a column 求人番号 or kjno";
    assert_eq!(refusal(b"a,b\n"), unknown);
    assert_eq!(refusal("求人番号,職種,職種\n".as_bytes()), "line 1: the column \"職種\" is there twice");
}
