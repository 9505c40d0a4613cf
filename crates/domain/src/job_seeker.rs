//! 求職情報: what a job seeker tells about the own person and wishes, the number it is kept under,
//! and who may register on the web.

mod basic;
mod birth_date;
pub mod card;
mod career;
mod choice;
mod disability;
mod disclosure;
mod education;
mod eligibility;
mod employer_view;
mod free_text;
mod history;
mod identifying;
mod introduction;
mod licence;
mod licence_words;
mod municipality;
mod number;
mod opening;
mod station;
mod tasks;
mod text;
mod typed_number;
mod wishes;
mod year_month;

pub use basic::{Address, BasicInformation, Gender};
pub use birth_date::{BadBirthDate, OLDEST_YEARS, age_on, birth_date};
pub use career::{
    BadExperience, HeldEmployment, MAX_COMPANY_CHARS, MAX_DUTIES_CHARS, MAX_EXPERIENCES,
    MAX_OCCUPATION_CHARS, MAX_REASON_CHARS, WorkExperience, newest_experience_first,
};
pub use disability::{
    BadDisability, Disability, DisabilityKind, IntellectualGrade, MAX_NEEDS_CHARS, MentalGrade, PhysicalGrade,
};
pub use disclosure::{BadDisclosure, BadProvision, Disclosure, Provision};
pub use education::{
    BadSchool, MAX_SCHOOL_CHARS, MAX_SCHOOLS, School, SchoolKind, SchoolState, newest_school_first,
};
pub use eligibility::{
    CHECKS_A_DAY, LAST_DAY_NOT_COUNTED, MINIMUM_AGE, REGISTERED_WITHIN_YEARS, Refused, eligible,
    identity_form,
};
pub use employer_view::{EducationLevel, EmployerView, ExperienceView, OwnFacts, WholeProfile, own_marks};
pub use free_text::FreeText;
pub use history::{Change, changes};
pub use identifying::{HIDDEN, Identifying, OwnMarks, identifying, without_identifying};
pub use introduction::{MAX_INTRODUCTION_CHARS, warning_of};
pub use licence::{
    BadLicence, DRIVING_CATEGORY, Licence, LicenceQuery, MAX_KEYWORD_CHARS, MAX_LICENCE_CHARS, MAX_LICENCES,
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
pub use typed_number::{NumberRefused, TYPED_NUMBER_LASTS, WRONG_NUMBERS_A_DAY, opens, typed_number_until};
pub use wishes::{
    BadWage, BadWishes, BadWorkingHours, DayOff, EmploymentWish, MAX_MUNICIPALITIES, MAX_OCCUPATIONS,
    MAX_PLACES, MAX_WAGE_YEN, Occupation, Place, PlaceWishes, TwoDaysOff, Wage, WageUnit, WorkWishes,
    WorkingHours, WorkingTime,
};
pub use year_month::{BadYearMonth, MAX_YEARS_AHEAD, NotAYearMonth, YearMonth};
