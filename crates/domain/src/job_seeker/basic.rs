//! 基本情報: who the person is and how to reach them.

use std::fmt;

use jiff::civil::Date;

use super::{
    eligibility::identity_form,
    text::{BuildingName, KanaName, Name, Town},
};
use crate::japanese::{PostalCode, TelephoneNumber};

/// 性別. Telling it is optional, so a person has `Option<Gender>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// 女性
    Woman,
    /// 男性
    Man,
}

impl Gender {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Woman, Self::Man];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Woman => "woman",
            Self::Man => "man",
        }
    }

    /// The word on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Woman => "女性",
            Self::Man => "男性",
        }
    }

    /// Reads [`Gender::code`]; anything else means that the person did not tell.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gender| gender.code() == code)
    }
}

/// Where the person lives. Prefecture and municipality are codes of the reference tables.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// 郵便番号; it decides the office (利用安定所).
    pub postal_code: PostalCode,
    /// 市区町村, code of five digits (JIS X 0402); its first two are the prefecture.
    pub municipality_code: String,
    /// 町名・番地
    pub town: Town,
    /// 建物名・部屋番号
    pub building: Option<BuildingName>,
}

impl Address {
    /// 都道府県, two digits (JIS X 0401).
    pub fn prefecture_code(&self) -> &str {
        self.municipality_code.get(..2).unwrap_or_default()
    }
}

/// Personal data does not belong into logs.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Address").finish_non_exhaustive()
    }
}

/// Everything the page 基本情報登録 asks.
#[derive(Clone, PartialEq, Eq)]
pub struct BasicInformation {
    /// 姓
    pub family_name: Name,
    /// 名
    pub given_name: Name,
    /// 姓のフリガナ
    pub family_kana: KanaName,
    /// 名のフリガナ
    pub given_kana: KanaName,
    /// 性別
    pub gender: Option<Gender>,
    /// 生年月日
    pub birth_date: Date,
    /// 住所
    pub address: Address,
    /// 電話番号
    pub telephone: TelephoneNumber,
}

/// Personal data does not belong into logs.
impl fmt::Debug for BasicInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BasicInformation").finish_non_exhaustive()
    }
}

impl BasicInformation {
    /// 姓 and 名 as the page addresses the person, without 「様」.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.family_name, self.given_name)
    }

    /// The reading of the whole name.
    pub fn full_kana(&self) -> String {
        format!("{} {}", self.family_kana, self.given_kana)
    }

    /// What is compared when two registrations may be the same person's.
    pub fn identity_form(&self) -> String {
        identity_form(&self.full_name(), &self.full_kana(), self.birth_date)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_person_in_a_log_shows_nothing() {
        let person = BasicInformation {
            family_name: Name::parse("姓", "明日").unwrap(),
            given_name: Name::parse("名", "勇気").unwrap(),
            family_kana: KanaName::parse("姓", "アシタ").unwrap(),
            given_kana: KanaName::parse("名", "ユウキ").unwrap(),
            gender: None,
            birth_date: date(1990, 4, 1),
            address: Address {
                postal_code: PostalCode::parse("343-0023").unwrap(),
                municipality_code: "11222".to_owned(),
                town: Town::parse("町名", "東越谷1").unwrap(),
                building: None,
            },
            telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
        };
        assert_eq!(format!("{person:?}{:?}", person.address), "BasicInformation { .. }Address { .. }");
        assert_eq!(person.full_name(), "明日 勇気");
        assert_eq!(person.address.prefecture_code(), "11");
    }
}
