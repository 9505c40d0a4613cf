//! The pages on which the values of a long list are chosen for 求人検索: places, kinds of work, lines, industries,
//! licences. They are reached from the form and lead back to it; everything else that was typed goes along in
//! hidden fields, as it was typed. They need no script and search nothing.

mod lists;
mod looked_up;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::tokyo_date,
    search_query::{MOST_PAIRS, Notice, SearchQuery},
};
use site::{App, Fields, FormState, Menu, Page, Path, Problem, Query, Shell, Visitor, see_other};
use store::Conn;

use super::{
    form::{self, Choice},
    viewer_in_force,
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search/choose/{what}", get(show))
}

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Picker {
    Place,
    Job,
    Occupation,
    Line,
    Industry,
    Licence,
}

impl Picker {
    const ALL: [Self; 6] =
        [Self::Place, Self::Job, Self::Occupation, Self::Line, Self::Industry, Self::Licence];

    /// Its name in its address, which is the id of its field in the form too.
    fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Job => "job",
            Self::Occupation => "occupation",
            Self::Line => "line",
            Self::Industry => "industry",
            Self::Licence => "licence",
        }
    }

    /// The names of an address that it is about.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Place => &["prefecture", "municipality"],
            Self::Job => &["job"],
            Self::Occupation => &["occupation"],
            Self::Line => &["line"],
            Self::Industry => &["industry"],
            Self::Licence => &["licence", "licence_not"],
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Place => "｜就業場所《しゅうぎょうばしょ》を｜選《えら》ぶ",
            Self::Job => "｜希望《きぼう》する｜職種《しょくしゅ》を｜選《えら》ぶ",
            Self::Occupation => "｜職業分類《しょくぎょうぶんるい》を｜選《えら》ぶ",
            Self::Line => "｜沿線《えんせん》を｜選《えら》ぶ",
            Self::Industry => "｜産業《さんぎょう》を｜選《えら》ぶ",
            Self::Licence => "｜免許《めんきょ》・｜資格《しかく》を｜選《えら》ぶ",
        }
    }

    /// How many may be chosen.
    fn limits(self) -> &'static str {
        match self {
            Self::Place => "都道府県は3つまで、市区町村はそれぞれ5つまで選べます。",
            Self::Job => "3つの分類から、それぞれ5つまで選べます。",
            Self::Occupation | Self::Line | Self::Industry => "3つまで選べます。",
            Self::Licence => "のぞくものと合わせて3つまで選べます。",
        }
    }

    /// What was sent of the search: known names only, nothing blank, the ends of a run of lines put together.
    fn sent(typed: &Fields) -> Vec<(String, String)> {
        let known = |(name, value): &&(String, String)| form::is_known(name) && !value.trim().is_empty();
        let mut pairs: Vec<_> = typed.pairs().iter().filter(known).take(MOST_PAIRS).cloned().collect();
        let (from, to) = (typed.first("line_from"), typed.first("line_to"));
        match (from.is_empty(), to.is_empty()) {
            (true, true) => {}
            (false, false) => pairs.push(("line".to_owned(), format!("{from}-{to}"))),
            // One end alone is that line.
            _ => pairs.push(("line".to_owned(), format!("{from}{to}"))),
        }
        pairs
    }
}

/// One value of a list.
struct Entry {
    code: String,
    name: String,
    /// The class above it, or its category.
    above: String,
    examples: String,
}

/// A part of a list that can be folded.
struct Section {
    /// The name of its boxes in an address.
    field: &'static str,
    name: String,
    values: Vec<Choice>,
    /// How many of them are chosen; it stands open then.
    set: usize,
}

/// Looking for entries by a word.
struct Keyword {
    typed: String,
    label: &'static str,
    hint: &'static str,
}

/// What a word or a branch led to.
struct Found {
    heading: String,
    entries: Vec<Entry>,
    /// How many there are, with those that are not shown.
    total: usize,
}

/// The lists of a page.
#[derive(Default)]
struct Lists {
    /// Fields for prefectures, by the code that is chosen.
    areas: Vec<String>,
    /// The ends of a run.
    ends: Vec<Choice>,
    keyword: Option<Keyword>,
    /// What is chosen and stands in none of the lists below.
    kept: Vec<Entry>,
    found: Option<Found>,
    sections: Vec<Section>,
    /// Parts of the list that have a page of their own.
    branches: Vec<Choice>,
    /// Entries can be left out (のぞく) too.
    excludable: bool,
}

