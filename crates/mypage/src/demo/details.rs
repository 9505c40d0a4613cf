//! 学歴/資格, 経歴 and 自己PR of the demo's Hanako. Schools and companies are invented.

use anyhow::{Context, bail};
use domain::{
    clock::Timestamp,
    job_seeker::{
        FreeText, HeldEmployment, Licence, MAX_DUTIES_CHARS, MAX_INTRODUCTION_CHARS, School, SchoolKind,
        SchoolState, WorkExperience, YearMonth,
    },
};
use store::{Added, Entry, Tx};
use uuid::Uuid;

const INTRODUCTION: &str = "事務の仕事を10年以上続けてきました。書類の作成と電話の応対を得意としています。\n\
     受付では、相手の話を最後まで聞くことを心がけました。表計算を使って集計の手順を見直し、\
     毎月2日かかっていた作業を半日に短くしたことがあります。\n\
     これからは、地域の方の暮らしを支える仕事に力を尽くしたいと考えています。";

/// Saves the steps 5 to 8 of an account of the demo.
///
/// # Errors
/// The database does not answer, or a rule refuses the demo's own data.
pub(super) async fn fill_in(tx: &mut Tx, account: Uuid, now: Timestamp) -> anyhow::Result<()> {
    let entry = |added: Added| match added {
        Added::Done => Ok(()),
        other => bail!("the demo's own entry is not taken: {other:?}"),
    };
    for value in schools()? {
        entry(tx.add_school(account, &Entry { id: Uuid::now_v7(), value }, now).await?)?;
    }
    for value in licences()? {
        entry(tx.add_licence(account, &Entry { id: Uuid::now_v7(), value }, now).await?)?;
    }
    for value in experiences()? {
        entry(tx.add_experience(account, &Entry { id: Uuid::now_v7(), value }, now).await?)?;
    }
    Ok(tx.save_introduction(account, Some(&introduction()?), now).await?)
}

fn month(text: &str) -> anyhow::Result<YearMonth> {
    Ok(text.parse()?)
}

fn introduction() -> anyhow::Result<FreeText> {
    FreeText::lines("自己PR", INTRODUCTION, MAX_INTRODUCTION_CHARS)?.context("自己PR")
}

fn schools() -> anyhow::Result<[School; 2]> {
    let school = |kind, name, department, [entered, finished]: [&str; 2]| -> anyhow::Result<School> {
        Ok(School {
            kind,
            name: FreeText::stored(name),
            department: Some(FreeText::stored(department)),
            state: SchoolState::Graduated,
            entered: Some(month(entered)?),
            finished: Some(month(finished)?),
        })
    };
    Ok([
        school(SchoolKind::High, "埼玉県立朝顔高等学校", "普通科", ["2006-04", "2009-03"])?,
        school(SchoolKind::JuniorCollege, "あさがお短期大学", "生活学科", ["2009-04", "2011-03"])?,
    ])
}

fn licences() -> anyhow::Result<[Licence; 3]> {
    let licence = |code: Option<&str>, name, acquired| -> anyhow::Result<Licence> {
        Ok(Licence {
            code: code.map(str::to_owned),
            name: FreeText::stored(name),
            acquired: Some(month(acquired)?),
        })
    };
    Ok([
        licence(Some("4803"), "普通自動車免許", "2009-08")?,
        licence(Some("3625"), "日商簿記３級", "2013-06")?,
        licence(None, "普通救命講習", "2019-10")?,
    ])
}

fn experiences() -> anyhow::Result<[WorkExperience; 2]> {
    let job = |company, employment, [started, ended]: [&str; 2], duties| -> anyhow::Result<WorkExperience> {
        Ok(WorkExperience {
            company: FreeText::stored(company),
            employment,
            occupation: FreeText::stored("一般事務"),
            started: month(started)?,
            ended: Some(month(ended)?),
            duties: FreeText::lines("仕事の内容", duties, MAX_DUTIES_CHARS)?,
            reason: None,
        })
    };
    Ok([
        job(
            "株式会社朝顔文具",
            HeldEmployment::Regular,
            ["2011-04", "2019-03"],
            "伝票の入力、在庫の管理、電話と来客の応対を担当しました。\n新しく入った人への仕事の説明も受け持ちました。",
        )?,
        job(
            "医療法人あさがお会 朝顔診療所",
            HeldEmployment::Contract,
            ["2019-06", "2026-09"],
            "受付、会計、予約の管理を担当しました。\n月末の集計の手順を見直し、作業の時間を短くしました。",
        )?,
    ])
}

#[cfg(test)]
mod tests {
    use domain::job_seeker::{OwnMarks, identifying};

    use super::*;

    #[test]
    fn the_demos_own_details_follow_the_rules_of_the_service() {
        let text = introduction().unwrap();
        assert!(identifying(text.as_str(), &OwnMarks::default()).is_empty());
        assert_eq!((schools().unwrap().len(), licences().unwrap().len()), (2, 3));
        assert!(experiences().unwrap().iter().all(|job| job.ended.is_some_and(|ended| ended > job.started)));
    }
}
