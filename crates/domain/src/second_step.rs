//! The second step of a login, after ID and password were right (spec/domain.md 2.5 and section 10, row 14):
//! a ワンタイムパスワード that is mailed, or the code of an authenticator app (認証アプリ).

use std::{fmt, time::Duration};

use unicode_normalization::UnicodeNormalization;

use crate::clock::Timestamp;

/// Digits of a ワンタイムパスワード, and of a code of an authenticator app (spec/domain.md section 12).
pub const DIGITS: usize = 6;
/// How long a mailed code can be used (spec/domain.md section 12: 10 min).
pub const CODE_LIFETIME: Duration = Duration::from_mins(10);
/// How long the login waits for its second step: long enough for a second mail, no longer.
pub const STEP_LIFETIME: Duration = Duration::from_mins(15);
/// Wrong codes after which a login has to begin again (spec/security.md: 5 wrong tries).
pub const WRONG_TRIES: i32 = 5;
/// How long a device is spared the second step (spec/domain.md section 12: 30 days per device).
pub const SKIP: Duration = Duration::from_hours(30 * 24);
/// Codes that are mailed to one person within [`CODE_LIFETIME`]; more requests get a sentence and no mail.
pub const CODES_PER_WINDOW: i32 = 5;
/// Recovery codes that are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// How long fresh recovery codes can be read, and an authenticator app can be set up, after the password
/// was confirmed.
pub const SHOWN: Duration = Duration::from_mins(15);

/// How long one code of an authenticator app stands, in seconds (RFC 6238, section 4).
const APP_STEP_SECONDS: i64 = 30;

/// What the operator decided about ワンタイムパスワード (spec/domain.md, the deviations of the seeds).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OneTimePassword {
    /// None are mailed.
    Off,
    /// Whoever wants them switches them on.
    #[default]
    Optional,
    /// Everybody gets them, unless they use an authenticator app.
    Required,
}

/// The second step of a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondStep {
    /// A ワンタイムパスワード is mailed to the ID.
    MailedCode,
    /// An authenticator app shows it.
    AuthenticatorApp,
}

impl SecondStep {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MailedCode => "mailed_code",
            Self::AuthenticatorApp => "authenticator_app",
        }
    }

    /// Reads the word of [`SecondStep::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::MailedCode, Self::AuthenticatorApp].into_iter().find(|step| step.as_str() == word)
    }

    /// The second step of somebody's login. An authenticator app always goes first: whoever can read the mail
    /// must not get around it.
    pub fn of(setting: OneTimePassword, switched_on: bool, has_app: bool) -> Option<Self> {
        if has_app {
            return Some(Self::AuthenticatorApp);
        }
        let mailed = match setting {
            OneTimePassword::Off => false,
            OneTimePassword::Optional => switched_on,
            OneTimePassword::Required => true,
        };
        mailed.then_some(Self::MailedCode)
    }
}

/// Six digits, mailed or shown by an app. It does not print itself by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// Why a code cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// Nothing was typed.
    #[error("6桁の数字を入力してください。")]
    Missing,
    /// Not six digits.
    #[error("6桁の数字だけを入力してください（例：123456）。")]
    NotSixDigits,
}

impl Code {
    /// A code of random bytes, each of the million equally likely. `None` when the bytes would make some
    /// likelier; ask again with new ones.
    pub fn from_random(bytes: [u8; 4]) -> Option<Self> {
        const ALL: u32 = 1_000_000;
        let number = u32::from_le_bytes(bytes);
        (number < u32::MAX - u32::MAX % ALL).then(|| Self::from_number(number))
    }

    /// The last six digits of a number (RFC 4226, section 5.3).
    pub fn from_number(number: u32) -> Self {
        Self(format!("{:06}", number % 1_000_000))
    }

    /// Reads what was typed or pasted: width, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`BadCode`] says what to type.
    pub fn parse(typed: &str) -> Result<Self, BadCode> {
        let code: String = typed
            .nfkc()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−' | 'ー'))
            .collect();
        if code.is_empty() {
            return Err(BadCode::Missing);
        }
        let good = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
        if good { Ok(Self(code)) } else { Err(BadCode::NotSixDigits) }
    }