#[derive(Template)]
#[template(path = "search/choose.html")]
struct ChoosePage {
    shell: Shell,
    form: FormState,
    picker: Picker,
    notices: Vec<Notice>,
    lists: Lists,
    prefectures: Vec<Choice>,
    /// Everything else that was typed.
    carried: Vec<(String, String)>,
    /// The form as it was.
    back: String,
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(what): Path<String>,
    Query(typed): Query,
) -> Result<Response, Problem> {
    let picker = Picker::ALL.into_iter().find(|it| it.code() == what).ok_or(Problem::NotFound)?;
    let sent = Picker::sent(&typed);
    let (query, mut notices) = form::read_pairs(&sent);
    let address = picker.back(&sent, &query, &notices);
    notices.retain(|notice| picker.names().contains(&notice.field));
    // Nothing was searched here.
    for notice in &mut notices {
        notice.sentence = notice.sentence.replace("で探しました", "を選んでいます");
    }
    match typed.first("done") {
        "search" if notices.is_empty() => {
            return Ok(see_other(&format!("{}#results", form::address(&query.on_page(1)))));
        }
        "form" if notices.is_empty() => return Ok(see_other(&format!("{address}#{}", picker.code()))),
        _ => {}
    }
    let mut conn = app.store.read().await?;
    viewer_in_force(&mut conn, &visitor, tokyo_date(app.clock.now())).await?;
    let lists = read_lists(&mut conn, picker, &query, &typed).await?;
    let carried = sent.into_iter().filter(|(name, _)| !picker.names().contains(&name.as_str())).collect();
    let shell = visitor.shell(picker.title()).menu(Menu::Search);
    Ok(Page(ChoosePage {
        shell: shell.crumb("｜求人《きゅうじん》｜検索《けんさく》", "/search"),
        form: form::filled(&query),
        picker,
        notices,
        lists,
        prefectures: if picker == Picker::Place { form::prefectures() } else { Vec::new() },
        carried,
        back: format!("{address}#{}", picker.code()),
    })
    .into_response())
}

impl Picker {
    /// The address of the form, open where the list has its field. What cannot be read goes there as it was typed, and
    /// is told there.
    fn back(self, sent: &[(String, String)], query: &SearchQuery, notices: &[Notice]) -> String {
        let query = query.on_page(1);
        match (notices.is_empty(), self) {
            (true, Self::Place | Self::Job) => form::address(&query),
            (true, _) => form::opened(&query),
            (false, _) => form::as_typed(sent, !matches!(self, Self::Place | Self::Job)),
        }
    }
}

/// Reads the lists of a page, and no others.
async fn read_lists(
    conn: &mut Conn,
    picker: Picker,
    query: &SearchQuery,
    typed: &Fields,
) -> Result<Lists, Problem> {
    match picker {
        Picker::Place => lists::places(conn, query).await,
        Picker::Job => Ok(lists::jobs(query)),
        Picker::Line => Ok(lists::lines(query)),
        Picker::Industry => Ok(lists::industries(query)),
        Picker::Occupation => looked_up::occupations(conn, query, typed).await,
        Picker::Licence => looked_up::licences(conn, query, typed).await,
    }
}

impl Section {
    fn of(field: &'static str, name: &str, values: Vec<Choice>, chosen: &[Choice]) -> Self {
        let set = values.iter().filter(|(code, _)| chosen.iter().any(|(other, _)| other == code)).count();
        Self { field, name: name.to_owned(), values, set }
    }
}

impl Entry {
    fn of(code: &str, name: &str) -> Self {
        Self { code: code.to_owned(), name: name.to_owned(), above: String::new(), examples: String::new() }
    }
}

impl Lists {
    /// Keeps what is chosen and stands nowhere else on the page.
    fn keep(mut self, chosen: impl IntoIterator<Item = Choice>) -> Self {
        let listed = |code: &str| {
            let sections = self.sections.iter().flat_map(|section| &section.values);
            let found = self.found.iter().flat_map(|found| &found.entries);
            sections.map(|(code, _)| code).chain(found.map(|entry| &entry.code)).any(|other| other == code)
        };
        let unlisted = chosen.into_iter().filter(|(code, _)| !listed(code));
        let kept = unlisted.map(|(code, name)| Entry::of(&code, &name)).collect();
        self.kept = kept;
        self
    }
}
