//! 自己PR: what a person says about themselves to employers, who must not learn from it who the person is.

use super::identifying::Identifying;

/// 自己PR: at most so many characters (domain.md 4.2).
pub const MAX_INTRODUCTION_CHARS: usize = 600;

/// The warning about a text that employers will read: what seems to stand in it, and what becomes of it.
/// `None` when there is nothing to warn of.
pub fn warning_of(found: &[Identifying]) -> Option<String> {
    let names: Vec<&str> = found.iter().map(|kind| kind.name()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "あなたが誰であるかがわかる内容（{}）が入っているようです。求人者には見せないため、その部分は「＊＊＊」と表示します。",
            names.join("、")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_names_what_was_found() {
        assert_eq!(warning_of(&[]), None);
        let warning = warning_of(&[Identifying::Telephone, Identifying::OwnName]).unwrap();
        assert!(warning.contains("（電話番号、お名前）"), "{warning}");
    }
}