    /// The digits, for hashing and for the letter.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// True while a mailed code can be used: the tenth minute itself still counts.
pub fn code_is_alive(issued_at: Timestamp, now: Timestamp) -> bool {
    issued_at >= now - CODE_LIFETIME
}

/// The steps of an authenticator app whose codes are taken now: the one before, the present one, the next
/// (RFC 6238, section 5.2), so that a clock that is half a minute off does no harm.
pub fn app_steps(now: Timestamp) -> [i64; 3] {
    let step = now.as_second().div_euclid(APP_STEP_SECONDS);
    [step - 1, step, step + 1]
}

/// A wrong, old, or used code, in the second step of a login and when an app is set up.
pub const WRONG_CODE: &str = "コードを確認できませんでした。いちばん新しいコードを入力してください。";
/// A wrong or used recovery code.
pub const WRONG_RECOVERY_CODE: &str =
    "回復コードを確認できませんでした。まだ使っていない回復コードを入力してください。";
/// No recovery code was typed.
pub const NO_RECOVERY_CODE: &str = "回復コードを入力してください。";
/// Five wrong codes in a row.
pub const LOCKED: &str = "コードの誤りが5回続いたため、安全のため、約30分間は、正しいコードでもログインできません。時間を空けて、ID（メールアドレス）とパスワードの入力からやり直してください。";
/// The login waited too long, or was ended in another window.
pub const LATE: &str = "ログインの途中で時間が過ぎたため、ログインを中止しました。もう一度、ID（メールアドレス）とパスワードを入力してください。";

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn without_a_wish_login_goes_straight_to_the_home_unless_the_operator_requires_the_code() {
        use OneTimePassword::{Off, Optional, Required};
        assert_eq!(SecondStep::of(Optional, false, false), None);
        assert_eq!(SecondStep::of(Optional, true, false), Some(SecondStep::MailedCode));
        assert_eq!(SecondStep::of(Off, true, false), None);
        assert_eq!(SecondStep::of(Required, false, false), Some(SecondStep::MailedCode));
    }

    #[test]
    fn an_authenticator_app_goes_before_the_mail_whatever_the_operator_says() {
        for setting in [OneTimePassword::Off, OneTimePassword::Optional, OneTimePassword::Required] {
            assert_eq!(SecondStep::of(setting, true, true), Some(SecondStep::AuthenticatorApp));
        }
    }

    #[test]
    fn a_step_is_read_back_from_its_word() {
        for step in [SecondStep::MailedCode, SecondStep::AuthenticatorApp] {
            assert_eq!(SecondStep::from_word(step.as_str()), Some(step));
        }
        assert_eq!(SecondStep::from_word("key"), None);
    }

    #[test]
    fn a_code_has_six_digits_and_every_one_is_equally_likely() {
        assert_eq!(Code::from_random([0; 4]).unwrap().expose(), "000000");
        assert_eq!(Code::from_random([1, 0, 0, 0]).unwrap().expose(), "000001");
        assert_eq!(Code::from_random(4_293_999_999_u32.to_le_bytes()).unwrap().expose(), "999999");
        assert_eq!(Code::from_random(4_294_000_000_u32.to_le_bytes()), None);
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in ["012345", " 012 345 ", "０１２３４５", "012-345", "０１２　３４５\n"] {
            assert_eq!(Code::parse(typed).unwrap().expose(), "012345", "{typed}");
        }
        assert_eq!(Code::parse("　"), Err(BadCode::Missing));
        for typed in ["12345", "1234567", "12345a", "一二三四五六"] {
            assert_eq!(Code::parse(typed), Err(BadCode::NotSixDigits), "{typed}");
        }
    }

    #[test]
    fn a_code_does_not_print_itself() {
        assert!(!format!("{:?}", Code::from_number(123_456)).contains("123456"));
    }

    #[test]
    fn a_mailed_code_lives_ten_minutes_and_not_longer() {
        let issued = at("2026-11-20T01:00:00Z");
        assert!(code_is_alive(issued, at("2026-11-20T01:10:00Z")));
        assert!(!code_is_alive(issued, at("2026-11-20T01:10:00.000001Z")));
    }

    #[test]
    fn an_app_may_be_one_step_off_in_either_direction() {
        assert_eq!(app_steps(at("1970-01-01T00:00:59Z")), [0, 1, 2]);
        assert_eq!(app_steps(at("1970-01-01T00:01:00Z")), [1, 2, 3]);
    }
}
