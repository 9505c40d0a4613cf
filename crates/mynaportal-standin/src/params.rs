//! Parameters of a request, where one that is sent twice is an error (RFC 6749, 3.1 and 3.2).

use std::collections::HashMap;

/// The parameters of a query or a form.
pub(crate) struct Params {
    values: HashMap<String, String>,
    /// Whether any name came more than once.
    pub(crate) repeated: bool,
}

impl Params {
    /// Reads `application/x-www-form-urlencoded`.
    pub(crate) fn read(encoded: &[u8]) -> Self {
        let mut params = Self { values: HashMap::new(), repeated: false };
        for (name, value) in url::form_urlencoded::parse(encoded) {
            params.repeated |= params.values.insert(name.into_owned(), value.into_owned()).is_some();
        }
        params
    }

    /// The value of a parameter; one without a value is treated as omitted (RFC 6749, 3.1).
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether the parameter is exactly this.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}
