//! The list of pages that the browser tests must visit (`e2e/pages.txt`) is the router's own.

use std::collections::BTreeSet;

/// The list, as the browser tests read it: a path in each line, after it perhaps why it is not visited.
const LISTED: &str = include_str!("../../../../e2e/pages.txt");

/// The paths that the router answers to GET. It can only be asked by its debug output: first the methods of each route
/// by its number, then the path of each number.
fn answered() -> BTreeSet<String> {
    let debug = format!("{:?}", seeker::router());
    let (pages, _) = debug.split_once("fallback_router").unwrap();
    let (routes, paths) = pages.split_once("node: Node").unwrap();
    let numbered = |text: &str| -> Vec<(String, String)> {
        let parts = text.split("RouteId(").skip(1);
        parts
            .map(|part| part.split_once("): ").unwrap())
            .map(|(id, rest)| (id.to_owned(), rest.to_owned()))
            .collect()
    };
    let got: BTreeSet<String> = numbered(routes)
        .into_iter()
        .filter(|(_, methods)| methods.contains("{ get: ") && !methods.contains("{ get: None"))
        .map(|(id, _)| id)
        .collect();
    numbered(paths)
        .into_iter()
        .filter(|(id, _)| got.contains(id))
        .map(|(_, path)| path.split('"').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn the_browser_tests_know_every_page_of_the_router() {
    let listed: BTreeSet<String> = LISTED
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(" — ").next().unwrap().trim().to_owned())
        .collect();
    let answered = answered();
    assert!(answered.len() > 50, "the debug output of the router has another form: {answered:?}");
    let missing: Vec<_> = answered.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&answered).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "e2e/pages.txt lacks {missing:?} and has too much {gone:?}"
    );
}
