//! Reading what people send, and keeping it so that it can be shown again.

use std::{
    fmt::Display,
    hash::{DefaultHasher, Hash, Hasher},
};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
};

use crate::{Problem, leaving, ruby};

/// Longest value that is kept, in characters; longer ones are an error of their field.
const LONGEST_VALUE: usize = 4000;
/// The hidden field that says which warnings were shown, and over which content.
pub(crate) const WARNINGS_SHOWN: &str = "warnings_shown";
/// The hidden field that says what was saved when the form was drawn, and whether the form showed just that.
pub const SAVED: &str = "saved_then";
/// The hidden field with the id that a form gives to the entry it adds.
pub const ENTRY: &str = "entry";
/// What follows the digest in [`SAVED`] where the form showed something that is not saved.
const UNSAVED: &str = ".unsaved";

/// The fields a form has. Others that are sent are ignored.
#[derive(Clone, Copy, Debug)]
pub struct FormFields {
    /// Fields with one value.
    pub one: &'static [&'static str],
    /// Fields with any number of values (checkboxes of one name).
    pub many: &'static [&'static str],
    /// Fields with one value that is never shown again: passwords and mailed keys.
    pub secret: &'static [&'static str],
}

/// Names and values as they were sent: UTF-8, without control characters but line feeds.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads an urlencoded text. `None` when it is not UTF-8.
    pub fn parse(encoded: &[u8]) -> Option<Self> {
        percent_encoding::percent_decode(encoded).decode_utf8().ok()?;
        let clean = |text: &str| -> String {
            text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
        };
        Some(Self(
            form_urlencoded::parse(encoded).map(|(name, value)| (clean(&name), clean(&value))).collect(),
        ))
    }

    /// All pairs in the order they were sent.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The first value of a name, or nothing.
    pub fn first(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// Puts a value in the place of what was sent for a name.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(other, _)| other != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// How what was typed stands to what was saved when its page was drawn.
    pub(crate) fn against_saved(&self) -> AgainstSaved {
        let then = self.first(SAVED);
        let (digest_then, showed_saved) = match then.strip_suffix(UNSAVED) {
            Some(digest) => (digest, false),
            None => (then, true),
        };
        match digest(&self.0) == digest_then {
            true if showed_saved => AgainstSaved::Untouched,
            true => AgainstSaved::TakenBack,
            false => AgainstSaved::Differs,
        }
    }

    /// Sorts what was sent into the fields of a form. A single field that was sent more than once, or a value
    /// that no field can hold, is an error of that field.
    pub fn fields(self, fields: &FormFields) -> FormState {
        let forgets = !fields.secret.is_empty();
        let mut form = FormState { forgets, is_typed: true, ..FormState::default() };
        for (name, value) in self.0 {
            if name == WARNINGS_SHOWN {
                form.warnings_shown = value;
                continue;
            }
            if name == SAVED {
                form.saved = value;
                continue;
            }
            if fields.many.contains(&name.as_str()) {
                form.values.push((name, value));
                continue;
            }
            let secret = fields.secret.contains(&name.as_str());
            let Some(known) = fields.one.iter().chain(fields.secret).find(|known| **known == name) else {
                continue;
            };
            let kept = if secret { &mut form.secrets } else { &mut form.values };
            if kept.iter().any(|(other, _)| *other == name) {
                form.add_once(known, "同じ項目が2回送られました。この項目をもう一度入力してください。");
            } else if value.chars().count() > LONGEST_VALUE {
                kept.push((name, value.chars().take(LONGEST_VALUE).collect()));
                form.add_once(known, "入力が長すぎます。短くしてください。");
            } else {
                kept.push((name, value));
            }
        }
        form
    }
}

/// How what was typed stands to what was saved when its page was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgainstSaved {
    /// The page showed what was saved, and so it stands there.
    Untouched,
    /// The page showed something else; now it is what was saved.
    TakenBack,
    /// It is not what was saved.
    Differs,
}

