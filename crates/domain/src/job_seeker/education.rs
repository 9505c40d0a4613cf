//! 学歴: the schools of a person (domain.md 4.2: up to five).

use jiff::civil::Date;

use super::{choice::coded_choice, free_text::FreeText, year_month::YearMonth};

/// 学歴: at most so many schools (domain.md 4.2).
pub const MAX_SCHOOLS: usize = 5;
/// 学校名 and 学部・学科: at most so many characters each (domain.md 4.2, as 事業所名).
pub const MAX_SCHOOL_CHARS: usize = 60;

coded_choice! {
    /// 学校の種類. It is the education level that employers may see.
    pub enum SchoolKind {
        /// 中学校
        JuniorHigh = "junior_high" "中学校",
        /// 高等学校
        High = "high" "高等学校",
        /// 専修学校, 専門学校
        Vocational = "vocational" "専修学校（専門学校など）",
        /// 高等専門学校
        TechnicalCollege = "technical_college" "高等専門学校",
        /// 短期大学
        JuniorCollege = "junior_college" "短期大学",
        /// 大学
        University = "university" "大学",
        /// 大学院
        Graduate = "graduate" "大学院",
        /// 職業能力開発校, 職業訓練
        Training = "training" "職業能力開発校（職業訓練）",
        /// Any other, schools abroad among them.
        Other = "other" "その他の学校（海外の学校など）",
    }
}

coded_choice! {
    /// How far the person got.
    pub enum SchoolState {
        /// 卒業, 修了
        Graduated = "graduated" "卒業・修了",
        /// 卒業見込
        WillGraduate = "will_graduate" "卒業見込・修了見込",
        /// 中退
        Left = "left" "中退",
        /// 在学中
        Attending = "attending" "在学中",
    }
}

/// One school of 学歴.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// 学校の種類
    pub kind: SchoolKind,
    /// 学校名
    pub name: FreeText,
    /// 学部・学科
    pub department: Option<FreeText>,
    /// 卒業, 卒業見込, 中退, 在学中
    pub state: SchoolState,
    /// 入学年月
    pub entered: Option<YearMonth>,
    /// 卒業・中退の年月; the planned one for 卒業見込.
    pub finished: Option<YearMonth>,
}

/// A school that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSchool {
    /// No kind was chosen.
    #[error("学校の種類を選んでください。")]
    NoKind,
    /// No state was chosen.
    #[error("「卒業・修了」「卒業見込・修了見込」「中退」「在学中」のどれかを選んでください。")]
    NoState,
    /// Entered after today.
    #[error("入学年月が、今月より後になっています。年月を確認してください。")]
    EnteredInFuture,
    /// Left before entering.
    #[error("卒業・中退の年月が、入学年月より前になっています。年月を確認してください。")]
    FinishedBeforeEntered,
    /// 卒業 or 中退 that is still to come.
    #[error(
        "卒業・中退の年月が、今月より後になっています。これから卒業するときは「卒業見込・修了見込」を選んでください。"
    )]
    FinishedInFuture,
    /// 卒業見込 that is past.
    #[error(
        "卒業見込の年月が、今月より前になっています。すでに卒業したときは「卒業・修了」を選んでください。"
    )]
    PlannedInPast,
    /// 在学中 with a month of leaving.
    #[error(
        "在学中のときは、卒業・中退の年月を空欄にしてください。卒業の予定が決まっているときは「卒業見込・修了見込」を選んでください。"
    )]
    AttendingAndFinished,
    /// There are [`MAX_SCHOOLS`] already.
    #[error(
        "学歴は{MAX_SCHOOLS}件まで登録できます。新しい学歴を登録するには、先にほかの学歴を削除してください。"
    )]
    TooMany,
}

impl School {
    /// Checks the months against each other, the state and today.
    ///
    /// # Errors
    /// They contradict each other.
    pub fn check_months(
        state: SchoolState,
        entered: Option<YearMonth>,
        finished: Option<YearMonth>,
        today: Date,
    ) -> Result<(), BadSchool> {
        let this_month = YearMonth::of(today);
        if entered.is_some_and(|entered| entered > this_month) {
            return Err(BadSchool::EnteredInFuture);
        }
        let Some(finished) = finished else { return Ok(()) };
        match state {
            SchoolState::Attending => return Err(BadSchool::AttendingAndFinished),
            SchoolState::WillGraduate if finished < this_month => return Err(BadSchool::PlannedInPast),
            SchoolState::Graduated | SchoolState::Left if finished > this_month => {
                return Err(BadSchool::FinishedInFuture);
            }
            _ => {}
        }
        if entered.is_some_and(|entered| finished < entered) {
            return Err(BadSchool::FinishedBeforeEntered);
        }
        Ok(())
    }

