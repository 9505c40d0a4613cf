//! The steps 5 to 8: lists with limits that hold exactly, entries that belong to one person, and saving
//! that replaces.

use domain::job_seeker::{
    Disability, DisabilityKind, FreeText, HeldEmployment, Licence, MAX_EXPERIENCES, MAX_LICENCES,
    MAX_SCHOOLS, PhysicalGrade, School, SchoolKind, SchoolState, Task, WorkExperience,
};
use store::{Added, Entry, EntryList, SavedDetails, Store};
use uuid::Uuid;

use super::world::{account, fresh, now};

fn entry<T>(value: T) -> Entry<T> {
    Entry { id: Uuid::now_v7(), value }
}

fn school(name: &str) -> School {
    School {
        kind: SchoolKind::High,
        name: FreeText::stored(name),
        department: Some(FreeText::stored("普通科")),
        state: SchoolState::Graduated,
        entered: "2005-04".parse().ok(),
        finished: "2008-03".parse().ok(),
    }
}

fn licence(code: Option<&str>, name: &str) -> Licence {
    Licence { code: code.map(str::to_owned), name: FreeText::stored(name), acquired: "2010-08".parse().ok() }
}

fn job(company: &str, started: &str, ended: Option<&str>) -> WorkExperience {
    WorkExperience {
        company: FreeText::stored(company),
        employment: HeldEmployment::PartTime,
        occupation: FreeText::stored("一般事務"),
        started: started.parse().unwrap(),
        ended: ended.map(|month| month.parse().unwrap()),
        duties: Some(FreeText::stored("書類の作成\n電話の応対")),
        reason: None,
    }
}

async fn add_school(store: &Store, account: Uuid, school: &Entry<School>) -> Added {
    let mut tx = store.begin().await.unwrap();
    let added = tx.add_school(account, school, now()).await.unwrap();
    tx.commit().await.unwrap();
    added
}

#[tokio::test]
async fn what_was_saved_is_read_back_as_it_was_newest_first() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.job_seeker(account).await.unwrap().details, SavedDetails::default());
        let (school, driving) = (entry(school("越谷高校")), entry(licence(Some("4803"), "普通自動車免許")));
        let own_words = entry(licence(None, "社内の検定"));
        let (old, new) = (entry(job("甲", "2008-04", Some("2012-03"))), entry(job("乙", "2012-04", None)));
        let disability = Disability {
            kinds: vec![DisabilityKind::Physical, DisabilityKind::Intractable],
            physical: Some(PhysicalGrade::Third),
            intellectual: None,
            mental: None,
            needs: Some(FreeText::stored("通院のため、月に1回休みます。")),
        };
        let introduction = FreeText::stored("まじめに働きます。");
        let mut tx = store.begin().await.unwrap();
        tx.add_school(account, &school, now()).await.unwrap();
        tx.add_licence(account, &driving, now()).await.unwrap();
        tx.add_licence(account, &own_words, now()).await.unwrap();
        tx.add_experience(account, &old, now()).await.unwrap();
        tx.add_experience(account, &new, now()).await.unwrap();
        tx.save_disability(account, Some(&disability), now()).await.unwrap();
        tx.save_introduction(account, Some(&introduction), now()).await.unwrap();
        tx.commit().await.unwrap();

        let details = conn.profile_details(account).await.unwrap();
        assert_eq!(details.schools, [school], "{}", store.name);
        assert_eq!(details.licences, [driving, own_words], "{}", store.name);
        assert_eq!(details.experiences, [new, old], "{}", store.name);
        assert_eq!(details.disability, Some(disability), "{}", store.name);
        assert_eq!(details.introduction, Some(introduction), "{}", store.name);
        let tasks = conn.job_seeker(account).await.unwrap().tasks();
        for task in [Task::Education, Task::Career, Task::Disability, Task::Introduction] {
            assert!(tasks.is_done(task), "{} {task:?}", store.name);
        }
    }
}

#[tokio::test]
async fn the_lists_take_just_as_many_entries_as_they_may() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        for number in 0..=MAX_SCHOOLS {
            let added = add_school(&store, account, &entry(school(&number.to_string()))).await;
            assert_eq!(added == Added::Full, number == MAX_SCHOOLS, "{} {number}", store.name);
        }
        let mut tx = store.begin().await.unwrap();
        for number in 0..=MAX_LICENCES {
            let new = entry(licence(None, &number.to_string()));
            let added = tx.add_licence(account, &new, now()).await.unwrap();
            assert_eq!(added == Added::Full, number == MAX_LICENCES, "{} {number}", store.name);
        }
        for number in 0..=MAX_EXPERIENCES {
            let new = entry(job(&number.to_string(), "2012-04", None));
            let added = tx.add_experience(account, &new, now()).await.unwrap();
            assert_eq!(added == Added::Full, number == MAX_EXPERIENCES, "{} {number}", store.name);
        }
        let details = tx.profile_details(account).await.unwrap();
        let counts = (details.schools.len(), details.licences.len(), details.experiences.len());
        assert_eq!(counts, (MAX_SCHOOLS, MAX_LICENCES, MAX_EXPERIENCES), "{}", store.name);
    }
}

