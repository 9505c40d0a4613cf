//! The rule for a new password (seed 001 and 002) and the list of what is too easy to guess.

use std::{collections::HashSet, fmt, sync::LazyLock};

/// Symbols that the leaflet allows (seed 002, ※使用できる記号).
pub const SYMBOLS: &str = "@#$%&()*+-./:;<=>?";
/// Shortest and longest password of the seeds' rule, in characters.
pub const LENGTH: std::ops::RangeInclusive<usize> = 8..=32;
/// Lengths that the second policy takes whatever the characters are.
pub const LONG_LENGTH: std::ops::RangeInclusive<usize> = 15..=128;

/// Words of the 3,000 most common passwords, in small letters without decoration.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("data/common_passwords.txt").lines().collect());

/// Words that belong to this service and are therefore guessed first.
const CONTEXT: [&str; 12] = [
    "ハローワーク",
    "はろーわーく",
    "hellowork",
    "harowaku",
    "harowa",
    "mhlw",
    "mypage",
    "マイページ",
    "厚生労働省",
    "kyushoku",
    "kyujin",
    "shigoto",
];

/// Which passwords are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PasswordPolicy {
    /// The rule of the manuals: 8 to 32 half-width characters with digit, letter and symbol.
    #[default]
    Manual,
    /// The rule of the manuals, or any 15 to 128 characters.
    Union,
}

/// A password that may be set. Its text is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    /// The text, exactly as typed, for the hashing only.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Why a password cannot be set; the text is the sentence the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Nothing was typed.
    #[error("パスワードを入力してください。")]
    Missing,
    /// Fewer than 8 or more than 32 characters.
    #[error("パスワードは8桁以上32桁以内で入力してください。")]
    Length,
    /// A character outside half-width digits, letters and the symbols of the leaflet.
    #[error(
        "パスワードに使えるのは、半角の数字、英字と記号 @#$%&()*+-./:;<=>? です。全角文字や空白は使えません。"
    )]
    Character,
    /// One of the three kinds is missing.
    #[error(
        "パスワードには、半角の数字、英字、記号（@#$%&()*+-./:;<=>?）をそれぞれ1文字以上入れてください。"
    )]
    Kinds,
    /// Neither in the form of the leaflet nor long enough to need none (second policy).
    #[error(
        "パスワードは、半角の数字、英字、記号（@#$%&()*+-./:;<=>?）をそれぞれ1文字以上入れた8桁以上32桁以内か、15文字以上128文字以内で入力してください。"
    )]
    Neither,
    /// Longer than 128 characters (second policy).
    #[error("パスワードは128文字以内で入力してください。")]
    TooLong,
    /// In the list of common passwords.
    #[error(
        "このパスワードは、よく使われていて推測されやすいため登録できません。別のパスワードを入力してください。"
    )]
    Common,
    /// The same as the one it is to take the place of.
    #[error("新しいパスワードが、現在のパスワードと同じです。別のパスワードを入力してください。")]
    Same,
    /// Contains the name of the service.
    #[error(
        "このサービスの名前を使ったパスワードは推測されやすいため登録できません。別のパスワードを入力してください。"
    )]
    Context,
    /// Contains the person's own mail address or name.
    #[error(
        "メールアドレスやお名前を使ったパスワードは推測されやすいため登録できません。別のパスワードを入力してください。"
    )]
    Personal,
    /// The two boxes differ.
    #[error("確認用のパスワードが一致しません。同じパスワードを2回入力してください。")]
    Confirmation,
}

