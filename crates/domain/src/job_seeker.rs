//! 求職情報: what a job seeker tells about the own person and wishes, the number it is kept under,
//! and who may register on the web.

mod basic;
mod birth_date;
pub mod card;
mod disclosure;
mod eligibility;
mod municipality;
mod number;
mod opening;
mod station;
mod tasks;
mod text;
mod wishes;

pub use basic::{Address, BasicInformation, Gender};
pub use birth_date::{BadBirthDate, OLDEST_YEARS, age_on, birth_date};
pub use disclosure::{BadDisclosure, BadProvision, Disclosure, Provision};
pub use eligibility::{
    CHECKS_A_DAY, LAST_DAY_NOT_COUNTED, MINIMUM_AGE, REGISTERED_WITHIN_YEARS, Refused, eligible,
    identity_form,
};
pub use municipality::{BadMunicipality, find_municipality};
pub use number::{BadJobSeekerNumber, JobSeekerNumber};
pub use opening::{Held, KEPT_YEARS, OpeningAnswer, RegistrationKind, is_kept, opening_answer};
pub use station::{BadStation, Station};
pub use tasks::{Need, Task, TaskConditions, TaskList};
pub use text::{
    BadText, BuildingName, KanaName, MAX_BUILDING_CHARS, MAX_KANA_CHARS, MAX_NAME_CHARS, MAX_NOTE_CHARS,
    MAX_STATION_CHARS, MAX_TOWN_CHARS, Name, Note, StationText, Town,
};
pub use wishes::{
    BadWage, BadWishes, BadWorkingHours, DayOff, EmploymentWish, MAX_MUNICIPALITIES, MAX_OCCUPATIONS,
    MAX_PLACES, MAX_WAGE_YEN, Occupation, Place, PlaceWishes, TwoDaysOff, Wage, WageUnit, WorkWishes,
    WorkingHours, WorkingTime,
};
