//! Invented people of the demo. They are put into a new database once, all or none.

use anyhow::{Context, bail};
use domain::{
    account::EmailAddress,
    clock::{Timestamp, japanese_date},
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, Disclosure, EmploymentWish, Gender, KanaName, Name, Place,
        PlaceWishes, Provision, Station, Town, Wage, WorkWishes,
    },
};
use site::App;
use store::{AddressRegistration, Completion, CounterEntry, Tx};
use uuid::Uuid;

/// Somebody with an account.
struct Person {
    email: &'static str,
    password: &'static str,
    /// What to see with this account.
    about: &'static str,
}

/// Her page is open.
const HANAKO: Person = Person {
    email: "hanako@example.jp",
    password: "Asagao-2026#",
    about: "求人 花子: 求職情報 complete, page open",
};
/// Has an account only.
const TARO: Person =
    Person { email: "taro@example.jp", password: "Momiji-2026#", about: "an account without 求職情報" };

/// Registered at a counter, which wrote his address down; without an account.
const COUNTER_EMAIL: &str = "jiro@example.jp";
const COUNTER_NAME: [&str; 2] = ["窓口", "次郎"];
const COUNTER_KANA: [&str; 2] = ["マドグチ", "ジロウ"];
const COUNTER_BIRTH: domain::clock::Date = domain::clock::Date::constant(1988, 7, 7);

/// 越谷, where Hanako lives and Jiro was at the counter.
const KOSHIGAYA: &str = "11222";
const OFFICE: &str = "11120";

/// What to tell whoever started the demo.
pub(super) fn introduction() -> Vec<String> {
    let mut lines = vec!["Demo people (as long as nobody changes their passwords):".to_owned()];
    for person in [&HANAKO, &TARO] {
        lines.push(format!("  {:<18} password {:<14} {}", person.email, person.password, person.about));
    }
    lines.push(format!(
        "  {COUNTER_EMAIL:<18} no password yet: {}（{}、{}生まれ） was registered at a counter, which wrote \
         his address down; he opens his page under ハローワークをご利用中の方のマイページ開設",
        COUNTER_NAME.join(" "),
        COUNTER_KANA.join(" "),
        japanese_date(COUNTER_BIRTH)
    ));
    lines
}

/// Adds the people, unless they are there.
///
/// # Errors
/// The database does not answer.
pub(super) async fn add(app: &App) -> anyhow::Result<()> {
    let (hanako, taro) = (EmailAddress::parse(HANAKO.email)?, EmailAddress::parse(TARO.email)?);
    if app.store.read().await?.account_by_email(&hanako).await?.is_some() {
        return Ok(());
    }
    let now = app.clock.now();
    // Never hash inside a transaction.
    let hashes = (app.hasher.hash(HANAKO.password).await?, app.hasher.hash(TARO.password).await?);
    let mut tx = app.store.begin().await?;
    let account = tx.add_account(&hanako, &hashes.0, now).await?;
    open_page(&mut tx, account, now).await?;
    tx.add_account(&taro, &hashes.1, now).await?;
    match tx.register_address(&jiros_entry()?, "demo", now).await? {
        AddressRegistration::Registered(_) => {}
        other => bail!("the demo's own person of the counter is not taken: {other:?}"),
    }
    tx.commit().await?;
    Ok(())
}

async fn open_page(tx: &mut Tx, account: Uuid, now: Timestamp) -> anyhow::Result<()> {
    tx.save_basic(account, &hanakos_basics()?, now).await?;
    let station = Station::parse("東武スカイツリーライン", "越谷駅")?;
    tx.save_situation(account, (false, station.as_ref()), now).await?;
    tx.save_disclosure(account, Disclosure::Open, now).await?;
    tx.save_provision(account, (Provision::default(), true), now).await?;
    tx.save_work(account, &hanakos_work()?, now).await?;
    tx.save_places(account, &hanakos_places()?, now).await?;
    super::details::fill_in(tx, account, now).await?;
    match tx.complete_registration(account, now).await? {
        Completion::Done(_) => Ok(()),
        other => bail!("the demo's own 求職情報 is not taken: {other:?}"),
    }
}

fn hanakos_basics() -> anyhow::Result<BasicInformation> {
    Ok(BasicInformation {
        family_name: Name::parse("姓", "求人")?,
        given_name: Name::parse("名", "花子")?,
        family_kana: KanaName::parse("姓", "キュウジン")?,
        given_kana: KanaName::parse("名", "ハナコ")?,
        gender: Some(Gender::Woman),
        birth_date: domain::clock::Date::constant(1990, 4, 1),
        address: Address {
            postal_code: PostalCode::parse("343-0023")?,
            municipality_code: KOSHIGAYA.into(),
            town: Town::parse("町名・番地", "東越谷1-5-6")?,
            building: BuildingName::parse("建物名・部屋番号", "")?,
        },
        telephone: TelephoneNumber::parse("090-0000-0000")?,
    })
}

fn jiros_entry() -> anyhow::Result<CounterEntry> {
    Ok(CounterEntry {
        office_code: OFFICE.into(),
        person: BasicInformation {
            family_name: Name::parse("姓", COUNTER_NAME[0])?,
            given_name: Name::parse("名", COUNTER_NAME[1])?,
            family_kana: KanaName::parse("姓", COUNTER_KANA[0])?,
            given_kana: KanaName::parse("名", COUNTER_KANA[1])?,
            gender: None,
            birth_date: COUNTER_BIRTH,
            ..hanakos_basics()?
        },
        number: None,
        applied_on: None,
        email: EmailAddress::parse(COUNTER_EMAIL)?,
    })
}

fn hanakos_work() -> anyhow::Result<WorkWishes> {
    Ok(WorkWishes::new(vec!["25701".parse()?, "36101".parse()?], vec![EmploymentWish::ALL[0]]))
}

fn hanakos_places() -> anyhow::Result<PlaceWishes> {
    let wage = Wage::parse("month", "200000")?.context("a wage")?;
    Ok(PlaceWishes::new(vec![Place::new("11", [KOSHIGAYA])?, Place::new("13", [])?], Some(wage)))
}

#[cfg(test)]
mod tests {
    use domain::password::PasswordPolicy;

    use super::*;

    #[test]
    fn the_demos_own_data_follow_the_rules_of_the_service() {
        hanakos_basics().unwrap();
        hanakos_work().unwrap();
        hanakos_places().unwrap();
        jiros_entry().unwrap();
        assert!(introduction().iter().any(|line| line.contains(COUNTER_EMAIL)));
        for person in [&HANAKO, &TARO] {
            EmailAddress::parse(person.email).unwrap();
            PasswordPolicy::Manual.check(person.password, person.password, &[person.email]).unwrap();
            assert!(introduction().iter().any(|line| line.contains(person.password)));
        }
    }
}