#[tokio::test]
async fn adds_at_once_do_not_exceed_the_limit() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let adds = (0..12).map(|number| {
            let store = (*store).clone();
            tokio::spawn(
                async move { add_school(&store, account, &entry(school(&number.to_string()))).await },
            )
        });
        let mut done = 0;
        for add in adds.collect::<Vec<_>>() {
            done += usize::from(add.await.unwrap() == Added::Done);
        }
        let kept = store.read().await.unwrap().schools(account).await.unwrap().len();
        assert_eq!((done, kept), (MAX_SCHOOLS, MAX_SCHOOLS), "{}", store.name);
    }
}

#[tokio::test]
async fn saving_an_entry_twice_saves_it_once_and_a_licence_of_the_list_is_there_once() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let new = entry(school("越谷高校"));
        assert_eq!(add_school(&store, account, &new).await, Added::Done, "{}", store.name);
        assert_eq!(add_school(&store, account, &new).await, Added::Before, "{}", store.name);
        let mut tx = store.begin().await.unwrap();
        let driving = || entry(licence(Some("4803"), "普通自動車免許"));
        assert_eq!(tx.add_licence(account, &driving(), now()).await.unwrap(), Added::Done);
        assert_eq!(tx.add_licence(account, &driving(), now()).await.unwrap(), Added::Twice);
        let details = tx.profile_details(account).await.unwrap();
        assert_eq!((details.schools.len(), details.licences.len()), (1, 1), "{}", store.name);
    }
}

#[tokio::test]
async fn entries_of_others_can_neither_be_changed_nor_removed() {
    for store in fresh().await {
        let (own, other) = (account(&store, "a").await, account(&store, "b").await);
        let (school, licence, job) =
            (entry(school("越谷高校")), entry(licence(None, "検定")), entry(job("甲", "2012-04", None)));
        let mut tx = store.begin().await.unwrap();
        tx.add_school(own, &school, now()).await.unwrap();
        tx.add_licence(own, &licence, now()).await.unwrap();
        tx.add_experience(own, &job, now()).await.unwrap();
        tx.hold_job_seeker(other, now()).await.unwrap();
        assert!(!tx.change_school(other, &school).await.unwrap(), "{}", store.name);
        assert!(!tx.change_licence(other, &licence).await.unwrap(), "{}", store.name);
        assert!(!tx.change_experience(other, &job).await.unwrap(), "{}", store.name);
        for (list, id) in [
            (EntryList::Schools, school.id),
            (EntryList::Licences, licence.id),
            (EntryList::Experiences, job.id),
        ] {
            assert!(!tx.remove_entry(other, list, id).await.unwrap(), "{} {list:?}", store.name);
            assert!(tx.remove_entry(own, list, id).await.unwrap(), "{} {list:?}", store.name);
            assert!(!tx.remove_entry(own, list, id).await.unwrap(), "{} {list:?}", store.name);
        }
    }
}

#[tokio::test]
async fn no_career_and_jobs_exclude_each_other() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.set_no_career(account, true, now()).await.unwrap(), "{}", store.name);
        assert!(tx.job_seeker(account).await.unwrap().details.career, "{}", store.name);
        let job = entry(job("甲", "2012-04", None));
        tx.add_experience(account, &job, now()).await.unwrap();
        assert!(!tx.profile_details(account).await.unwrap().no_career, "{}", store.name);
        assert!(!tx.set_no_career(account, true, now()).await.unwrap(), "{}", store.name);
        tx.remove_entry(account, EntryList::Experiences, job.id).await.unwrap();
        assert!(!tx.job_seeker(account).await.unwrap().details.career, "{}", store.name);
    }
}

#[tokio::test]
async fn a_licence_of_the_list_keeps_its_name_and_what_is_changed_or_emptied_is_replaced() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut driving = entry(licence(Some("4803"), "普通自動車免許"));
        let mut tx = store.begin().await.unwrap();
        tx.add_licence(account, &driving, now()).await.unwrap();
        driving.value = Licence { code: None, name: FreeText::stored("別の名前"), acquired: None };
        assert!(tx.change_licence(account, &driving).await.unwrap());
        let kept = tx.licences(account).await.unwrap();
        assert_eq!((kept[0].value.name.as_str(), kept[0].value.acquired), ("普通自動車免許", None));
        tx.save_introduction(account, Some(&FreeText::stored("前")), now()).await.unwrap();
        tx.save_introduction(account, None, now()).await.unwrap();
        assert_eq!(tx.profile_details(account).await.unwrap().introduction, None, "{}", store.name);
        tx.save_disability(account, None, now()).await.unwrap();
        assert_eq!(tx.disability(account).await.unwrap(), None, "{}", store.name);
    }
}