impl PasswordPolicy {
    /// The rule in one or two sentences, as it stands at the box of a new password.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Manual => {
                "パスワードは半角数字、英字、記号（@#$%&()*+-./:;<=>?）のすべてを含む8桁以上32桁以内で入力してください。"
            }
            Self::Union => {
                "パスワードは半角数字、英字、記号（@#$%&()*+-./:;<=>?）のすべてを含む8桁以上32桁以内で入力してください。15文字以上128文字以内の場合は、文字の種類を問いません。"
            }
        }
    }

    /// Checks a new password and its repetition. `personal` are words of the person: mail address, names.
    ///
    /// # Errors
    /// [`BadPassword`] says what to change.
    pub fn check(
        self,
        password: &str,
        repeated: &str,
        personal: &[&str],
    ) -> Result<NewPassword, BadPassword> {
        if password.is_empty() {
            return Err(BadPassword::Missing);
        }
        self.check_form(password)?;
        check_blocklist(password, personal)?;
        if password == repeated {
            Ok(NewPassword(password.to_owned()))
        } else {
            Err(BadPassword::Confirmation)
        }
    }

    fn check_form(self, password: &str) -> Result<(), BadPassword> {
        let length = password.chars().count();
        if self == Self::Union && length > *LENGTH.end() {
            return if LONG_LENGTH.contains(&length) { Ok(()) } else { Err(BadPassword::TooLong) };
        }
        match check_manual(password, length) {
            Err(_) if self == Self::Union && LONG_LENGTH.contains(&length) => Ok(()),
            Err(_) if self == Self::Union => Err(BadPassword::Neither),
            result => result,
        }
    }
}

fn check_manual(password: &str, length: usize) -> Result<(), BadPassword> {
    if !LENGTH.contains(&length) {
        return Err(BadPassword::Length);
    }
    if !password.chars().all(|c| c.is_ascii_alphanumeric() || SYMBOLS.contains(c)) {
        return Err(BadPassword::Character);
    }
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    if has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_alphabetic()) && has(|c| SYMBOLS.contains(c)) {
        Ok(())
    } else {
        Err(BadPassword::Kinds)
    }
}

/// Undoes the usual disguises: `P@ssw0rd` becomes `password`.
fn fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '3' => 'e',
            '1' | '!' => 'i',
            '5' | '$' => 's',
            '7' => 't',
            other => other,
        })
        .collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

