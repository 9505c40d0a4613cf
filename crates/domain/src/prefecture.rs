//! Prefectures by the code of JIS X 0401 (01–47), and 59 for abroad as in the service's own search form.

use std::fmt;

use serde::{Deserialize, Serialize};

const NAMES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];
const ABROAD: u8 = 59;

/// A prefecture, or abroad (海外).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Prefecture(u8);

impl Prefecture {
    /// 海外
    pub const ABROAD: Self = Self(ABROAD);

    /// All of them in the order of their codes, abroad last.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=47).chain([ABROAD]).map(Self)
    }

    /// By its number.
    pub fn from_number(number: u8) -> Option<Self> {
        matches!(number, 1..=47 | ABROAD).then_some(Self(number))
    }

    /// By its code of exactly two half-width digits.
    pub fn from_code(code: &str) -> Option<Self> {
        (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| code.parse().ok())
            .flatten()
            .and_then(Self::from_number)
    }

    /// By its full name (「東京都」).
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|prefecture| prefecture.name() == name)
    }

    /// The one whose name an address begins with.
    pub fn of_address(address: &str) -> Option<Self> {
        Self::all().find(|prefecture| address.starts_with(prefecture.name()))
    }

    /// The one a municipality belongs to, by the first two digits of its five-digit code (JIS X 0402).
    pub fn of_municipality(code: &str) -> Option<Self> {
        is_municipality_code(code).then(|| Self::from_code(&code[..2])).flatten()
    }

    /// Its number: 1–47, 59 for abroad.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its code of two digits.
    pub fn code(self) -> String {
        format!("{:02}", self.0)
    }

    /// Its full name.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0).wrapping_sub(1)).copied().unwrap_or("海外")
    }
}

/// True for five half-width digits, the form of a municipality's code (JIS X 0402 without check digit).
pub fn is_municipality_code(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Prefecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<u8> for Prefecture {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("a prefecture is 1 to 47, or 59 for abroad")
    }
}

impl From<Prefecture> for u8 {
    fn from(prefecture: Prefecture) -> Self {
        prefecture.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_lead_to_each_other() {
        for prefecture in Prefecture::all() {
            assert_eq!(Prefecture::from_code(&prefecture.code()), Some(prefecture));
            assert_eq!(Prefecture::from_name(prefecture.name()), Some(prefecture));
        }
        assert_eq!(Prefecture::all().count(), 48);
        assert_eq!(Prefecture::from_code("13").map(Prefecture::name), Some("東京都"));
        assert_eq!(Prefecture::from_code("59").map(Prefecture::name), Some("海外"));
    }

    #[test]
    fn there_is_no_prefecture_beside_them() {
        for code in ["00", "48", "60", "1", "013", "１３", "+1", ""] {
            assert_eq!(Prefecture::from_code(code), None, "{code}");
        }
        assert_eq!(Prefecture::of_municipality("13112").map(Prefecture::number), Some(13));
        assert_eq!(Prefecture::of_municipality("131121"), None);
    }
}
