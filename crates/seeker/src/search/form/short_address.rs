//! The address of a search on a page of searches. It stands there a hundred times, so it is as short as can be: a query
//! alone, with its words as they are. Browsers send them as `form::address` writes them.

use domain::search_query::SearchQuery;

/// For `{{ …|safe }}`: nothing in it has a meaning in HTML but `&`, which may stand for itself before a name and `=`.
pub(in crate::search) fn short_address(query: &SearchQuery) -> String {
    match super::conditions(query) {
        text if text.is_empty() => "/search".to_owned(),
        text => format!("?{}", in_letters(&text)),
    }
}

/// Letters and numbers beyond ASCII as themselves; all else stays as it is encoded.
fn in_letters(query: &str) -> String {
    let mut short = String::with_capacity(query.len());
    let mut rest = query;
    while let Some(begin) = rest.find('%') {
        let (before, encoded) = rest.split_at(begin);
        short.push_str(before);
        let length = encoded.bytes().step_by(3).take_while(|byte| *byte == b'%').count() * 3;
        let Some((encoded, after)) = encoded.split_at_checked(length) else { break };
        write_letters(encoded, &mut short);
        rest = after;
    }
    short.push_str(rest);
    short
}

/// Writes a run of `%E4%BB%8B…`.
fn write_letters(encoded: &str, short: &mut String) {
    let bytes: Option<Vec<u8>> =
        encoded.split('%').skip(1).map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
    let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return short.push_str(encoded);
    };
    let mut begin = 0;
    for letter in text.chars() {
        let end = begin + letter.len_utf8() * 3;
        if letter.is_alphanumeric() && !letter.is_ascii() {
            short.push(letter);
        } else {
            short.push_str(&encoded[begin..end]);
        }
        begin = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::form::{conditions, read_pairs};

    fn search_for(words: &str) -> SearchQuery {
        read_pairs(&[("words".to_owned(), words.to_owned())]).0
    }

    #[test]
    fn a_search_for_everything_is_the_page_without_a_query() {
        assert_eq!(short_address(&SearchQuery::default()), "/search");
        assert_eq!(short_address(&SearchQuery { page: 2, ..Default::default() }), "?page=2");
    }

    #[test]
    fn words_stand_as_they_are_read() {
        assert_eq!(
            short_address(&search_for("介護　ケアマネージャー a1")),
            "?words=介護+ケアマネージャー+a1"
        );
    }

    #[test]
    fn what_has_a_meaning_in_html_or_in_an_address_stays_encoded() {
        let short = short_address(&search_for("\"介<護>'&=#%2B+｜求《人》、か\u{3099}😀"));
        let marks = |letter: &char| !letter.is_alphanumeric();
        let left: String = short.trim_start_matches("?words=").chars().filter(marks).collect();
        assert!(left.chars().all(|mark| "%+-._*".contains(mark)), "{short}");
        assert!(
            short.contains("介%3C護%3E%27%26%3D%23%252B%2B") && short.contains("か%E3%82%99%F0%9F%98%80"),
            "{short}"
        );
    }

    #[test]
    fn it_is_the_address_of_the_same_search() {
        for words in ["介護", "\"介 護\" & 100% <b>", "％2B　か\u{3099}　é", "%E4%BB"] {
            let query = search_for(words);
            let short = short_address(&query);
            let sent: Vec<(String, String)> = serde_urlencoded::from_str(&short[1..]).unwrap();
            assert_eq!(conditions(&read_pairs(&sent).0), conditions(&query), "{short}");
        }
    }
}
