//! Before 完了 a page of 求職情報 is filled in; after it the same page changes what was registered
//! (求職情報を変更する).

use domain::job_seeker::{RegistrationKind, Task};
use site::{Menu, Seeker, Shell, Signed};
use store::JobSeeker;

use super::tasks;

/// The name of the page that shows what was registered.
pub(super) const REGISTERED_H1: &str = "｜求職情報《きゅうしょくじょうほう》";

/// Where somebody stands with the own 求職情報.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// 求職情報登録: the page is not open yet.
    Registering,
    /// 求職情報を変更する.
    Changing(RegistrationKind),
}

impl Stage {
    /// By what the person has saved.
    pub(super) fn of(saved: &JobSeeker) -> Self {
        saved.registration.as_ref().map_or(Self::Registering, |known| Self::Changing(known.kind))
    }

    /// The words on the button that saves.
    pub(super) fn press(self) -> &'static str {
        match self {
            Self::Registering => "保存して次へ進む",
            Self::Changing(_) => "変更を保存する",
        }
    }

    /// The surroundings of a page of 求職情報.
    pub(super) fn shell(self, seeker: &Signed<Seeker>, h1: &str) -> Shell {
        shell(seeker, h1, self != Self::Registering)
    }

    /// Where to go after a page was saved.
    pub(super) fn after(self, task: Task) -> String {
        match self {
            Self::Registering => "/profile".to_owned(),
            Self::Changing(_) => format!("/profile?changed={}", task.number()),
        }
    }
}

/// The surroundings of a page of 求職情報, before 完了 and (`changing`) after it.
pub(super) fn shell(seeker: &Signed<Seeker>, h1: &str, changing: bool) -> Shell {
    let shell = seeker.shell(h1).menu(Menu::Settings);
    if changing {
        return shell
            .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
            .crumb(REGISTERED_H1, "/profile");
    }
    shell.crumb(tasks::H1, "/profile")
}

/// The page whose change was just saved, from the query of `/profile`.
pub(super) fn just_changed(number: &str) -> Option<Task> {
    Task::ALL.into_iter().find(|task| task.number().to_string() == number)
}
