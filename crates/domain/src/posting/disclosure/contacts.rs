//! Ways to reach an employer that stand in free text: telephone numbers, mail addresses, addresses of web pages. Whoever
//! may not know the employer would learn the name by the first of them.

use super::names::HIDDEN;

/// Digits of a telephone number of this country, with its first zero.
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 10..=11;
/// More groups of digits than a number has, its country included, need not be looked at.
const MOST_GROUPS: usize = 5;
/// Ends of web addresses that are written without `www`. Not `net`: programmers write VB.NET.
const ENDINGS: [&str; 5] = ["jp", "com", "org", "info", "biz"];

/// Puts two circles in the place of every way to reach somebody.
pub(super) fn hide_in(text: &mut String) {
    let letters = plain(text);
    if !letters.iter().any(|(_, c)| matches!(c, '@' | '.' | '/'))
        && letters.iter().filter(|(_, c)| c.is_ascii_digit()).count() < *TELEPHONE_DIGITS.start()
    {
        return;
    }
    let mut places = web_places(&letters);
    places.extend(telephones(&letters));
    places.sort_unstable();
    for (from, to) in joined(&places).into_iter().rev() {
        let (Some((begin, _)), Some((last, _))) = (letters.get(from), letters.get(to - 1)) else { continue };
        let end = text[*last..].chars().next().map_or(text.len(), |c| last + c.len_utf8());
        text.replace_range(*begin..end, HIDDEN);
    }
}

/// The characters in half width with the byte at which each stands; every kind of hyphen is one.
fn plain(text: &str) -> Vec<(usize, char)> {
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '─' | '━' | 'ｰ' => '-',
        '。' | '｡' => '。',
        c => c,
    };
    text.char_indices().map(|(at, c)| (at, half(c))).collect()
}

/// Overlapping places as one.
fn joined(places: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (from, to) in places.iter().copied() {
        match all.last_mut() {
            Some(last) if from < last.1 => last.1 = last.1.max(to),
            _ => all.push((from, to)),
        }
    }
    all
}

/// Mail addresses and addresses of pages: words of the characters that such addresses are written with.
fn web_places(letters: &[(usize, char)]) -> Vec<(usize, usize)> {
    let of_address = |c: char| c.is_ascii_alphanumeric() || "@.-_/:%+?=&~#".contains(c);
    let mut places = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let length = letters[at..].iter().take_while(|(_, c)| of_address(*c)).count();
        let word: String = letters[at..at + length].iter().map(|(_, c)| c.to_ascii_lowercase()).collect();
        if is_web(&word) {
            places.push((at, at + length));
        }
        at += length.max(1);
    }
    places
}

fn is_web(word: &str) -> bool {
    let named = |host: &str| {
        let host = host.trim_matches(['.', '-', '_']);
        let ends = |(name, ending): (&str, &str)| !name.is_empty() && ENDINGS.contains(&ending);
        host.starts_with("www.") || host.rsplit_once('.').is_some_and(ends)
    };
    let mail = word.split_once('@').is_some_and(|(person, host)| !person.is_empty() && host.contains('.'));
    mail || word.contains("://") || word.split(['/', ':', '?', '=', '&', '#', '%', '+', '~']).any(named)
}

/// Telephone numbers: a zero and nine or ten further digits, whole or in two or three groups. What stands behind one,
/// a time or a second number, is no part of it.
fn telephones(letters: &[(usize, char)]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(from) = (at..letters.len()).find(|at| letters[*at].1.is_ascii_digit()) {
        let groups = groups(letters, from);
        let international = from > 0 && letters[from - 1].1 == '+';
        let number = (1..=groups.len()).rev().find(|count| {
            let digits: Vec<&str> = groups[..*count].iter().map(|(digits, _)| digits.as_str()).collect();
            is_telephone(&digits, international)
        });
        at = groups[number.unwrap_or(1) - 1].1;
        if number.is_some() {
            places.push((from - usize::from(international), at));
        }
    }
    places
}

