//! 経歴: the jobs a person has had (domain.md 4.2: up to ten).

use jiff::civil::Date;

use super::{choice::coded_choice, free_text::FreeText, year_month::YearMonth};

/// 職歴: at most so many (domain.md 4.2).
pub const MAX_EXPERIENCES: usize = 10;
/// 会社名: at most so many characters (domain.md 4.2, as 事業所名).
pub const MAX_COMPANY_CHARS: usize = 60;
/// 職種: at most so many characters (domain.md 4.2).
pub const MAX_OCCUPATION_CHARS: usize = 28;
/// 仕事の内容: at most so many characters (domain.md 4.2).
pub const MAX_DUTIES_CHARS: usize = 300;
/// 退職理由: at most so many characters.
pub const MAX_REASON_CHARS: usize = 100;

coded_choice! {
    /// 雇用形態 of a job that a person has had.
    pub enum HeldEmployment {
        /// 正社員
        Regular = "regular" "正社員",
        /// 契約社員, 嘱託
        Contract = "contract" "契約社員・嘱託社員",
        /// 派遣社員
        Dispatched = "dispatched" "派遣社員",
        /// パート, アルバイト
        PartTime = "part_time" "パート・アルバイト",
        /// 公務員
        PublicServant = "public_servant" "公務員",
        /// 会社役員
        Executive = "executive" "会社・団体の役員",
        /// 自営業, フリーランス
        SelfEmployed = "self_employed" "自営業・フリーランス",
        /// その他
        Other = "other" "その他",
    }
}

/// One job of 職歴.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkExperience {
    /// 会社名; employers do not see it.
    pub company: FreeText,
    /// 雇用形態
    pub employment: HeldEmployment,
    /// 職種
    pub occupation: FreeText,
    /// 在職期間 from
    pub started: YearMonth,
    /// 在職期間 to; `None`: 在職中.
    pub ended: Option<YearMonth>,
    /// 仕事の内容
    pub duties: Option<FreeText>,
    /// 退職理由; employers do not see it.
    pub reason: Option<FreeText>,
}

/// A job that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadExperience {
    /// No 雇用形態 was chosen.
    #[error("雇用形態を選んでください。")]
    NoEmployment,
    /// Begun after today.
    #[error("入社年月が、今月より後になっています。年月を確認してください。")]
    StartedInFuture,
    /// Neither a month of leaving nor 在職中.
    #[error("退職年月を入力してください。いまも働いているときは「在職中」を選んでください。")]
    NoEnd,
    /// Both of them.
    #[error("「在職中」のときは、退職年月を空欄にしてください。退職したときは「在職中」を外してください。")]
    EndedAndEmployed,
    /// Left before it was begun.
    #[error("退職年月が、入社年月より前になっています。年月を確認してください。")]
    EndedBeforeStarted,
    /// Left after today.
    #[error("退職年月が、今月より後になっています。まだ退職していないときは「在職中」を選んでください。")]
    EndedInFuture,
    /// There are [`MAX_EXPERIENCES`] already.
    #[error(
        "職歴は{MAX_EXPERIENCES}件まで登録できます。新しい職歴を登録するには、先にほかの職歴を削除してください。"
    )]
    TooMany,
}

impl BadExperience {
    /// True when the sentence belongs to 退職年月 and not to 入社年月.
    pub fn is_about_the_end(self) -> bool {
        !matches!(self, Self::StartedInFuture)
    }
}

impl WorkExperience {
    /// Checks 在職期間: `employed` is 在職中.
    ///
    /// # Errors
    /// The months contradict each other, 在職中 or today.
    pub fn check_months(
        started: YearMonth,
        ended: Option<YearMonth>,
        employed: bool,
        today: Date,
    ) -> Result<(), BadExperience> {
        let this_month = YearMonth::of(today);
        if started > this_month {
            return Err(BadExperience::StartedInFuture);
        }
        match ended {
            None if employed => Ok(()),
            None => Err(BadExperience::NoEnd),
            Some(_) if employed => Err(BadExperience::EndedAndEmployed),
            Some(ended) if ended < started => Err(BadExperience::EndedBeforeStarted),
            Some(ended) if ended > this_month => Err(BadExperience::EndedInFuture),
            Some(_) => Ok(()),
        }
    }

