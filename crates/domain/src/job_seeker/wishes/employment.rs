//! 雇用形態, and full time or part time.

use super::BadWishes;

/// 雇用形態 as the search form has it; the codes are those of its parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmploymentWish {
    code: &'static str,
    name: &'static str,
}

impl EmploymentWish {
    /// All of them, in the order of the search form (domain.md 4.2).
    pub const ALL: [Self; 7] = [
        Self { code: "1", name: "正社員" },
        Self { code: "2", name: "正社員以外" },
        Self { code: "3", name: "有期雇用派遣労働者" },
        Self { code: "4", name: "無期雇用派遣労働者" },
        Self { code: "5", name: "パート労働者" },
        Self { code: "6", name: "有期雇用派遣パート" },
        Self { code: "7", name: "無期雇用派遣パート" },
    ];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The words on the page.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Reads [`EmploymentWish::code`].
    ///
    /// # Errors
    /// There is no such form of employment.
    pub fn parse(code: &str) -> Result<Self, BadWishes> {
        Self::ALL.into_iter().find(|wish| wish.code == code).ok_or(BadWishes::UnknownEmployment)
    }
}

/// フルタイム or パート (spec/domain.md 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkingTime {
    /// フルタイム
    Full,
    /// パート
    Part,
    /// どちらでもよい
    Either,
}

impl WorkingTime {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Full, Self::Part, Self::Either];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Part => "part",
            Self::Either => "either",
        }
    }

    /// The words on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "フルタイム",
            Self::Part => "パート",
            Self::Either => "どちらでもよい",
        }
    }

    /// Reads [`WorkingTime::code`]; anything else is no wish.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|time| time.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_and_nothing_else_is_one() {
        for wish in EmploymentWish::ALL {
            assert_eq!(EmploymentWish::parse(wish.code()), Ok(wish));
        }
        assert_eq!(EmploymentWish::parse("8"), Err(BadWishes::UnknownEmployment));
        for time in WorkingTime::ALL {
            assert_eq!(WorkingTime::from_code(time.code()), Some(time));
        }
        assert_eq!(WorkingTime::from_code(""), None);
    }
}
