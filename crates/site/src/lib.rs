//! The page kit that every realm stands on: layout, form state, identities, sessions, problems and
//! the headers that go with every answer. It knows no page of its own but the problem page.

mod app;
mod browser;
mod client;
mod device;
mod enter;
mod finish;
mod form;
mod half_way;
mod identity;
mod notify;
pub mod office;
mod own_path;
mod page;
mod parked;
mod problem;
mod readings;
mod realm;
pub mod ruby;
mod session;
mod shell;
mod statics;
mod throttle;
mod words;

pub use app::{App, AppParts, Settings};
pub use browser::Browser;
pub use client::ClientAddress;
pub use device::{KnownDevice, device_name, is_smart_device};
pub use enter::{Arriving, Entry, enter};
pub use finish::{ForPrograms, finish, form_may_lead_to};
pub use form::{Fields, Form, FormFields, FormState, Path, Query};
pub use half_way::HalfWay;
pub use identity::{Active, Opened, SeekerSession, Signed, Visitor};
pub use notify::{Teller, Told, mail_may_stop, notify, notify_besides, notify_by_day, stop_mail_path};
pub use own_path::own_path;
pub use page::{Page, again, see_other};
pub use parked::{FORM_WAITS, Parked, lay_ready, waiting};
pub use problem::Problem;
pub use realm::{Realm, Seeker};
pub use session::{SignedIn, renew, sign_in, sign_out_cookie};
pub use shell::{Contrast, Crumb, Menu, RUBY, Shell, TextSize, View};
pub use throttle::{Departing, Throttle, Throttled};
pub use words::{WORDS, Word};
