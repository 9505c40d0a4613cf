//! What was typed on a page waits while the person chooses something on a picker, and comes back with it. It
//! waits as a parked form does: for an hour, on every device. The lists say where something waits.

use site::{App, Fields, FormFields, Problem, SAVED, lay_ready};
use uuid::Uuid;

/// Lays what was sent ready for the page at `path`, with one of its fields chosen anew.
pub(super) async fn keep(
    app: &App,
    account: Uuid,
    (path, fields): (&str, &FormFields),
    sent: &[(String, String)],
    chosen: Option<(&str, &[&str])>,
) -> Result<(), Problem> {
    let is_field = |name: &str| fields.one.contains(&name) || fields.many.contains(&name);
    let is_chosen = |name: &str| chosen.is_some_and(|(other, _)| other == name);
    let mut values: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| (is_field(name) || *name == SAVED) && !is_chosen(name) && *name != "deed")
        .collect();
    if let Some((name, chosen)) = chosen {
        values.extend(chosen.iter().map(|value| (name, *value)));
    }
    lay_ready(app, account, path, &values).await
}

/// The form that was sent to a picker after its session had ended, and came back after the login. It is
/// forgotten here, because the picker keeps it as a draft of the page from now on.
pub(super) async fn take(app: &App, account: Uuid, path: &str) -> Result<Option<Fields>, Problem> {
    let waiting = site::waiting(app, account, path).await?;
    if waiting.is_some() {
        let mut tx = app.store.begin().await?;
        tx.forget_parked_form(account, path).await?;
        tx.commit().await?;
    }
    Ok(waiting)
}

/// Where something waits that the person has typed and not saved.
pub(super) struct Unsaved(Vec<String>);

impl Unsaved {
    /// # Errors
    /// The database fails.
    pub(super) async fn of(app: &App, account: Uuid) -> Result<Self, Problem> {
        Ok(Self(site::unsaved_paths(app, account).await?))
    }

    /// At this page.
    pub(super) fn at(&self, path: &str) -> bool {
        self.0.iter().any(|other| other == path)
    }

    /// At an entry of the list below this path.
    pub(super) fn at_entry(&self, list: &str, id: &Uuid) -> bool {
        self.at(&format!("{list}/{id}"))
    }

    /// At a page, or at one of those that belong to it.
    pub(super) fn in_step(&self, path: &str) -> bool {
        let below = |other: &str| other.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        self.0.iter().any(|other| other == path || below(other))
    }
}

/// The place of the form that a picker is about: 1 to 3.
pub(super) fn slot(typed: &str) -> Result<usize, Problem> {
    match typed {
        "1" => Ok(1),
        "2" => Ok(2),
        "3" => Ok(3),
        _ => Err(Problem::NotFound),
    }
}