    /// `越谷大学 経済学部 卒業・修了（2012年3月（平成24年））`: for lists and the history.
    pub fn in_words(&self) -> String {
        let mut words = self.name.to_string();
        if let Some(department) = &self.department {
            words.push(' ');
            words.push_str(department.as_str());
        }
        words.push_str(&format!("（{}）{}", self.kind.name(), self.state.name()));
        for (label, month) in [("入学", self.entered), ("卒業・中退", self.finished)] {
            if let Some(month) = month {
                words.push_str(&format!("\n{label}：{}", month.in_words()));
            }
        }
        words
    }
}

/// Newest first: who attends now, then by the month of leaving, then by that of entering; without months last.
pub fn newest_school_first(a: &School, b: &School) -> std::cmp::Ordering {
    let key = |it: &School| (it.state == SchoolState::Attending, it.finished, it.entered);
    key(b).cmp(&key(a))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn check(state: SchoolState, entered: &str, finished: &str) -> Result<(), BadSchool> {
        let month = |text: &str| text.parse().ok();
        School::check_months(state, month(entered), month(finished), TODAY)
    }

    #[test]
    fn months_fit_the_state_on_both_sides_of_this_month() {
        use SchoolState::{Attending, Graduated, Left, WillGraduate};
        assert_eq!(check(Graduated, "2008-04", "2026-11"), Ok(()));
        assert_eq!(check(Graduated, "2008-04", "2026-12"), Err(BadSchool::FinishedInFuture));
        assert_eq!(check(Left, "", "2026-12"), Err(BadSchool::FinishedInFuture));
        assert_eq!(check(WillGraduate, "2024-04", "2026-11"), Ok(()));
        assert_eq!(check(WillGraduate, "2024-04", "2026-10"), Err(BadSchool::PlannedInPast));
        assert_eq!(check(Attending, "2026-11", ""), Ok(()));
        assert_eq!(check(Attending, "2026-12", ""), Err(BadSchool::EnteredInFuture));
        assert_eq!(check(Attending, "2024-04", "2027-03"), Err(BadSchool::AttendingAndFinished));
    }

    #[test]
    fn nobody_leaves_before_entering_and_months_may_be_left_out() {
        assert_eq!(check(SchoolState::Graduated, "2008-04", "2008-04"), Ok(()));
        assert_eq!(
            check(SchoolState::Graduated, "2008-04", "2008-03"),
            Err(BadSchool::FinishedBeforeEntered)
        );
        for state in SchoolState::ALL {
            assert_eq!(check(*state, "", ""), Ok(()));
        }
    }

    #[test]
    fn codes_read_back_and_nothing_else_is_one() {
        for kind in SchoolKind::ALL {
            assert_eq!(SchoolKind::from_code(kind.code()), Some(*kind));
        }
        for state in SchoolState::ALL {
            assert_eq!(SchoolState::from_code(state.code()), Some(*state));
        }
        assert_eq!((SchoolKind::from_code(""), SchoolState::from_code("卒業")), (None, None));
    }

    #[test]
    fn the_newest_school_stands_first() {
        let school = |name: &str, state, finished: &str| School {
            kind: SchoolKind::High,
            name: FreeText::stored(name),
            department: None,
            state,
            entered: None,
            finished: finished.parse().ok(),
        };
        let mut all = [
            school("甲", SchoolState::Graduated, ""),
            school("乙", SchoolState::Graduated, "2008-03"),
            school("丙", SchoolState::Attending, ""),
            school("丁", SchoolState::Left, "2010-03"),
        ];
        all.sort_by(newest_school_first);
        let names: Vec<&str> = all.iter().map(|school| school.name.as_str()).collect();
        assert_eq!(names, ["丙", "丁", "乙", "甲"]);
    }
}
