//! Finding a class of a classification of occupations: through its tree, or by a word that its name or one of its
//! titles contains. For 希望職種 of the 求職情報 and for 職業分類 of the search.

use std::collections::BTreeMap;

use domain::fold::{fold, words};
use site::Problem;
use store::{
    Conn,
    reference::{CodeName, OccupationTitle},
};

/// Classes that a search shows, at most.
const MOST_CLASSES: usize = 50;
/// Titles that are shown of a class.
const EXAMPLES: usize = 4;

/// What a search found.
pub(crate) struct Found {
    pub(crate) classes: Vec<Class>,
    /// How many there are, with those that are not shown.
    pub(crate) all: usize,
}

/// A class that can be chosen.
pub(crate) struct Class {
    pub(crate) code: String,
    pub(crate) name: String,
    /// The class above it.
    pub(crate) above: String,
    pub(crate) examples: String,
}

/// A major class with its middle and minor classes.
pub(crate) struct Branch {
    pub(crate) name: String,
    pub(crate) middles: Vec<(CodeName, Vec<CodeName>)>,
}

/// A minor class with its detailed ones.
pub(crate) struct Leaf {
    pub(crate) code: String,
    pub(crate) name: String,
    /// The major class it stands in.
    pub(crate) major: CodeName,
    pub(crate) details: Vec<Class>,
}

/// The classification, in its order.
pub(crate) struct Tree(Vec<CodeName>);

impl Tree {
    /// A classification that is a code list: `occupation_class` (2011) or `occupation` (2022).
    pub(crate) async fn read(conn: &mut Conn, list: &str) -> store::Result<Self> {
        conn.code_list(list).await.map(Self)
    }

    /// The major classes.
    pub(crate) fn majors(&self) -> Vec<CodeName> {
        self.under(None).cloned().collect()
    }

    pub(crate) fn class(&self, code: &str) -> Option<&CodeName> {
        self.0.iter().find(|class| class.code == code)
    }

    fn under<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a CodeName> {
        self.0.iter().filter(move |class| class.parent.as_deref() == parent)
    }

    fn above(&self, class: &CodeName) -> Option<&CodeName> {
        self.class(class.parent.as_deref()?)
    }

    pub(crate) fn branch(&self, major: &CodeName) -> Branch {
        let minors = |middle: &CodeName| self.under(Some(&middle.code)).cloned().collect();
        let middles = self.under(Some(&major.code)).map(|middle| (middle.clone(), minors(middle)));
        Branch { name: major.name.clone(), middles: middles.collect() }
    }

    pub(crate) async fn leaf(&self, conn: &mut Conn, minor: &CodeName) -> Result<Leaf, Problem> {
        let middle = self.above(minor).filter(|middle| middle.parent.is_some()).ok_or(Problem::NotFound)?;
        let major = self.above(middle).filter(|major| major.parent.is_none()).ok_or(Problem::NotFound)?;
        let titles = by_class(conn.occupation_titles_under(&minor.code).await?);
        let detail = |class: &CodeName| self.choosable(class, titles.get(&class.code));
        Ok(Leaf {
            code: minor.code.clone(),
            name: minor.name.clone(),
            major: major.clone(),
            details: self.under(Some(&minor.code)).map(detail).collect(),
        })
    }

    fn choosable(&self, class: &CodeName, titles: Option<&Vec<String>>) -> Class {
        let examples =
            titles.map(|titles| titles.iter().take(EXAMPLES).map(String::as_str).collect::<Vec<_>>());
        Class {
            code: class.code.clone(),
            name: class.name.clone(),
            above: self.above(class).map(|above| above.name.clone()).unwrap_or_default(),
            examples: examples.unwrap_or_default().join("、"),
        }
    }

    /// The classes below the major ones (of which whoever chooses takes some) whose name, or one of whose titles,
    /// contains every word. Classes that are called just so come first, then those whose name has the words.
    pub(crate) fn search(&self, typed: &str, titles: Vec<OccupationTitle>) -> Found {
        let titles = by_class(titles);
        let (whole, wanted) = (fold(typed), folded(typed));
        let rank = |class: &CodeName| {
            let named = titles.get(&class.code).is_some_and(|titles| titles.iter().any(|t| fold(t) == whole));
            match () {
                () if fold(&class.name) == whole => Some(0),
                () if named => Some(1),
                () if has_all(&class.name, &wanted) => Some(2),
                () => titles.contains_key(&class.code).then_some(3),
            }
        };
        let mut ranked: Vec<(u8, &CodeName)> = self
            .0
            .iter()
            .filter(|class| class.code.len() >= 3)
            .filter_map(|class| rank(class).map(|rank| (rank, class)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let all = ranked.len();
        let classes = ranked.into_iter().take(MOST_CLASSES);
        let classes = classes.map(|(_, class)| self.choosable(class, titles.get(&class.code))).collect();
        Found { classes, all }
    }
}

fn folded(typed: &str) -> Vec<String> {
    words(typed).map(fold).collect()
}

/// True when a text contains every folded word.
fn has_all(text: &str, wanted: &[String]) -> bool {
    let text = fold(text);
    wanted.iter().all(|word| text.contains(word.as_str()))
}

/// The titles that contain every word.
pub(crate) async fn titles_with(conn: &mut Conn, typed: &str) -> store::Result<Vec<OccupationTitle>> {
    let longest = words(typed).max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut titles = conn.occupation_titles_with(longest).await?;
    let wanted = folded(typed);
    titles.retain(|title| has_all(&title.title, &wanted));
    Ok(titles)
}

fn by_class(titles: Vec<OccupationTitle>) -> BTreeMap<String, Vec<String>> {
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for title in titles {
        classes.entry(title.class).or_default().push(title.title);
    }
    classes
}
