//! 障害情報: asked only of people who said あり to 障害の有無 (domain.md 4.1). Especially sensitive: nobody but
//! the person and the office reads it, and employers are never given a type that holds it.

use super::{choice::coded_choice, free_text::FreeText};

/// 配慮してほしいこと: at most so many characters (domain.md 4.2, as 仕事の内容).
pub const MAX_NEEDS_CHARS: usize = 300;

coded_choice! {
    /// 障害の種類
    pub enum DisabilityKind {
        /// 身体障害
        Physical = "physical" "身体障害",
        /// 知的障害
        Intellectual = "intellectual" "知的障害",
        /// 精神障害
        Mental = "mental" "精神障害",
        /// 発達障害
        Developmental = "developmental" "発達障害",
        /// 高次脳機能障害
        HigherBrain = "higher_brain" "高次脳機能障害",
        /// 難病
        Intractable = "intractable" "難病",
        /// その他
        Other = "other" "その他",
    }
}

coded_choice! {
    /// 等級 of 身体障害者手帳.
    pub enum PhysicalGrade {
        /// 1級
        First = "1" "1級",
        /// 2級
        Second = "2" "2級",
        /// 3級
        Third = "3" "3級",
        /// 4級
        Fourth = "4" "4級",
        /// 5級
        Fifth = "5" "5級",
        /// 6級
        Sixth = "6" "6級",
    }
}

coded_choice! {
    /// 等級 of 療育手帳. Each prefecture calls them otherwise, so only 重度 is told apart.
    pub enum IntellectualGrade {
        /// 重度
        Severe = "severe" "重度（Aなど）",
        /// Any other.
        Other = "other" "重度以外（Bなど）",
    }
}

coded_choice! {
    /// 等級 of 精神障害者保健福祉手帳.
    pub enum MentalGrade {
        /// 1級
        First = "1" "1級",
        /// 2級
        Second = "2" "2級",
        /// 3級
        Third = "3" "3級",
    }
}

/// 障害情報 as a whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Disability {
    /// 障害の種類, one or more.
    pub kinds: Vec<DisabilityKind>,
    /// 身体障害者手帳; `None`: has none.
    pub physical: Option<PhysicalGrade>,
    /// 療育手帳
    pub intellectual: Option<IntellectualGrade>,
    /// 精神障害者保健福祉手帳
    pub mental: Option<MentalGrade>,
    /// 配慮してほしいこと
    pub needs: Option<FreeText>,
}

/// Especially sensitive data never belongs into logs.
impl std::fmt::Debug for Disability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disability").finish_non_exhaustive()
    }
}

/// 障害情報 that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadDisability {
    /// No kind was chosen.
    #[error("障害の種類を1つ以上選んでください。")]
    NoKind,
    /// Not in the list.
    #[error("一覧から選んでください。")]
    Unknown,
}

impl Disability {
    /// 障害の種類 from their codes; the same twice counts once.
    ///
    /// # Errors
    /// None was chosen, or one is unknown.
    pub fn read_kinds(codes: &[&str]) -> Result<Vec<DisabilityKind>, BadDisability> {
        let chosen = |kind: &&DisabilityKind| codes.contains(&kind.code());
        if codes.iter().any(|code| DisabilityKind::from_code(code).is_none()) {
            return Err(BadDisability::Unknown);
        }
        let kinds: Vec<DisabilityKind> = DisabilityKind::ALL.iter().filter(chosen).copied().collect();
        if kinds.is_empty() { Err(BadDisability::NoKind) } else { Ok(kinds) }
    }

    /// 障害の種類, divided by 「、」.
    pub fn kinds_in_words(&self) -> String {
        let names: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        names.join("、")
    }

    /// 手帳 with their grades, one a line; 「持っていない」 without any.
    pub fn handbooks_in_words(&self) -> String {
        let held: Vec<String> = [
            self.physical.map(|grade| format!("身体障害者手帳 {}", grade.name())),
            self.intellectual.map(|grade| format!("療育手帳 {}", grade.name())),
            self.mental.map(|grade| format!("精神障害者保健福祉手帳 {}", grade.name())),
        ]
        .into_iter()
        .flatten()
        .collect();
        if held.is_empty() { "持っていない".to_owned() } else { held.join("\n") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least_one_kind_of_the_list_is_chosen() {
        assert_eq!(
            Disability::read_kinds(&["mental", "physical", "mental"]),
            Ok(vec![DisabilityKind::Physical, DisabilityKind::Mental])
        );
        assert_eq!(Disability::read_kinds(&[]), Err(BadDisability::NoKind));
        assert_eq!(Disability::read_kinds(&["physical", "x"]), Err(BadDisability::Unknown));
    }

    #[test]
    fn handbooks_are_told_with_their_grades() {
        let mut told = Disability {
            kinds: vec![DisabilityKind::Physical],
            physical: None,
            intellectual: None,
            mental: None,
            needs: None,
        };
        assert_eq!(told.handbooks_in_words(), "持っていない");
        told.physical = PhysicalGrade::from_code("6");
        told.mental = MentalGrade::from_code("3");
        assert_eq!(told.handbooks_in_words(), "身体障害者手帳 6級\n精神障害者保健福祉手帳 3級");
        assert!(!format!("{told:?}").contains("Physical"), "it does not print itself");
        assert_eq!((PhysicalGrade::from_code("7"), MentalGrade::from_code("4")), (None, None));
    }
}