/// What a form says, in one word: the same for the same content in any order, whatever stands in it besides
/// what people type. Empty fields count as fields that were not sent: a form nobody has saved has none.
fn digest(values: &[(String, String)]) -> String {
    let is_besides = |name: &str| [SAVED, WARNINGS_SHOWN, ENTRY].contains(&name) || leaving::is_word(name);
    let mut said: Vec<_> =
        values.iter().filter(|(name, value)| !value.is_empty() && !is_besides(name)).collect();
    said.sort();
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    values: Vec<(String, String)>,
    secrets: Vec<(String, String)>,
    /// The form has secret fields, which must be typed again.
    forgets: bool,
    errors: Vec<(&'static str, String)>,
    warnings: Vec<(&'static str, String)>,
    /// What [`FormState::warnings_token`] was when the form was last shown.
    warnings_shown: String,
    /// What stands in [`SAVED`].
    saved: String,
    /// The form was just sent, and may be saved nowhere.
    is_typed: bool,
    /// The form was laid aside, and differs from what is saved.
    is_unsaved: bool,
}

impl FormState {
    /// A form nobody has typed into.
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with saved values.
    pub fn of<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { values, ..Self::default() }
    }

    /// The same form, drawn over what is saved.
    pub(crate) fn over(mut self, saved: &Self) -> Self {
        self.saved = digest(&saved.values);
        self.is_unsaved = digest(&self.values) != self.saved;
        self.is_typed = false;
        if self.is_unsaved {
            self.saved.push_str(UNSAVED);
        }
        self
    }

    /// Leaves fields out that the page does not have for this person.
    pub fn leave_out(&mut self, names: &[&str]) {
        self.values.retain(|(name, _)| !names.contains(&name.as_str()));
    }

    /// What the hidden field [`SAVED`] holds.
    pub fn saved(&self) -> &str {
        &self.saved
    }

    /// True when the form was just sent and is shown once more: it stands nowhere but on this page.
    pub fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// True when the page shows what was laid aside, which differs from what is saved.
    pub fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// The value of a field as typed; never that of a secret.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// All values of a field.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }

    /// All fields and values, without secrets.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.values
    }

    /// True when a value of a field was chosen.
    pub fn checked(&self, name: &str, value: &str) -> bool {
        self.values(name).contains(&value)
    }

    /// Puts a value in the place of what was typed: after 住所を検索, for example.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(other, _)| other != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// The value of a secret field, exactly as typed. Templates cannot reach it by [`FormState::value`].
    pub fn secret(&self, name: &str) -> &str {
        self.secrets.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// True when the form has fields that come back empty: passwords and mailed keys.
    pub fn forgets(&self) -> bool {
        self.forgets
    }

    /// Gives a good value on; notes why a bad one is bad.
    pub fn check<T, E: Display>(&mut self, field: &'static str, value: Result<T, E>) -> Option<T> {
        value.map_err(|error| self.add(field, error)).ok()
    }

    /// Notes an error of a field, in the order of the page.
    pub fn add(&mut self, field: &'static str, sentence: impl Display) {
        self.errors.push((field, sentence.to_string()));
    }

    fn add_once(&mut self, field: &'static str, sentence: &str) {
        if self.error(field).is_none() {
            self.add(field, sentence);
        }
    }

    /// The first error of a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(other, _)| *other == name).map(|(_, sentence)| sentence.as_str())
    }

    /// A label or support text of a template, escaped, with its readings ([`crate::ruby`]), for `|safe`.
    pub fn fixed(&self, text: &str) -> String {
        ruby::escaped(text)
    }

    /// A choice or sentence from Rust with its readings ([`crate::ruby::read`]), for `|safe`.
    pub fn read(&self, text: impl AsRef<str>) -> String {
        ruby::read(text.as_ref())
    }

    /// All errors: field and sentence.
    pub fn errors(&self) -> &[(&'static str, String)] {
        &self.errors
    }

    /// True when nothing is wrong.
    pub fn ok(&self) -> bool {
        self.errors.is_empty()
    }

    /// Notes what is possible but probably a slip. It is accepted by sending the same again
    /// (design/ui.md, Forms 2).
    pub fn warn(&mut self, field: &'static str, sentence: impl Display) {
        self.warnings.push((field, sentence.to_string()));
    }

    /// The first warning of a field; none while the form has errors, which come first.
    pub fn warning(&self, name: &str) -> Option<&str> {
        self.warnings().iter().find(|(other, _)| *other == name).map(|(_, sentence)| sentence.as_str())
    }

    /// All warnings: field and sentence; none while the form has errors.
    pub fn warnings(&self) -> &[(&'static str, String)] {
        if self.ok() { &self.warnings } else { &[] }
    }

    /// True when the form may be saved: nothing is wrong, and what there is to warn of was shown with just
    /// this content before.
    pub fn passes(&self) -> bool {
        self.ok() && (self.warnings.is_empty() || self.warnings_shown == self.warnings_token())
    }

    /// What the hidden field of the warnings holds: it tells them and the content they were shown over from
    /// others, and nothing else. Empty without warnings.
    pub fn warnings_token(&self) -> String {
        if self.warnings().is_empty() {
            return String::new();
        }
        let mut hasher = DefaultHasher::new();
        self.warnings.hash(&mut hasher);
        // Order apart: a browser and a page that was filled from the database may send it differently.
        let mut values: Vec<_> = self.values.iter().filter(|(_, value)| !value.is_empty()).collect();
        values.sort();
        values.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

/// The body of a form.
pub struct Form(pub Fields);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_form(request.headers().get(header::CONTENT_TYPE)) {
            return Err(Problem::Unreadable);
        }
        let body =
            Bytes::from_request(request, state).await.map_err(|error| Problem::of_status(error.status()))?;
        Fields::parse(&body).map(Self).ok_or(Problem::Unreadable)
    }
}

pub(crate) fn is_form(content_type: Option<&header::HeaderValue>) -> bool {
    content_type
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded"))
}

/// The query of an address.
pub struct Query(pub Fields);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Fields::parse(parts.uri.query().unwrap_or("").as_bytes()).map(Self).ok_or(Problem::Unreadable)
    }
}

