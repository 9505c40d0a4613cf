//! What tells the employer, found in free text however it is written: with other widths, kana, hyphens,
//! capitals, with spaces or invisible characters in it.

use unicode_normalization::{UnicodeNormalization, char::decompose_compatible};

use crate::{
    establishment::EstablishmentNumber,
    fold::{self, Simple},
    posting::Posting,
    prefecture::Prefecture,
};

/// Stands where the employer's name stood in a free text.
pub(super) const HIDDEN: &str = "○○";

/// Shortest name without its legal form that is taken out of free text; shorter ones are common words.
const SHORTEST_NAME: usize = 4;

/// Shortest part of an address that is taken out of free text, and only with the number of a house.
const SHORTEST_ADDRESS: usize = 5;

/// Characters at the front of an address among which its municipality ends.
const MUNICIPALITY_ENDS_WITHIN: usize = 14;

/// Items of the sheet that are addresses.
const ADDRESSES: [&str; 2] = ["選考場所", "郵送の送付場所"];

/// Items of the sheet whose text tells the employer by itself.
const TELLING: [&str; 9] = [
    "法人番号",
    "代表者名",
    "担当者",
    "担当者カナ",
    "担当者の電話番号",
    "担当者のFAX番号",
    "担当者のEメール",
    "ホームページ",
    "労働者派遣事業の許可番号",
];

const LEGAL_FORMS: [&str; 16] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "学校法人",
    "社会福祉法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "宗教法人",
];

const LEGAL_FORMS_IN_KANA: [&str; 16] = [
    "カブシキガイシャ",
    "カブシキカイシャ",
    "ユウゲンガイシャ",
    "ゴウドウガイシャ",
    "ゴウシガイシャ",
    "ゴウメイガイシャ",
    "イリョウホウジンシャダン",
    "イリョウホウジンザイダン",
    "イリョウホウジン",
    "ガッコウホウジン",
    "シャカイフクシホウジン",
    "イッパンシャダンホウジン",
    "イッパンザイダンホウジン",
    "コウエキシャダンホウジン",
    "コウエキザイダンホウジン",
    "トクテイヒエイリカツドウホウジン",
];

/// The ways in which a text may tell the employer, as they compare, the longest first.
pub(super) struct Names(Vec<Vec<char>>);

impl Names {
    pub(super) fn of(posting: &Posting) -> Self {
        let employer = &posting.establishment;
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        let without =
            |forms: &[&str], name: &str| forms.iter().fold(joined(name), |name, form| name.replace(form, ""));
        let telling = posting.further.iter().filter(|further| TELLING.contains(&further.label.as_str()));
        let further = ADDRESSES.into_iter().filter_map(|label| posting.further_text(label));
        let own = [employer.address.as_str(), posting.workplace.address.as_str()];
        let addresses = own.into_iter().chain(further);
        let mut names: Vec<Vec<char>> = [
            joined(&employer.name),
            without(&LEGAL_FORMS, &employer.name),
            joined(&employer.name_kana),
            without(&LEGAL_FORMS_IN_KANA, &employer.name_kana),
            employer.number.clone(),
        ]
        .into_iter()
        .chain(numbers(&employer.number))
        .chain(telling.map(|further| further.text.clone()))
        .chain(addresses.flat_map(ends))
        .filter(|name| name.chars().count() >= SHORTEST_NAME && !is_form(name))
        .map(|name| comparable(&name).into_iter().map(|(_, c)| c).collect())
        .filter(|name: &Vec<char>| !name.is_empty())
        .collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self(names)
    }

    /// Puts two circles in the place of every name in a text.
    pub(super) fn hide_in(&self, text: &mut String) {
        let mut compared = comparable(text);
        for name in &self.0 {
            let places = found(&compared, name);
            if places.is_empty() {
                continue;
            }
            for (from, to) in places.into_iter().rev() {
                let end = text[to..].chars().next().map_or(text.len(), |last| to + last.len_utf8());
                text.replace_range(from..end, HIDDEN);
            }
            compared = comparable(text);
        }
    }
}

/// The spellings of 事業所番号, whichever was stored. People who type kana write its hyphens as ー, too, which
/// compares as a kana.
fn numbers(stored: &str) -> impl Iterator<Item = String> {
    let spellings = EstablishmentNumber::parse(stored).into_iter().flat_map(EstablishmentNumber::spellings);
    spellings.flat_map(|spelling| [spelling.replace('-', "ー"), spelling])
}

/// An address whole, and as people write it who leave out 都道府県 and 市区町村.
fn ends(address: &str) -> impl Iterator<Item = String> {
    let address =
        address.trim_start_matches(|c: char| c == '〒' || c == '-' || c.is_numeric() || c.is_whitespace());
    let inside = Prefecture::of_address(address).map_or(address, |place| &address[place.name().len()..]);
    let borders = inside.char_indices().take(MUNICIPALITY_ENDS_WITHIN);
    let after =
        borders.filter(|(_, c)| "市区町村郡".contains(*c)).map(|(at, c)| &inside[at + c.len_utf8()..]);
    let shorter = std::iter::once(inside)
        .chain(after)
        .filter(|end| end.chars().count() >= SHORTEST_ADDRESS && end.contains(|c: char| c.is_numeric()));
    std::iter::once(address).chain(shorter).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

fn is_form(name: &str) -> bool {
    LEGAL_FORMS.contains(&name) || LEGAL_FORMS_IN_KANA.contains(&name)
}

/// The characters of a text as they compare, each with the byte at which it stands in the text. Taken apart
/// (`ダ` is `タ` and a mark), so that it does not matter whether a mark is a character of its own.
fn comparable(text: &str) -> Vec<(usize, char)> {
    let mut compared = Vec::with_capacity(text.len() / 2);
    for (at, c) in text.char_indices() {
        match fold::simple(c) {
            Some(Simple::Becomes(c)) => decompose_compatible(c, |part| compared.push((at, part))),
            Some(Simple::Goes) => {}
            None => compared.extend(fold::fold(&c.to_string()).nfkd().map(|part| (at, part))),
        }
    }
    compared
}

/// First and last byte of each place at which a name stands, from the front; none overlaps another.
fn found(text: &[(usize, char)], name: &[char]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(window) = text.get(at..at + name.len()) {
        let goes_on_with_a_mark = text.get(at + name.len()).is_some_and(|(_, next)| is_mark(*next));
        if !goes_on_with_a_mark && window.iter().zip(name).all(|((_, one), other)| one == other) {
            places.extend(window.first().zip(window.last()).map(|(first, last)| (first.0, last.0)));
            at += name.len();
        } else {
            at += 1;
        }
    }
    places
}

/// A voicing mark, which belongs to the character before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309a}')
}
