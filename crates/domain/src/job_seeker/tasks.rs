//! The task list of 求職情報登録: the eight pages in their official order (spec/domain.md 4.1), which of them
//! are needed for completing, which do not apply, and what is left.

/// One page of the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// 1 基本情報
    Basic,
    /// 2 求職情報提供等
    Disclosure,
    /// 3 希望職種・時間等
    Work,
    /// 4 希望勤務地・賃金
    Places,
    /// 5 学歴/資格
    Education,
    /// 6 経歴
    Career,
    /// 7 障害情報
    Disability,
    /// 8 自己PR
    Introduction,
}

/// Whether a page has to be filled in before 完了.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// 必須
    Required,
    /// 任意: before or after the page is opened, or never.
    Optional,
    /// The person's other answers leave it out; the sentence says why.
    LeftOut(&'static str),
}

impl Task {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Basic,
        Self::Disclosure,
        Self::Work,
        Self::Places,
        Self::Education,
        Self::Career,
        Self::Disability,
        Self::Introduction,
    ];

    /// The screen's name. The first is what seed 001 calls it, the others are the official steps.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "基本情報登録",
            Self::Disclosure => "求職情報提供等",
            Self::Work => "希望職種・時間等",
            Self::Places => "希望勤務地・賃金",
            Self::Education => "学歴/資格",
            Self::Career => "経歴",
            Self::Disability => "障害情報",
            Self::Introduction => "自己PR",
        }
    }

    /// Its own path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Basic => "/profile/basic",
            Self::Disclosure => "/profile/disclosure",
            Self::Work => "/profile/work",
            Self::Places => "/profile/places",
            Self::Education => "/profile/education",
            Self::Career => "/profile/career",
            Self::Disability => "/profile/disability",
            Self::Introduction => "/profile/introduction",
        }
    }

    /// Its place in the official order, from 1 to 8.
    pub fn number(self) -> usize {
        self as usize + 1
    }
}

/// What of a person's answers decides which pages apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaskConditions {
    /// 障害の有無 = あり.
    pub has_disability: bool,
    /// 求職情報公開 or 求職情報提供 is wanted.
    pub is_shown: bool,
}

/// Which pages are saved, and which apply. A page is saved whole and only when it is right, so saved means
/// done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaskList {
    saved: [bool; Task::ALL.len()],
    conditions: TaskConditions,
}

impl TaskList {
    /// A list of these answers with nothing saved.
    pub fn new(conditions: TaskConditions) -> Self {
        Self { conditions, ..Self::default() }
    }

    /// The list with a page marked as saved, or as not saved.
    #[must_use]
    pub fn with(mut self, task: Task, is_saved: bool) -> Self {
        self.saved[task as usize] = is_saved;
        self
    }

    /// Whether a page has to be filled in.
    pub fn need(self, task: Task) -> Need {
        let TaskConditions { has_disability, is_shown } = self.conditions;
        match task {
            Task::Basic | Task::Disclosure | Task::Work | Task::Places => Need::Required,
            Task::Education | Task::Career => Need::Optional,
            Task::Disability if has_disability => Need::Required,
            Task::Disability => {
                Need::LeftOut("基本情報登録で、障害の有無に「あり」を選んだ方だけが入力します。")
            }
            Task::Introduction if is_shown => Need::Optional,
            Task::Introduction => {
                Need::LeftOut("求職情報提供等で、求職情報の公開か提供を希望した方だけが入力します。")
            }
        }
    }

    /// True when this page is saved.
    pub fn is_done(self, task: Task) -> bool {
        self.saved[task as usize]
    }

    /// The pages that are needed for completing, in the order of the list.
    pub fn required(self) -> impl Iterator<Item = Task> {
        Task::ALL.into_iter().filter(move |task| self.need(*task) == Need::Required)
    }

    /// How many of the needed pages are saved.
    pub fn done(self) -> usize {
        self.required().filter(|task| self.is_done(*task)).count()
    }

    /// True when the check page may be reached.
    pub fn is_complete(self) -> bool {
        self.next().is_none()
    }

    /// The first needed page that is left.
    pub fn next(self) -> Option<Task> {
        self.required().find(|task| !self.is_done(*task))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIMUM: [Task; 4] = [Task::Basic, Task::Disclosure, Task::Work, Task::Places];

    fn with_minimum(list: TaskList) -> TaskList {
        MINIMUM.into_iter().fold(list, |list, task| list.with(task, true))
    }

    #[test]
    fn the_list_has_the_eight_official_steps_in_their_order() {
        let names = Task::ALL.map(Task::name);
        assert_eq!(
            names[1..],
            [
                "求職情報提供等",
                "希望職種・時間等",
                "希望勤務地・賃金",
                "学歴/資格",
                "経歴",
                "障害情報",
                "自己PR"
            ]
        );
        assert!(names[0].starts_with("基本情報"));
        assert_eq!(Task::ALL.map(Task::number), [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn the_list_is_complete_when_every_needed_page_is_saved_in_whatever_order() {
        let list = TaskList::default();
        assert_eq!((list.done(), list.next()), (0, Some(Task::Basic)));
        let list = list.with(Task::Places, true).with(Task::Work, true);
        assert_eq!((list.done(), list.next()), (2, Some(Task::Basic)));
        let list = list.with(Task::Basic, true);
        assert_eq!((list.is_complete(), list.next()), (false, Some(Task::Disclosure)));
        let list = list.with(Task::Disclosure, true);
        assert_eq!((list.is_complete(), list.done(), list.next()), (true, 4, None));
    }

    #[test]
    fn the_minimum_completes_and_education_and_career_never_hold_anybody_up() {
        let list = with_minimum(TaskList::default());
        for task in [Task::Education, Task::Career] {
            assert_eq!(list.need(task), Need::Optional);
        }
        assert!(list.is_complete() && list.with(Task::Career, true).is_complete());
    }

    #[test]
    fn about_a_disability_only_whoever_has_one_is_asked_and_then_it_is_needed() {
        let list = TaskList::default();
        assert!(matches!(list.need(Task::Disability), Need::LeftOut(why) if why.contains("障害の有無")));
        let list = TaskList::new(TaskConditions { has_disability: true, is_shown: false });
        assert_eq!(list.need(Task::Disability), Need::Required);
        assert!(!with_minimum(list).is_complete());
        assert!(with_minimum(list).with(Task::Disability, true).is_complete());
    }

    #[test]
    fn an_introduction_is_only_asked_where_somebody_may_read_it() {
        let list = TaskList::default();
        assert!(matches!(list.need(Task::Introduction), Need::LeftOut(why) if why.contains("公開か提供")));
        let list = TaskList::new(TaskConditions { has_disability: false, is_shown: true });
        assert_eq!(list.need(Task::Introduction), Need::Optional);
        assert!(with_minimum(list).is_complete());
    }
}