/// Groups of digits from here, with up to three hyphens, brackets, dots or spaces between them, each with where it
/// ends.
fn groups(letters: &[(usize, char)], from: usize) -> Vec<(String, usize)> {
    let (mut groups, mut between) = (vec![(String::new(), from)], 0);
    for (at, (_, c)) in letters.iter().enumerate().skip(from) {
        if c.is_ascii_digit() {
            if between > 0 {
                if groups.len() == MOST_GROUPS {
                    break;
                }
                groups.push((String::new(), at));
            }
            between = 0;
            if let Some((group, end)) = groups.last_mut() {
                group.push(*c);
                *end = at + 1;
            }
        } else if matches!(c, '-' | '(' | ')' | ' ' | '.') && between < 3 {
            between += 1;
        } else {
            break;
        }
    }
    groups
}

fn is_telephone(groups: &[&str], international: bool) -> bool {
    let digits = groups.concat();
    let last = groups.last().map_or(0, |group| group.len());
    if international {
        return digits.starts_with("81") && (11..=13).contains(&digits.len());
    }
    digits.starts_with('0')
        && TELEPHONE_DIGITS.contains(&digits.len())
        && (groups.len() == 1 || (groups.len() <= 3 && (3..=4).contains(&last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        let mut text = text.to_owned();
        hide_in(&mut text);
        text
    }

    #[test]
    fn what_stands_beside_a_way_to_reach_somebody_does_not_save_it() {
        for text in [
            "03-1234-5678（9時～17時）",
            "0120-123-456 10:00～",
            "03-1234-5678 090-1234-5678",
            "(1) 03-1234-5678",
            "03.1234.5678",
            "03 - 1234 - 5678",
        ] {
            assert!(
                !hidden(text).contains("1234") && !hidden(text).contains("0120"),
                "{text}: {}",
                hidden(text)
            );
        }
        for text in ["HP:otsuka-mart.co.jp", "URL：www.otsuka.co.jp"] {
            assert!(!hidden(text).contains("otsuka"), "{text}: {}", hidden(text));
        }
    }

    #[test]
    fn telephone_numbers_go_however_they_are_written() {
        for number in [
            "03-1234-5678",
            "03（1234）5678",
            "０３－１２３４－５６７８",
            "03ー1234ー5678",
            "0312345678",
            "090 1234 5678",
            "0120-123-456",
            "(03)1234-5678",
            "+81-3-1234-5678",
        ] {
            let text = hidden(&format!("電話は{number}です。"));
            assert!(matches!(text.as_str(), "電話は○○です。" | "電話は(○○です。"), "{number}: {text}");
        }
    }

    #[test]
    fn addresses_of_mail_and_pages_go() {
        for address in [
            "jinji@otsuka.example.jp",
            "ｊｉｎｊｉ＠ｏｔｓｕｋａ．ｊｐ",
            "https://otsuka.example/recruit?a=1",
            "www.otsuka.example",
            "otsuka-mart.co.jp",
            "OTSUKA.COM/saiyo",
        ] {
            assert_eq!(hidden(&format!("詳しくは{address}へ。")), "詳しくは○○へ。");
        }
    }

    #[test]
    fn times_amounts_dates_and_words_stay() {
        for text in [
            "09:00-18:00（休憩60分）",
            "０９００－１８００　６０",
            "時給1,200円～1,500円",
            "2026-11-20から2027-01-31まで",
            "VB.NET、Node.js、3.5t車",
            "AM/PM、2t/4t、http",
            "求人番号は13010-12345671です",
            "0.5時間",
            "@cosme",
        ] {
            assert_eq!(hidden(text), text);
        }
    }

    #[test]
    fn several_stand_in_one_text() {
        assert_eq!(hidden("電話03-1234-5678、FAX 03-1234-5679、a@b.jp まで"), "電話○○、FAX ○○、○○ まで");
    }
}