fn check_blocklist(password: &str, personal: &[&str]) -> Result<(), BadPassword> {
    let (plain, folded) = (password.to_lowercase(), fold(password));
    let contains = |word: &str| plain.contains(word) || folded.contains(&fold(word));
    if CONTEXT.iter().any(|word| contains(word)) {
        return Err(BadPassword::Context);
    }
    let own = personal.iter().flat_map(|text| text.split(['@', '.', '+', '-', '_', ' ', '　']));
    if own.map(str::to_lowercase).filter(|word| word.chars().count() >= 4).any(|word| contains(&word)) {
        return Err(BadPassword::Personal);
    }
    // A common word with digits and symbols hung around it, or in disguise, is still that word.
    let trimmed = plain.trim_matches(|c: char| !c.is_ascii_alphabetic());
    let cores = [letters(trimmed), letters(&fold(trimmed)), letters(&folded)];
    let is_common = cores.iter().any(|core| COMMON.contains(core.as_str()))
        // …also when nothing but one repeated character is left.
        || cores[0].chars().collect::<HashSet<_>>().len() == 1;
    if is_common { Err(BadPassword::Common) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn manual(password: &str) -> Result<(), BadPassword> {
        PasswordPolicy::Manual
            .check(password, password, &["hanako.suzuki@example.jp", "山田", "ヤマダ"])
            .map(|_| ())
    }

    #[test]
    fn the_leaflets_own_kind_of_password_is_taken() {
        assert_eq!(manual("@kmtq4827"), Ok(()));
    }

    #[test]
    fn seven_characters_are_too_few_and_eight_are_enough() {
        assert_eq!(manual("kmt#482"), Err(BadPassword::Length));
        assert_eq!(manual("kmtq#482"), Ok(()));
    }

    #[test]
    fn thirty_two_characters_are_taken_and_thirty_three_are_not() {
        let longest = format!("kmtq#482{}", "xw9".repeat(8));
        assert_eq!(longest.len(), 32);
        assert_eq!(manual(&longest), Ok(()));
        assert_eq!(manual(&format!("{longest}z")), Err(BadPassword::Length));
    }

    #[test]
    fn each_of_the_three_kinds_is_needed() {
        assert_eq!(manual("kmtqwzxv#"), Err(BadPassword::Kinds));
        assert_eq!(manual("48273915#"), Err(BadPassword::Kinds));
        assert_eq!(manual("kmtq4827x"), Err(BadPassword::Kinds));
    }

    #[test]
    fn every_symbol_of_the_leaflet_is_allowed_and_others_are_refused() {
        for symbol in SYMBOLS.chars() {
            assert_eq!(manual(&format!("kmtq{symbol}482")), Ok(()), "{symbol}");
        }
        for symbol in
            ['!', '"', '\'', ',', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~', ' ', '＠', '１', 'あ']
        {
            assert_eq!(manual(&format!("kmtq#482{symbol}")), Err(BadPassword::Character), "{symbol}");
        }
    }

    #[test]
    fn common_words_stay_common_in_disguise() {
        for password in ["P@ssw0rd", "password#1", "#1qwerty#1", "Dr@gon2024", "1qaz@wsx", "aaaaaaa#1"] {
            assert_eq!(manual(password), Err(BadPassword::Common), "{password}");
        }
    }

    #[test]
    fn the_services_and_the_persons_own_words_are_refused() {
        assert_eq!(manual("HelloWork#1"), Err(BadPassword::Context));
        assert_eq!(manual("h3ll0w0rk#x"), Err(BadPassword::Context));
        assert_eq!(manual("mhlw#2026kq"), Err(BadPassword::Context));
        assert_eq!(manual("Hanako#4827"), Err(BadPassword::Personal));
        assert_eq!(manual("xsuzuki#4827"), Err(BadPassword::Personal));
    }

    #[test]
    fn the_second_policy_also_takes_any_fifteen_to_one_hundred_and_twenty_eight_characters() {
        let union = |password: &str| PasswordPolicy::Union.check(password, password, &[]).map(|_| ());
        assert_eq!(union("kmtq#482"), Ok(()));
        assert_eq!(union("雨の朝に青い鳥が三羽鳴く夜だ"), Err(BadPassword::Neither), "14 characters");
        assert_eq!(union("kmtq4827x"), Err(BadPassword::Neither));
        assert_eq!(union("雨の朝に青い鳥が三羽鳴く夜だ夜"), Ok(()));
        assert_eq!(union(&"雨の".repeat(64)), Ok(()));
        assert_eq!(union(&"雨の".repeat(65)), Err(BadPassword::TooLong));
    }

    #[test]
    fn the_sentences_of_each_policy_name_its_whole_rule_and_no_other() {
        let (manual, union) = (PasswordPolicy::Manual.rule(), PasswordPolicy::Union.rule());
        let neither = BadPassword::Neither.to_string();
        let (short, long) = (format!("{}桁以上{}桁以内", LENGTH.start(), LENGTH.end()), {
            format!("{}文字以上{}文字以内", LONG_LENGTH.start(), LONG_LENGTH.end())
        });
        for sentence in [manual, union, neither.as_str()] {
            assert!(sentence.contains(&short) && sentence.contains(SYMBOLS), "{sentence}");
            assert_eq!(sentence.contains(&long), sentence != manual, "{sentence}");
        }
    }

    #[test]
    fn the_repetition_must_be_the_same_and_nothing_is_trimmed() {
        let check = |a: &str, b: &str| PasswordPolicy::Manual.check(a, b, &[]).map(|_| ());
        assert_eq!(check("kmtq#482", "kmtq#483"), Err(BadPassword::Confirmation));
        assert_eq!(check("kmtq#482", "kmtq#482 "), Err(BadPassword::Confirmation));
        assert_eq!(check("", ""), Err(BadPassword::Missing));
    }

    #[test]
    fn a_password_does_not_print_itself() {
        let password = PasswordPolicy::Manual.check("kmtq#482", "kmtq#482", &[]).unwrap();
        assert!(!format!("{password:?}").contains("kmtq"));
    }

    proptest! {
        #[test]
        fn what_the_manual_policy_takes_always_has_its_form(password in "\\PC{0,40}") {
            if manual(&password).is_ok() {
                prop_assert!((8..=32).contains(&password.len()));
                prop_assert!(password.is_ascii());
            }
        }
    }
}
