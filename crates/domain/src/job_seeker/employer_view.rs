//! 求人者に見える内容: what of a 求職情報 employers see who use ハローワーク (domain.md 4.3), and what 求職情報提供
//! gives to private agencies and municipalities. It has no field for what identifies the person, so a page
//! that is given this type cannot show it.

use jiff::civil::Date;

use super::{
    age_on,
    basic::BasicInformation,
    career::{HeldEmployment, WorkExperience},
    education::{School, SchoolKind, SchoolState},
    free_text::FreeText,
    identifying::{Identifying, OwnMarks, without_identifying},
    licence::Licence,
    number::JobSeekerNumber,
    station::Station,
};
use crate::prefecture::Prefecture;

/// What tells who a person is, apart from the career.
#[derive(Clone, Copy)]
pub struct OwnFacts<'a> {
    /// 基本情報
    pub basic: &'a BasicInformation,
    /// The mail address of the account.
    pub email: &'a str,
    /// The name of the municipality of the address.
    pub municipality: Option<&'a str>,
    /// 最寄り駅
    pub station: Option<&'a Station>,
    /// 求職番号, once there is one.
    pub number: Option<&'a JobSeekerNumber>,
}

/// Everything a person has saved that has to do with what employers see.
#[derive(Clone, Copy)]
pub struct WholeProfile<'a> {
    /// What tells who the person is.
    pub person: OwnFacts<'a>,
    /// The wishes as label and words; words of lists only, nothing that was typed freely.
    pub wishes: &'a [(&'static str, String)],
    /// Wishes in own words, as label and text.
    pub remarks: &'a [(&'static str, String)],
    /// 学歴
    pub schools: &'a [School],
    /// 免許・資格
    pub licences: &'a [Licence],
    /// 職歴
    pub experiences: &'a [WorkExperience],
    /// 職歴なし
    pub no_career: bool,
    /// 自己PR
    pub introduction: Option<&'a FreeText>,
}

/// What employers see of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerView {
    /// 年齢, full years today; never the birth date.
    pub age: i16,
    /// 都道府県 of the address, nothing beyond it.
    pub prefecture: &'static str,
    /// 希望条件 as label and words.
    pub wishes: Vec<(&'static str, String)>,
    /// 学歴 without names.
    pub education: Vec<EducationLevel>,
    /// 免許・資格
    pub licences: Vec<String>,
    /// 職歴 without the companies.
    pub experiences: Vec<ExperienceView>,
    /// 「職歴なし」 was chosen.
    pub no_career: bool,
    /// 自己PR
    pub introduction: Option<String>,
}

/// A school without its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EducationLevel {
    /// 学校の種類
    pub kind: SchoolKind,
    /// 卒業, 中退 …
    pub state: SchoolState,
}

/// A job without the company, the months and the reason for leaving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExperienceView {
    /// 雇用形態
    pub employment: HeldEmployment,
    /// 職種
    pub occupation: String,
    /// How long, in words.
    pub duration: String,
    /// The person still works there.
    pub is_current: bool,
    /// 仕事の内容
    pub duties: Option<String>,
}

impl WholeProfile<'_> {
    /// What this person is known by.
    pub fn marks(&self) -> OwnMarks {
        let mut marks = own_marks(&self.person);
        self.schools.iter().for_each(|school| marks.add_own(school.name.as_str()));
        self.experiences.iter().for_each(|job| marks.add_own(job.company.as_str()));
        marks
    }
}

/// What a person is known by from these alone.
pub fn own_marks(person: &OwnFacts<'_>) -> OwnMarks {
    let OwnFacts { basic, email, .. } = person;
    let mut marks = OwnMarks::default();
    marks.add_name(basic.family_name.as_str(), basic.given_name.as_str(), false);
    marks.add_name(basic.family_kana.as_str(), basic.given_kana.as_str(), true);
    marks.add_contact(Identifying::Telephone, basic.telephone.as_str());
    marks.add_contact(Identifying::Email, email);
    marks.add_contact(Identifying::PostalCode, basic.address.postal_code.digits());
    marks.add_birth_date(basic.birth_date);
    marks.add_own(basic.address.town.as_str());
    if let Some(building) = &basic.address.building {
        marks.add_own(building.as_str());
    }
    person.municipality.into_iter().for_each(|name| marks.add_municipality(name));
    person.station.into_iter().for_each(|station| marks.add_station(station));
    if let Some(number) = person.number {
        marks.add_contact(Identifying::JobSeekerNumber, &number.to_string());
    }
    marks
}

