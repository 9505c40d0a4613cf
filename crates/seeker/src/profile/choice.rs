//! Lists to choose from, with 「未選択」 where a choice may be taken back.

/// Values and the words for them.
pub(super) type Choices = Vec<(&'static str, &'static str)>;

/// The choices, and 「未選択」 before them.
pub(super) fn or_none(choices: impl IntoIterator<Item = (&'static str, &'static str)>) -> Choices {
    [("", "未選択")].into_iter().chain(choices).collect()
}

/// Two choices, in these words for yes and no.
pub(super) fn yes_no([yes, no]: [&'static str; 2]) -> [(&'static str, &'static str); 2] {
    [("yes", yes), ("no", no)]
}

/// Reads a choice of [`yes_no`]; anything else is none.
pub(super) fn is_yes(code: &str) -> Option<bool> {
    match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The value of [`yes_no`] for an answer.
pub(super) fn code(answer: Option<bool>) -> &'static str {
    answer.map_or("", |yes| if yes { "yes" } else { "no" })
}
