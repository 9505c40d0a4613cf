//! 求職情報提供等: whether employers (求職情報公開) and others (求職情報提供) may see the registration, always
//! without what identifies the person, and whether the offices may get in touch.

/// The choice of the page 求職情報公開.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure {
    /// 公開する
    Open,
    /// 公開しない
    Closed,
}

/// No choice was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("求職情報を「公開する」か「公開しない」かを選んでください。")]
pub struct BadDisclosure;

impl Disclosure {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Open, Self::Closed];

    /// Reads [`Disclosure::code`].
    ///
    /// # Errors
    /// It is neither of the two.
    pub fn parse(code: &str) -> Result<Self, BadDisclosure> {
        Self::ALL.into_iter().find(|choice| choice.code() == code).ok_or(BadDisclosure)
    }

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// The choice on the form.
    pub fn choice(self) -> &'static str {
        match self {
            Self::Open => "公開する",
            Self::Closed => "公開しない",
        }
    }

    /// 求職公開状況 on the home (wording.md).
    pub fn state(self) -> &'static str {
        match self {
            Self::Open => "公開中",
            Self::Closed => "非公開",
        }
    }
}

/// Who 求職情報 may be provided to by the ministry, for people who ask for it (求職情報提供, spec/domain.md 4.2).
/// Name and contact are never given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Provision {
    /// 民間人材ビジネス: agencies that find work for people.
    pub to_agencies: bool,
    /// 地方自治体: prefectures and municipalities.
    pub to_municipalities: bool,
}

impl Provision {
    /// True when it is provided to anybody.
    pub fn is_wanted(self) -> bool {
        self.to_agencies || self.to_municipalities
    }

    /// Each receiver: the value in forms, the words on the page, and whether it is wanted.
    pub fn receivers(self) -> [(&'static str, &'static str, bool); 2] {
        [
            ("agencies", "民間人材ビジネス（民間の職業紹介事業者など）", self.to_agencies),
            ("municipalities", "地方自治体（都道府県、市区町村）", self.to_municipalities),
        ]
    }

    /// Reads the chosen values.
    ///
    /// # Errors
    /// One of them is no receiver.
    pub fn parse(chosen: &[&str]) -> Result<Self, BadProvision> {
        let known = Self::default().receivers().map(|(code, ..)| code);
        if chosen.iter().any(|code| !known.contains(code)) {
            return Err(BadProvision);
        }
        let has = |wanted: &str| chosen.contains(&wanted);
        Ok(Self { to_agencies: has("agencies"), to_municipalities: has("municipalities") })
    }
}

/// A receiver that is not in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("求職情報の提供先は、一覧から選んでください。")]
pub struct BadProvision;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provision_is_what_was_ticked_and_nothing_else() {
        assert_eq!(Provision::parse(&[]), Ok(Provision::default()));
        let both = Provision::parse(&["municipalities", "agencies"]).unwrap();
        assert!(both.to_agencies && both.to_municipalities && both.is_wanted());
        let one = Provision::parse(&["agencies"]).unwrap();
        assert!(one.to_agencies && !one.to_municipalities && one.is_wanted());
        assert!(Provision::parse(&["agencies", "everybody"]).is_err());
    }

    #[test]
    fn a_choice_reads_back_and_nothing_else_is_one() {
        for choice in Disclosure::ALL {
            assert_eq!(Disclosure::parse(choice.code()), Ok(choice));
        }
        assert_eq!(Disclosure::parse(""), Err(BadDisclosure));
        assert_eq!(Disclosure::parse("公開する"), Err(BadDisclosure));
    }
}
