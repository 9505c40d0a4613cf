//! 基本情報: who the person is and how to reach them.

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Everything the page 基本情報登録 asks.
#[derive(Debug, Clone, PartialEq, Eq)]
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
