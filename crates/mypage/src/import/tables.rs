//! The reference tables: their names, their columns, and how a row of each is read.

use store::reference::{CodeName, Municipality, OccupationTitle, Office, PostalRow, Prefecture};

use super::table::{Row, TableReader};

/// An entry of a code list with the list's name.
pub(super) type ListEntry = (String, CodeName);

/// The tables that an import may bring; a table's name is its file's name without ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Prefectures,
    Municipalities,
    Offices,
    PostalCodes,
    JobKinds,
    Occupations,
    OccupationClasses,
    OccupationTitles,
    Industries,
    Licences,
    CodeLists,
}

impl Table {
    /// All of them; what others refer to comes first.
    pub(super) const ALL: [Self; 11] = [
        Self::Prefectures,
        Self::Municipalities,
        Self::Offices,
        Self::PostalCodes,
        Self::JobKinds,
        Self::Occupations,
        Self::OccupationClasses,
        Self::OccupationTitles,
        Self::Industries,
        Self::Licences,
        Self::CodeLists,
    ];

    /// The name of its file without ending.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Prefectures => "prefectures",
            Self::Municipalities => "municipalities",
            Self::Offices => "offices",
            Self::PostalCodes => "postal_codes",
            Self::JobKinds => "job_kinds",
            Self::Occupations => "occupations",
            Self::OccupationClasses => "occupation_classes",
            Self::OccupationTitles => "occupation_titles",
            Self::Industries => "industries",
            Self::Licences => "licences",
            Self::CodeLists => "code_lists",
        }
    }

    /// True for the tables of places and offices, which refer to each other.
    pub(super) fn is_of_places(self) -> bool {
        matches!(self, Self::Prefectures | Self::Municipalities | Self::Offices | Self::PostalCodes)
    }

    /// The columns that are read; a file may have more.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Prefectures => &["code", "name", "kana"],
            Self::Municipalities => {
                &["code", "prefecture", "name", "kana", "county", "designated_city", "office"]
            }
            Self::Offices => &[
                "code",
                "name",
                "official_name",
                "kind",
                "parent",
                "prefecture",
                "municipality",
                "postal_code",
                "address",
                "phone",
            ],
            Self::PostalCodes => &["code", "municipality", "town", "town_kana", "block", "office"],
            Self::JobKinds => &["code", "name", "group", "group_name"],
            Self::OccupationTitles => &["class", "title"],
            Self::Occupations | Self::OccupationClasses | Self::Industries => &["code", "name", "parent"],
            Self::Licences => &["code", "name", "category"],
            Self::CodeLists => &["list", "code", "name"],
        }
    }

    /// By a file's name, plain or packed.
    pub(super) fn of_file(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".csv.zst"))?;
        Self::ALL.into_iter().find(|table| table.name() == stem)
    }
}

pub(super) fn prefectures(mut table: TableReader<'_>) -> anyhow::Result<Vec<Prefecture>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        let code = row.digits("code", 2);
        row.unique("code", code.clone());
        rows.push(Prefecture { code, name: row.needed("name"), kana: row.text("kana") });
    }
    table.finish().map(|()| rows)
}

pub(super) fn municipalities(mut table: TableReader<'_>) -> anyhow::Result<Vec<Municipality>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        let code = row.digits("code", 5);
        row.unique("code", code.clone());
        rows.push(Municipality {
            code,
            prefecture_code: row.digits("prefecture", 2),
            name: row.needed("name"),
            kana: row.text("kana"),
            county: row.optional("county"),
            designated_city: row.optional("designated_city"),
            office_code: row.digits("office", 5),
        });
    }
    table.finish().map(|()| rows)
}

pub(super) fn offices(mut table: TableReader<'_>) -> anyhow::Result<Vec<Office>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        let code = row.digits("code", 5);
        row.unique("code", code.clone());
        rows.push(Office {
            code,
            name: row.needed("name"),
            official_name: row.needed("official_name"),
            kind: row.one_of("kind", &["main", "branch", "annex", "dock_and_day_labour"]),
            parent_code: row.optional_digits("parent", 5),
            prefecture_code: row.digits("prefecture", 2),
            municipality_code: row.optional_digits("municipality", 5),
            postal_code: row.optional_digits("postal_code", 7),
            address: row.optional("address"),
            phone: row.optional("phone"),
        });
    }
    table.finish().map(|()| rows)
}

pub(super) fn postal_row(row: &mut Row<'_>) -> PostalRow {
    PostalRow {
        code: row.digits("code", 7),
        municipality_code: row.digits("municipality", 5),
        town: row.text("town"),
        town_kana: row.text("town_kana"),
        block: row.text("block"),
        office_code: row.optional_digits("office", 5),
    }
}

pub(super) fn job_kinds(mut table: TableReader<'_>) -> anyhow::Result<(Vec<ListEntry>, usize)> {
    let (mut groups, mut kinds) = (Vec::<ListEntry>::new(), Vec::new());
    while let Some(mut row) = table.next() {
        let (code, group) = (row.digits("code", 4), row.digits("group", 2));
        row.unique("code", code.clone());
        if !groups.iter().any(|(_, known)| known.code == group) {
            let name = row.needed("group_name");
            groups.push(("job_kind_group".to_owned(), CodeName { code: group.clone(), name, parent: None }));
        }
        let kind = CodeName { code, name: row.needed("name"), parent: Some(group) };
        kinds.push(("job_kind".to_owned(), kind));
    }
    table.finish()?;
    let count = kinds.len();
    groups.extend(kinds);
    Ok((groups, count))
}

pub(super) fn one_list(
    mut table: TableReader<'_>,
    list: &str,
    parent_column: &str,
) -> anyhow::Result<Vec<ListEntry>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        let code = row.needed("code");
        row.unique("code", code.clone());
        let (name, parent) = (row.needed("name"), row.optional(parent_column));
        rows.push((list.to_owned(), CodeName { code, name, parent }));
    }
    table.finish().map(|()| rows)
}

pub(super) fn occupation_titles(mut table: TableReader<'_>) -> anyhow::Result<Vec<OccupationTitle>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        rows.push(OccupationTitle { class: row.needed("class"), title: row.needed("title") });
    }
    table.finish().map(|()| rows)
}

pub(super) fn code_lists(mut table: TableReader<'_>) -> anyhow::Result<Vec<ListEntry>> {
    let mut rows = Vec::new();
    while let Some(mut row) = table.next() {
        let (list, code) = (row.needed("list"), row.needed("code"));
        row.unique("code", format!("{list} {code}"));
        rows.push((list, CodeName { code, name: row.needed("name"), parent: None }));
    }
    table.finish().map(|()| rows)
}
