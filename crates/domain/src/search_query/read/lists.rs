//! Kinds of work: フルタイム・パート, 雇用形態, 職種, 職業分類, 産業, and 免許・資格.

use super::Reader;
use crate::{
    posting::{
        EmploymentKind, WorkingTime,
        facts::{Industry, JobKind, LicenceCode, OccupationCode},
    },
    search_query::{MOST_INDUSTRIES, MOST_JOB_DETAILS, MOST_JOB_GROUPS, MOST_LICENCES, MOST_OCCUPATIONS},
};

impl Reader<'_> {
    pub(super) fn kinds_of_work(&mut self) {
        self.time();
        self.employments();
        self.jobs();
        let read = (OccupationCode::parse, MOST_OCCUPATIONS);
        self.query.occupations = self.few("occupation", "職業分類", read);
        self.query.industries = self.few("industry", "産業", (Industry::from_code, MOST_INDUSTRIES));
    }

    /// At most so many different values, sorted.
    fn few<T: Ord>(
        &mut self,
        field: &'static str,
        title: &str,
        (read, most): (impl Fn(&str) -> Option<T>, usize),
    ) -> Vec<T> {
        let mut kept = Vec::new();
        for text in self.values(field) {
            match read(text) {
                Some(value) if kept.contains(&value) => {}
                Some(_) if kept.len() == most => {
                    self.notice(
                        field,
                        format!("{title}は{most}つまで選べます。はじめの{most}つで探しました。"),
                    );
                }
                Some(value) => kept.push(value),
                None => self.unreadable(field, title),
            }
        }
        kept.sort_unstable();
        kept
    }

    fn time(&mut self) {
        let mut times = Vec::new();
        for value in self.values("category") {
            match value {
                "full" => times.push(WorkingTime::Full),
                "part" => times.push(WorkingTime::Part),
                _ => self.unreadable("category", "求人区分"),
            }
        }
        times.dedup();
        // Both together are no condition.
        self.query.time = if let [time] = times[..] { Some(time) } else { None };
    }

    fn employments(&mut self) {
        let read = (EmploymentKind::from_code, EmploymentKind::ALL.len());
        self.query.employments = self.few("employment", "雇用形態", read);
    }

    /// A whole group stands for its details.
    fn jobs(&mut self) {
        let all: Vec<JobKind> = self.few("job", "希望する職種", (JobKind::from_code, usize::MAX));
        let (groups, details): (Vec<JobKind>, Vec<JobKind>) = all.into_iter().partition(|job| job.is_group());
        let mut kept: Vec<JobKind> = Vec::new();
        for job in
            groups.iter().copied().chain(details.into_iter().filter(|job| !groups.contains(&job.group())))
        {
            let of_group = kept.iter().filter(|other| other.group() == job.group()).count();
            let mut of_others: Vec<JobKind> = kept.iter().map(|other| other.group()).collect();
            of_others.dedup();
            if of_group == 0 && of_others.len() == MOST_JOB_GROUPS {
                self.notice("job", "希望する職種の分類は3つまで選べます。はじめの3つで探しました。");
            } else if of_group == MOST_JOB_DETAILS {
                self.notice(
                    "job",
                    "希望する職種は、1つの分類につき5つまで選べます。はじめの5つで探しました。",
                );
            } else {
                kept.push(job);
            }
        }
        kept.sort_unstable();
        self.query.jobs = kept;
    }

    /// 免許・資格, those that are wanted first: three in all.
    pub(super) fn licences(&mut self) {
        let read = LicenceCode::from_code;
        self.query.licences = self.few("licence", "免許・資格", (read, MOST_LICENCES));
        let left = MOST_LICENCES - self.query.licences.len();
        let excluded: Vec<LicenceCode> = self.few("licence_not", "除く免許・資格", (read, MOST_LICENCES));
        let wanted = &self.query.licences;
        let mut excluded: Vec<LicenceCode> =
            excluded.into_iter().filter(|code| !wanted.contains(code)).collect();
        if excluded.len() > left {
            excluded.truncate(left);
            self.notice(
                "licence_not",
                "免許・資格は、除くものと合わせて3つまで選べます。はじめの3つで探しました。",
            );
        }
        self.query.excluded_licences = excluded;
    }
}
