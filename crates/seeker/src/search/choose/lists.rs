//! Lists that stand on one page as a whole.

use domain::{
    posting::facts::{Industry, JobKind, RailwayLine},
    search_query::{MOST_AREAS, SearchQuery, industries_by_major, lines_by_region},
};
use site::Problem;
use store::Conn;

use super::{Choice, Lists, Section};

/// Up to three prefectures, and the municipalities of those that are chosen.
pub(super) async fn places(conn: &mut Conn, query: &SearchQuery) -> Result<Lists, Problem> {
    let areas = query.areas();
    let chosen: Vec<Choice> = query.municipalities.iter().map(|code| (code.clone(), code.clone())).collect();
    let mut sections = Vec::new();
    for area in &areas {
        let places = conn.municipalities_of(&area.prefecture.code()).await?;
        let values = places.into_iter().map(|place| (place.code, place.name)).collect();
        sections.push(Section::of("municipality", area.prefecture.name(), values, &chosen));
    }
    // Where one prefecture is chosen, its municipalities are what the page was opened for.
    if let [only] = &mut sections[..] {
        only.set = only.set.max(1);
    }
    sections.retain(|section| !section.values.is_empty());
    let mut codes: Vec<String> = areas.iter().map(|area| area.prefecture.code()).collect();
    codes.resize(MOST_AREAS, String::new());
    Ok(Lists { areas: codes, sections, ..Lists::default() }.keep(chosen))
}

/// 希望する職種: each group as a whole, and its details.
pub(super) fn jobs(query: &SearchQuery) -> Lists {
    let choice = |job: JobKind| (job.code(), job.name().to_owned());
    let chosen: Vec<Choice> = query.jobs.iter().copied().map(choice).collect();
    let section = |group: JobKind| {
        let details = JobKind::details().filter(|job| job.group() == group).map(choice);
        let whole = (group.code(), "この分類のすべて（こだわらない）".to_owned());
        Section::of("job", group.name(), std::iter::once(whole).chain(details).collect(), &chosen)
    };
    Lists { sections: JobKind::groups().map(section).collect(), ..Lists::default() }
}

/// 沿線: single lines by region, and a run of them from one to another.
pub(super) fn lines(query: &SearchQuery) -> Lists {
    let choice = |line: RailwayLine| (line.code(), line.name().to_owned());
    let chosen: Vec<Choice> = query.lines.iter().map(|run| (run.text(), run.in_words())).collect();
    let section = |name: &str, lines: Vec<RailwayLine>| {
        Section::of("line", name, lines.into_iter().map(choice).collect(), &chosen)
    };
    let sections = lines_by_region().into_iter().map(|group| section(group.name, group.values)).collect();
    let none = std::iter::once((String::new(), "指定しない".to_owned()));
    let ends = none.chain(RailwayLine::all().map(choice)).collect();
    Lists { sections, ends, ..Lists::default() }.keep(chosen)
}

/// 産業 by major class.
pub(super) fn industries(query: &SearchQuery) -> Lists {
    let choice = |industry: Industry| (industry.code(), industry.name().to_owned());
    let chosen: Vec<Choice> = query.industries.iter().copied().map(choice).collect();
    let section = |name: &str, values: Vec<Industry>| {
        Section::of("industry", name, values.into_iter().map(choice).collect(), &chosen)
    };
    let groups = industries_by_major().into_iter();
    Lists { sections: groups.map(|group| section(group.name, group.values)).collect(), ..Lists::default() }
}
