//! The task list of 求職情報登録: what is done and what is left.

/// One page of the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// 基本情報登録
    Basic,
    /// 求職情報公開
    Disclosure,
    /// 希望条件
    Wishes,
}

impl Task {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Disclosure, Self::Wishes];

    /// The screen's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "基本情報登録",
            Self::Disclosure => "求職情報公開",
            Self::Wishes => "希望条件",
        }
    }

    /// Its own path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Basic => "/profile/basic",
            Self::Disclosure => "/profile/disclosure",
            Self::Wishes => "/profile/wishes",
        }
    }
}

/// Which pages are saved. A page is saved whole and only when it is right, so saved means done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaskList {
    /// 基本情報登録 is saved.
    pub basic: bool,
    /// 求職情報公開 is saved.
    pub disclosure: bool,
    /// 希望条件 is saved.
    pub wishes: bool,
}

impl TaskList {
    /// True when this page is saved.
    pub fn is_done(self, task: Task) -> bool {
        match task {
            Task::Basic => self.basic,
            Task::Disclosure => self.disclosure,
            Task::Wishes => self.wishes,
        }
    }

    /// How many pages are saved.
    pub fn done(self) -> usize {
        Task::ALL.into_iter().filter(|task| self.is_done(*task)).count()
    }

    /// True when the check page may be reached.
    pub fn is_complete(self) -> bool {
        self.next().is_none()
    }

    /// The first page that is left.
    pub fn next(self) -> Option<Task> {
        Task::ALL.into_iter().find(|task| !self.is_done(*task))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_complete_when_every_page_is_saved_in_whatever_order() {
        let mut list = TaskList::default();
        assert_eq!((list.done(), list.next()), (0, Some(Task::Basic)));
        list.wishes = true;
        assert_eq!((list.done(), list.next()), (1, Some(Task::Basic)));
        list.basic = true;
        assert_eq!((list.is_complete(), list.next()), (false, Some(Task::Disclosure)));
        list.disclosure = true;
        assert_eq!((list.is_complete(), list.done(), list.next()), (true, 3, None));
    }
}
