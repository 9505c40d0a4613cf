//! Where a redirect may lead: to paths of this service only.

/// The path when it is one of our own (`/…`), else `None`. Addresses of other hosts, `//host`,
/// backslashes and control characters are none.
pub fn own_path(path: &str) -> Option<&str> {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 2048
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    own.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_our_own_are_followed() {
        assert_eq!(own_path("/search?q=%E4%BB%8B&page=2"), Some("/search?q=%E4%BB%8B&page=2"));
        for foreign in [
            "",
            "search",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/\t/evil",
            "/あ",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign}");
        }
    }
}
