//! What a save has changed, in the words of the screens (manual 7.1.10 求職情報を変更する).

/// One item that is not any more what it was.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// What the item is called on its page.
    pub item: String,
    /// What stood there; blank when nothing did.
    pub before: String,
    /// What stands there now; blank when nothing does.
    pub after: String,
}

/// Personal data does not belong into logs.
impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Change").finish_non_exhaustive()
    }
}

impl Change {
    /// A change of one item.
    pub fn new(item: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { item: item.into(), before: before.into(), after: after.into() }
    }
}

/// Compares the lines of a page (label and value) before and after a save: the items whose value differs,
/// in the order of the page as it is now, with those that are gone at the end.
pub fn changes<'a>(
    before: impl IntoIterator<Item = (&'a str, &'a str)>,
    after: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<Change> {
    let mut gone: Vec<(&str, &str)> = before.into_iter().collect();
    let mut found = Vec::new();
    for (item, value) in after {
        let was = gone.iter().position(|(other, _)| *other == item).map(|at| gone.remove(at).1);
        if was.unwrap_or_default() != value {
            found.push(Change::new(item, was.unwrap_or_default(), value));
        }
    }
    let gone = gone.into_iter().filter(|(_, value)| !value.is_empty());
    found.extend(gone.map(|(item, value)| Change::new(item, value, "")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_a_change() {
        let before = [("氏名", "明日 勇気"), ("電話番号", "090-1234-5678"), ("最寄り駅", "越谷")];
        let after = [("氏名", "明日 勇気"), ("性別", "女性"), ("電話番号", "090-0000-0000")];
        let told = [
            Change::new("性別", "", "女性"),
            Change::new("電話番号", "090-1234-5678", "090-0000-0000"),
            Change::new("最寄り駅", "越谷", ""),
        ];
        assert!(changes(before, after) == told);
        assert!(changes(before, before).is_empty());
    }

    #[test]
    fn an_item_without_a_value_is_as_one_that_is_not_there() {
        assert!(changes([("最寄り駅", "")], []).is_empty());
        assert!(changes([], [("最寄り駅", "")]).is_empty());
    }

    #[test]
    fn items_of_one_name_are_compared_one_by_one() {
        let found = changes([("職歴", "甲"), ("職歴", "乙")], [("職歴", "甲"), ("職歴", "丙")]);
        assert!(found == [Change::new("職歴", "乙", "丙")]);
    }
}
