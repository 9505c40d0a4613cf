//! From text and environment to the settings as they are written.

use toml::{Table, Value};

use super::Written;

/// What a value from the environment is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Truth,
    /// Separated by commas.
    List,
}

/// Every setting, in the order of the documented file.
const SETTINGS: [(&str, Kind); 26] = [
    ("database", Kind::Text),
    ("database_password_file", Kind::Text),
    ("listen", Kind::Text),
    ("base_url", Kind::Text),
    ("trusted_proxies", Kind::List),
    ("index_dir", Kind::Text),
    ("mail", Kind::Text),
    ("mail_from", Kind::Text),
    ("mail_password_file", Kind::Text),
    ("secret_key_file", Kind::Text),
    ("password_policy", Kind::Text),
    ("one_time_password", Kind::Text),
    ("attempts_per_minute", Kind::Number),
    ("hashes_at_once", Kind::Number),
    ("shutdown_seconds", Kind::Number),
    ("portal_issuer", Kind::Text),
    ("portal_client_id", Kind::Text),
    ("portal_client_secret_file", Kind::Text),
    ("portal_link_url", Kind::Text),
    ("portal_link_ended_event", Kind::Text),
    ("card_issuer", Kind::Text),
    ("card_client_id", Kind::Text),
    ("card_key_file", Kind::Text),
    ("development", Kind::Truth),
    ("log", Kind::Text),
    ("log_level", Kind::Text),
];

/// Reads the file's text, then lets the environment override it. The second part of the answer
/// names variables that look like settings and are none.
pub(super) fn parse(
    file: &str,
    text: &str,
    environment: &[(String, String)],
) -> Result<(Written, Vec<String>), String> {
    toml::from_str::<Written>(text).map_err(|error| with_line(file, text, &error))?;
    let mut table: Table = toml::from_str(text).map_err(|error| with_line(file, text, &error))?;
    let mut unknown = Vec::new();
    for (variable, value) in environment {
        let Some(key) = variable.strip_prefix("MYPAGE_").map(str::to_lowercase) else { continue };
        match SETTINGS.iter().find(|(name, _)| *name == key) {
            Some((name, kind)) => {
                let value = read_as(*kind, value).map_err(|wanted| format!("{variable}: {wanted}"))?;
                table.insert((*name).to_owned(), value);
            }
            None if key == "config" => {}
            None => unknown.push(format!("the environment has {variable}, but there is no setting {key}")),
        }
    }
    let written = table.try_into::<Written>().map_err(|error: toml::de::Error| {
        format!("a value from the environment does not fit: {}", error.message())
    })?;
    Ok((written, unknown))
}

fn read_as(kind: Kind, text: &str) -> Result<Value, &'static str> {
    match kind {
        Kind::Text => Ok(Value::String(text.to_owned())),
        Kind::Number => text.trim().parse().map(Value::Integer).map_err(|_| "must be a whole number"),
        Kind::Truth => text.trim().parse().map(Value::Boolean).map_err(|_| "must be true or false"),
        Kind::List => Ok(Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(|item| Value::String(item.to_owned()))
                .collect(),
        )),
    }
}

/// `mypage.toml, line 7: unknown field `databse`, expected one of …`
fn with_line(file: &str, text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    match error.span() {
        Some(span) => {
            let line =
                text.as_bytes()[..span.start.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
                    + 1;
            format!("{file}, line {line}: {message}")
        }
        None => format!("{file}: {message}"),
    }
}
