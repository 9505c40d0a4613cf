//! Lists that are too long for one page: they are looked through by a word, or part by part.

use domain::{
    posting::facts::LicenceCode,
    search_query::{SearchQuery, occupation_of_class},
};
use site::{Fields, Problem};
use store::{
    Conn,
    reference::{CodeName, OccupationTitle},
};

use super::{Choice, Entry, Found, Keyword, Lists, Section};
use crate::{
    licences::{self, MOST_SHOWN},
    occupations::{self, Tree},
    search::form,
};

/// 職業分類: by a word, or the middle and minor classes of a major one.
pub(super) async fn occupations(
    conn: &mut Conn,
    query: &SearchQuery,
    typed: &Fields,
) -> Result<Lists, Problem> {
    let tree = Tree::read(conn, "occupation").await?;
    let chosen = form::occupations(query);
    let (under, word) = (typed.first("under"), typed.first("q").trim());
    let mut lists = Lists {
        keyword: Some(Keyword {
            typed: word.to_owned(),
            label: "｜職種《しょくしゅ》を｜表《あらわ》す｜言葉《ことば》",
            hint: "｜仕事《しごと》の｜名前《なまえ》や、その｜一部《いちぶ》を｜入力《にゅうりょく》してください。｜例《れい》：｜看護《かんご》、｜経理《けいり》、ドライバー",
        }),
        branches: tree.majors().into_iter().map(|class| (class.code, class.name)).collect(),
        ..Lists::default()
    };
    if let Some(major) = tree.class(under).filter(|class| class.parent.is_none()) {
        let section = |(middle, minors): (CodeName, Vec<CodeName>)| {
            let whole = (middle.code.clone(), format!("{}（すべて）", middle.name));
            let minors = minors.into_iter().map(|class| (class.code, class.name));
            let values = std::iter::once(whole).chain(minors).collect();
            Section::of("occupation", &middle.name, values, &chosen)
        };
        lists.sections = tree.branch(major).middles.into_iter().map(section).collect();
    } else if !word.is_empty() {
        let titles = of_2022(occupations::titles_with(conn, word).await?);
        let found = tree.search(word, titles);
        let entry = |class: occupations::Class| Entry {
            code: class.code,
            name: class.name,
            above: class.above,
            examples: class.examples,
        };
        lists.found = Some(Found {
            heading: format!("「{word}」の検索結果"),
            total: found.all,
            entries: found.classes.into_iter().map(entry).collect(),
        });
    }
    Ok(lists.keep(chosen))
}

/// The titles are listed by classes of 2011; a search asks for classes of 2022.
fn of_2022(titles: Vec<OccupationTitle>) -> Vec<OccupationTitle> {
    let moved = |title: OccupationTitle| {
        let class = occupation_of_class(&title.class)?.to_string();
        Some(OccupationTitle { class, ..title })
    };
    titles.into_iter().filter_map(moved).collect()
}

/// 免許・資格: by a word or a category, each to be asked for or to be left out.
pub(super) async fn licences(conn: &mut Conn, query: &SearchQuery, typed: &Fields) -> Result<Lists, Problem> {
    let list = conn.code_list("licence").await?;
    let (under, word) = (typed.first("under"), typed.first("q").trim());
    let found = if licences::categories(&list).contains(&under) {
        Some(found(under.to_owned(), &licences::of_category(&list, under).collect::<Vec<_>>()))
    } else {
        licences::meant(&list, word).map(|meant| found(format!("「{word}」の検索結果"), &meant))
    };
    let branches = licences::categories(&list).into_iter().map(|name| (name.to_owned(), name.to_owned()));
    let choice = |code: &LicenceCode| (code.code(), code.name().to_owned());
    let chosen: Vec<Choice> = query.licences.iter().chain(&query.excluded_licences).map(choice).collect();
    let lists = Lists {
        keyword: Some(Keyword {
            typed: word.to_owned(),
            label: "｜免許《めんきょ》・｜資格《しかく》の｜名前《なまえ》",
            hint: "｜例《れい》：｜介護福祉士《かいごふくしし》、フォークリフト、ボキ　ひらがな、カタカナ、｜半角《はんかく》、｜全角《ぜんかく》のどれでも｜探《さが》せます。",
        }),
        branches: branches.collect(),
        found,
        excludable: true,
        ..Lists::default()
    };
    Ok(lists.keep(chosen))
}

/// The list gives some names two codes, of which a search knows the first: each name stands here once.
fn found(heading: String, all: &[&CodeName]) -> Found {
    let mut entries: Vec<Entry> = Vec::new();
    for entry in all {
        let code = LicenceCode::from_code(&entry.code).map(LicenceCode::code);
        if let Some(code) = code.filter(|code| !entries.iter().any(|other| other.code == *code)) {
            let above = entry.parent.clone().unwrap_or_default();
            entries.push(Entry { above, ..Entry::of(&code, &entry.name) });
        }
    }
    let total = entries.len();
    entries.truncate(MOST_SHOWN);
    Found { heading, entries, total }
}