impl EmployerView {
    /// What employers see of a profile on this day. Texts in own words are shown without what identifies the
    /// person.
    pub fn of(profile: &WholeProfile<'_>, today: Date) -> Self {
        let marks = profile.marks();
        let shown = |text: &FreeText| without_identifying(text.as_str(), &marks);
        let job = |job: &WorkExperience| ExperienceView {
            employment: job.employment,
            occupation: shown(&job.occupation),
            duration: job.duration(today),
            is_current: job.ended.is_none(),
            duties: job.duties.as_ref().map(shown),
        };
        let licence = |licence: &Licence| match licence.code {
            Some(_) => licence.name.to_string(),
            None => shown(&licence.name),
        };
        let remark = |(label, text): &(&'static str, String)| (*label, without_identifying(text, &marks));
        let remarks = profile.remarks.iter().map(remark);
        Self {
            age: age_on(profile.person.basic.birth_date, today),
            prefecture: Prefecture::from_code(profile.person.basic.address.prefecture_code())
                .map_or("", Prefecture::name),
            wishes: profile.wishes.iter().cloned().chain(remarks).collect(),
            education: profile
                .schools
                .iter()
                .map(|school| EducationLevel { kind: school.kind, state: school.state })
                .collect(),
            licences: profile.licences.iter().map(licence).collect(),
            experiences: profile.experiences.iter().map(job).collect(),
            no_career: profile.no_career,
            introduction: profile.introduction.map(shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        fold::fold,
        japanese::{PostalCode, TelephoneNumber},
        job_seeker::{Address, BuildingName, Gender, KanaName, Name, Town},
    };

    const TODAY: Date = date(2026, 11, 20);
    /// Everything of [`basic`] and [`full`] that tells who the person is.
    const SECRETS: [&str; 21] = [
        "鬱島",
        "鬱島鷹乃",
        "鷹乃",
        "ウツジマ",
        "タカノ",
        "09098765432",
        "takano@example.jp",
        "3430023",
        "343-0023",
        "弥十郎7-8-9",
        "ヒルズ鶯404",
        "鸞鳳大学",
        "鷲尾製作所",
        "鴬谷市",
        "鵬線",
        "鴻ノ台",
        "11080-00000077",
        "1108000000077",
        "昭和62年11月21日",
        "1987年11月21日",
        "S62.11.21",
    ];

    fn basic() -> BasicInformation {
        BasicInformation {
            family_name: Name::parse("姓", "鬱島").unwrap(),
            given_name: Name::parse("名", "鷹乃").unwrap(),
            family_kana: KanaName::parse("姓", "ウツジマ").unwrap(),
            given_kana: KanaName::parse("名", "タカノ").unwrap(),
            gender: Some(Gender::Woman),
            birth_date: date(1987, 11, 21),
            address: Address {
                postal_code: PostalCode::parse("343-0023").unwrap(),
                municipality_code: "11222".into(),
                town: Town::parse("町", "弥十郎7-8-9").unwrap(),
                building: BuildingName::parse("建物", "ヒルズ鶯404").unwrap(),
            },
            telephone: TelephoneNumber::parse("090-9876-5432").unwrap(),
        }
    }

    /// A profile of which every free text is `text`.
    fn view(text: &str) -> EmployerView {
        let free = || FreeText::stored(text);
        let school = School {
            kind: SchoolKind::University,
            name: FreeText::stored("鸞鳳大学"),
            department: Some(free()),
            state: SchoolState::Left,
            entered: "2006-04".parse().ok(),
            finished: "2008-03".parse().ok(),
        };
        let job = WorkExperience {
            company: FreeText::stored("株式会社鷲尾製作所"),
            employment: HeldEmployment::Contract,
            occupation: free(),
            started: "2012-04".parse().unwrap(),
            ended: "2020-03".parse().ok(),
            duties: Some(free()),
            reason: Some(free()),
        };
        let licences = [
            Licence {
                code: Some("4803".into()), name: FreeText::stored("普通自動車免許"), acquired: None
            },
            Licence { code: None, name: free(), acquired: "2010-08".parse().ok() },
        ];
        EmployerView::of(
            &WholeProfile {
                person: OwnFacts {
                    basic: &basic(),
                    email: "takano@example.jp",
                    municipality: Some("鴬谷市"),
                    station: Station::parse("鵬線", "鴻ノ台駅").unwrap().as_ref(),
                    number: JobSeekerNumber::parse("11080-00000077").ok().as_ref(),
                },
                wishes: &[("希望職種", "事務".to_owned())],
                remarks: &[("希望の備考", text.to_owned())],
                schools: &[school],
                licences: &licences,
                experiences: &[job],
                no_career: false,
                introduction: Some(&free()),
            },
            TODAY,
        )
    }

    #[test]
    fn employers_see_age_prefecture_levels_and_the_content_of_the_work() {
        let view = view("接客を担当しました。");
        assert_eq!((view.age, view.prefecture), (38, "埼玉県"));
        assert_eq!(
            view.education,
            [EducationLevel { kind: SchoolKind::University, state: SchoolState::Left }]
        );
        assert_eq!(view.licences, ["普通自動車免許", "接客を担当しました。"]);
        let job = view.experiences.first().unwrap();
        assert_eq!((job.duration.as_str(), job.duties.as_deref()), ("8年", Some("接客を担当しました。")));
        assert_eq!(
            view.wishes,
            [("希望職種", "事務".to_owned()), ("希望の備考", "接客を担当しました。".to_owned())]
        );
        assert_eq!(view.introduction.as_deref(), Some("接客を担当しました。"));
    }

    #[test]
    fn nothing_that_identifies_the_person_stands_in_any_field() {
        let all = SECRETS.join("、");
        let shown = fold(&format!("{:?}", view(&all)));
        for secret in SECRETS {
            assert!(!shown.contains(&fold(secret)), "{secret} in {shown}");
        }
        assert!(!shown.contains("1987") && !shown.contains("2006") && !shown.contains("2012"), "{shown}");
    }

    proptest! {
        #[test]
        fn nor_does_it_in_whatever_words_a_person_hides_it(
            before in "[ぁ-んァ-ン一-三a-z ]{0,12}",
            after in "[ぁ-んァ-ン一-三a-z ]{0,12}",
            which in 0..SECRETS.len(),
        ) {
            let secret = SECRETS.get(which).copied().unwrap_or_default();
            let shown = fold(&format!("{:?}", view(&format!("{before}{secret}{after}"))));
            prop_assert!(!shown.contains(&fold(secret)), "{} in {}", secret, shown);
        }
    }
}