/// A part of the path. What cannot be read is a page that is not there.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    #[expect(clippy::disallowed_types, reason = "this is the wrapper that the rule asks for")]
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Problem::NotFound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: FormFields = FormFields { one: &["name", "email"], many: &["kind"], secret: &["password"] };

    fn form(encoded: &str) -> FormState {
        Fields::parse(encoded.as_bytes()).unwrap().fields(&FIELDS)
    }

    fn doubted(encoded: &str, shown: &str) -> FormState {
        let mut form = form(&format!("{encoded}&warnings_shown={shown}"));
        form.warn("name", "本当ですか。");
        form
    }

    #[test]
    fn a_warning_is_accepted_by_sending_the_same_again_and_asked_anew_over_other_content() {
        let first = doubted("name=a&kind=1", "");
        assert!(first.ok() && !first.passes() && first.warning("name") == Some("本当ですか。"));
        let token = first.warnings_token();
        assert!(doubted("kind=1&name=a&email=", &token).passes(), "the same content in another order");
        assert!(!doubted("name=b&kind=1", &token).passes(), "another content");
        assert!(!doubted("name=a&kind=1", "0").passes());
        let mut more = doubted("name=a&kind=1", &token);
        more.warn("email", "これも本当ですか。");
        assert!(!more.passes(), "a warning that was not shown");
        assert!(form("name=a").passes() && form("name=a").warnings_token().is_empty());
    }

    #[test]
    fn errors_come_before_warnings_and_no_token_passes_them() {
        let mut form = doubted("name=a", "");
        form.add("email", "入力してください。");
        assert!(form.warnings().is_empty() && form.warnings_token().is_empty() && !form.passes());
    }

    #[test]
    fn what_is_not_utf8_is_not_read() {
        assert!(Fields::parse(b"name=%FF").is_none());
        assert!(Fields::parse(b"name=%E5%B1%B1").is_some());
    }

    #[test]
    fn control_characters_are_dropped_and_line_feeds_kept() {
        assert_eq!(form("name=a%00b%0D%0Ac%07").value("name"), "ab\nc");
    }

    #[test]
    fn secrets_cannot_be_shown() {
        let form = form("password=kmtq%23482&name=x");
        assert_eq!(form.value("password"), "");
        assert_eq!(form.secret("password"), "kmtq#482");
        assert!(form.forgets() && !FormState::empty().forgets(), "and must be typed again");
    }

    #[test]
    fn repeated_single_fields_are_an_error_and_unknown_ones_are_ignored() {
        let form = form("name=a&name=b&kind=1&kind=2&surprise=x");
        assert!(form.error("name").is_some() && form.value("name") == "a");
        assert_eq!(form.values("kind"), ["1", "2"]);
        assert_eq!(form.value("surprise"), "");
    }

    #[test]
    fn a_value_of_any_length_is_answered_at_its_field() {
        let form = form(&format!("name={}", "x".repeat(5000)));
        assert!(form.error("name").is_some());
        assert_eq!(form.value("name").len(), 4000);
    }
}
