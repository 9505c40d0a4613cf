//! `mypage counter register-address`: the mail address of a person whom the office registered, who then opens a page
//! alone (ハローワークをご利用中の方のマイページ開設).

mod entry;

use std::process::ExitCode;

use clap::Args;
use domain::{account::RegistrationAnswer, clock::Timestamp};
use store::{AddressRegistration, Store};

/// What is written down.
// Without `Debug` of its own this could not be part of the command line; nothing prints it.
#[derive(Clone, Args)]
pub struct RegisterAddress {
    /// Code of the office where the person registered (five digits, as in data/)
    #[arg(long, value_name = "CODE")]
    pub office: String,
    /// Family name (姓)
    #[arg(long, value_name = "NAME")]
    pub family_name: String,
    /// Given name (名)
    #[arg(long, value_name = "NAME")]
    pub given_name: String,
    /// Reading of the family name, in kana
    #[arg(long, value_name = "KANA")]
    pub family_kana: String,
    /// Reading of the given name, in kana
    #[arg(long, value_name = "KANA")]
    pub given_kana: String,
    /// Birth date
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub birth_date: String,
    /// Postal code; it must lie in the municipality of the address
    #[arg(long, value_name = "NNN-NNNN")]
    pub postal_code: String,
    /// Address with prefecture, municipality, town and number, for example 埼玉県越谷市東越谷1-5-6
    #[arg(long, value_name = "TEXT")]
    pub address: String,
    /// Building and room, where there are any
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub building: String,
    /// Telephone number
    #[arg(long, value_name = "NUMBER")]
    pub telephone: String,
    /// 求職番号 that the office gave [default: the next of the office is given, and printed]
    #[arg(long, value_name = "NNNNN-NNNNNNNN")]
    pub number: Option<String>,
    /// Day of the 求職申込み [default: today, or as it was written down before]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub applied_on: Option<String>,
    /// Mail address, which becomes the ID
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// Who does this, as the office writes the name; kept with the deed
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

impl std::fmt::Debug for RegisterAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterAddress").finish_non_exhaustive()
    }
}

/// Does the deed and says what became of it.
///
/// # Errors
/// The database does not answer.
pub(super) async fn run(store: &Store, typed: &RegisterAddress, now: Timestamp) -> anyhow::Result<ExitCode> {
    let checked = entry::check(&mut store.read().await?, typed, now).await?;
    let (entry, by) = match checked {
        Ok(entry) => entry,
        Err(problems) => {
            for problem in problems {
                eprintln!("WRONG    {problem}");
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let mut tx = store.begin().await?;
    let done = match tx.register_address(&entry, &by, now).await {
        Ok(done) => done,
        Err(error) if error.is_duplicate() => {
            eprintln!(
                "WRONG    somebody else wrote the same address or number down at this moment; try again"
            );
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    Ok(match said(&done) {
        Ok(fine) => {
            tx.commit().await?;
            println!("{fine}");
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("WRONG    {refused}");
            ExitCode::FAILURE
        }
    })
}

/// What became of it, in plain English; an error where nothing was written.
fn said(done: &AddressRegistration) -> Result<String, &'static str> {
    match done {
        AddressRegistration::Registered(number) => Ok(format!("Registered. 求職番号: {number}")),
        AddressRegistration::Changed(number) => {
            Ok(format!("Changed; keys that were mailed before do not work any more. 求職番号: {number}"))
        }
        AddressRegistration::Unchanged(number) => {
            Ok(format!("All of it was registered already; nothing is changed. 求職番号: {number}"))
        }
        AddressRegistration::AddressHasAccount(RegistrationAnswer::MayReturn) => {
            Err("--email: the account of this address was left within 30 days; the person can bring it back \
                 under アカウントを再登録")
        }
        AddressRegistration::AddressHasAccount(_) => Err("--email: this address has an account already"),
        AddressRegistration::AddressOfAnother => {
            Err("--email: this address is registered for another person; everybody needs one of their own")
        }
        AddressRegistration::NumberOfAnother => Err("--number: this 求職番号 belongs to another person"),
        AddressRegistration::PageIsOpen => Err("this person has opened a page already"),
    }
}
