//! 求職情報公開: whether employers may see the registration, always without what identifies the person.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_back_and_nothing_else_is_one() {
        for choice in Disclosure::ALL {
            assert_eq!(Disclosure::parse(choice.code()), Ok(choice));
        }
        assert_eq!(Disclosure::parse(""), Err(BadDisclosure));
        assert_eq!(Disclosure::parse("公開する"), Err(BadDisclosure));
    }
}