    /// `2012年4月（平成24年）～2020年3月（令和2年）`, or `～在職中`.
    pub fn period(&self) -> String {
        let ended = self.ended.map_or_else(|| "在職中".to_owned(), YearMonth::in_words);
        format!("{}～{ended}", self.started.in_words())
    }

    /// How long the job lasted, up to this month when it still does: `8年`, `1年3か月`, `6か月`.
    pub fn duration(&self, today: Date) -> String {
        let months = self.started.months_until(self.ended.unwrap_or_else(|| YearMonth::of(today))).max(1);
        match (months / 12, months % 12) {
            (0, months) => format!("{months}か月"),
            (years, 0) => format!("{years}年"),
            (years, months) => format!("{years}年{months}か月"),
        }
    }

    /// Everything of it, line by line: for lists and the history.
    pub fn in_words(&self) -> String {
        let mut words = format!(
            "{}（{}）\n職種：{}\n{}",
            self.company,
            self.employment.name(),
            self.occupation,
            self.period()
        );
        for (label, text) in [("仕事の内容", &self.duties), ("退職理由", &self.reason)] {
            if let Some(text) = text {
                words.push_str(&format!("\n{label}：{text}"));
            }
        }
        words
    }
}

/// Newest first: who still works there, then by the month of leaving, then by that of beginning.
pub fn newest_experience_first(a: &WorkExperience, b: &WorkExperience) -> std::cmp::Ordering {
    let key = |it: &WorkExperience| (it.ended.is_none(), it.ended, it.started);
    key(b).cmp(&key(a))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn check(started: &str, ended: &str, employed: bool) -> Result<(), BadExperience> {
        WorkExperience::check_months(started.parse().unwrap(), ended.parse().ok(), employed, TODAY)
    }

    fn job(started: &str, ended: &str) -> WorkExperience {
        WorkExperience {
            company: FreeText::stored(started),
            employment: HeldEmployment::Regular,
            occupation: FreeText::stored("事務"),
            started: started.parse().unwrap(),
            ended: ended.parse().ok(),
            duties: None,
            reason: None,
        }
    }

    #[test]
    fn a_job_has_an_end_or_goes_on() {
        assert_eq!(check("2012-04", "2020-03", false), Ok(()));
        assert_eq!(check("2012-04", "", true), Ok(()));
        assert_eq!(check("2012-04", "", false), Err(BadExperience::NoEnd));
        assert_eq!(check("2012-04", "2020-03", true), Err(BadExperience::EndedAndEmployed));
    }

    #[test]
    fn both_sides_of_this_month_and_of_the_beginning() {
        assert_eq!(check("2026-11", "2026-11", false), Ok(()));
        assert_eq!(check("2026-12", "", true), Err(BadExperience::StartedInFuture));
        assert_eq!(check("2026-10", "2026-12", false), Err(BadExperience::EndedInFuture));
        assert_eq!(check("2020-04", "2020-03", false), Err(BadExperience::EndedBeforeStarted));
        assert!(
            BadExperience::NoEnd.is_about_the_end() && !BadExperience::StartedInFuture.is_about_the_end()
        );
    }

    #[test]
    fn the_newest_job_stands_first() {
        let mut all = [job("2000-04", "2010-03"), job("2011-04", ""), job("2005-04", "2020-03")];
        all.sort_by(newest_experience_first);
        let order: Vec<&str> = all.iter().map(|job| job.company.as_str()).collect();
        assert_eq!(order, ["2011-04", "2005-04", "2000-04"]);
    }

    #[test]
    fn it_lasted_so_many_years_and_months() {
        for (started, ended, told) in [
            ("2012-04", "2020-03", "8年"),
            ("2019-10", "2020-12", "1年3か月"),
            ("2020-04", "2020-04", "1か月"),
            ("2026-06", "", "6か月"),
        ] {
            assert_eq!(job(started, ended).duration(TODAY), told);
        }
        assert_eq!(job("2012-04", "").period(), "2012年4月（平成24年）～在職中");
    }

    #[test]
    fn codes_read_back_and_nothing_else_is_one() {
        for form in HeldEmployment::ALL {
            assert_eq!(HeldEmployment::from_code(form.code()), Some(*form));
        }
        assert_eq!(HeldEmployment::from_code("1"), None);
    }
}
