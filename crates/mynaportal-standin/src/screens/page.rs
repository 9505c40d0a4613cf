//! What surrounds every screen.

use askama::Template;
use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};

use crate::{Error, PEOPLE, Person};

/// A template as the answer; no cache keeps it.
pub(crate) struct Page<T>(pub(crate) T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
            Err(error) => Error::from(error).into_response(),
        }
    }
}

/// Title, service and person of a screen.
pub(crate) struct Shell {
    /// The heading, and the beginning of the window's title.
    pub(crate) title: &'static str,
    /// Whose screen it stands for.
    pub(crate) service: &'static str,
    /// The name of who is signed in.
    pub(crate) person: Option<String>,
}

impl Shell {
    /// A screen of マイナポータル without anybody.
    pub(crate) fn portal(title: &'static str) -> Self {
        Self { title, service: "マイナポータル", person: None }
    }

    /// A screen of デジタル認証アプリ.
    pub(crate) fn card(title: &'static str) -> Self {
        Self { title, service: "デジタル認証アプリ", person: None }
    }

    /// The same for somebody who is signed in.
    pub(crate) fn of(mut self, person: &str) -> Self {
        self.person = Some(Person::named(person).map_or_else(|| person.to_owned(), Person::shown_name));
        self
    }
}

/// A screen that says one thing.
#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct NoticePage {
    shell: Shell,
    text: &'static str,
    /// The reason as developers need it, in English; nothing when empty.
    reason: &'static str,
}

impl NoticePage {
    /// The page that says `text`.
    pub(crate) fn page(shell: Shell, text: &'static str, reason: &'static str) -> Page<Self> {
        Page(Self { shell, text, reason })
    }
}

/// The choice of a test person in a form.
pub(super) struct Choice {
    /// Everybody who can be chosen.
    pub(super) people: &'static [Person],
    /// Who is chosen already.
    pub(super) chosen: String,
    /// What was wrong with the last choice; nothing when empty.
    pub(super) fault: &'static str,
}

impl Choice {
    /// Nobody was wrong; the first is chosen.
    pub(super) fn first() -> Self {
        Self {
            people: PEOPLE,
            chosen: PEOPLE.first().map(|person| person.id.to_owned()).unwrap_or_default(),
            fault: "",
        }
    }

    /// The person that was chosen, when there is one and the card can be read; otherwise the choice with
    /// what was wrong.
    pub(super) fn of(id: &str) -> Result<&'static Person, Self> {
        let again = |fault| Self { people: PEOPLE, chosen: id.to_owned(), fault };
        match Person::named(id) {
            Some(person) if person.readable => Ok(person),
            Some(_) => Err(again(
                "マイナンバーカードを読み取れませんでした。もう一度読み取るか、やめるを押してください。",
            )),
            None => Err(again("試験用の人を選んでください。")),
        }
    }
}
