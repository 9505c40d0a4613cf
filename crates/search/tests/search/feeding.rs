//! The index as a cache: it lasts, it forgets what was not committed, and it may be deleted.

use domain::posting::Viewer::Anyone;
use search::{Index, MAKE, Position};

use super::{Fixture, HISTORY, posting, today};

fn position(seq: i64) -> Option<Position> {
    Some(Position { history: HISTORY, seq })
}

/// What a program finds that starts on the same folder.
fn after_restart(fixture: Fixture) -> Fixture {
    let Fixture { folder, finder, feeder } = fixture;
    drop((finder, feeder));
    let index = Index::open(folder.path()).unwrap();
    Fixture { finder: index.finder(), feeder: index.feeder(), folder }
}

#[test]
fn an_empty_index_finds_nothing_and_has_no_position() {
    let index = Fixture::new();
    assert_eq!(index.find(&[], Anyone), (0, vec![]));
    assert_eq!((index.feeder.position().unwrap(), index.finder.reached()), (None, None));
}

#[test]
fn what_was_committed_is_there_after_a_restart_with_its_position() {
    let index = after_restart(Fixture::with(&[posting(1, &[])]));
    assert_eq!(index.words("職員"), [1]);
    assert_eq!((index.feeder.position().unwrap(), index.finder.reached()), (position(1), position(1)));
}

#[test]
fn what_was_not_committed_is_gone_after_a_crash_and_feeding_it_again_shows_it_once() {
    let index = Fixture::with(&[posting(1, &[])]);
    index.put(&[posting(1, &[("職種", "別人")]), posting(2, &[])]);
    assert_eq!(index.find(&[], Anyone).0, 1);
    let index = after_restart(index);
    assert_eq!((index.find(&[], Anyone), index.feeder.position().unwrap()), ((1, vec![1]), position(1)));
    for _ in 0..2 {
        index.put(&[posting(1, &[("職種", "別人")]), posting(2, &[])]);
        index.commit(3);
        assert_eq!(index.find(&[], Anyone), (2, vec![2, 1]));
        assert_eq!(index.words("別人"), [1]);
    }
}

#[test]
fn a_posting_put_twice_in_one_batch_is_there_once_as_it_was_last() {
    let index = Fixture::with(&[posting(1, &[("職種", "先")]), posting(1, &[("職種", "後")])]);
    assert_eq!(index.find(&[], Anyone), (1, vec![1]));
    assert_eq!((index.words("先").len(), index.words("後").len()), (0, 1));
}

#[test]
fn a_closed_posting_is_no_longer_found_and_comes_back_when_it_opens() {
    let index = Fixture::with(&[posting(1, &[]), posting(2, &[])]);
    index.close(posting(1, &[]).number);
    index.commit(2);
    assert_eq!(index.find(&[], Anyone), (1, vec![2]));
    index.put(&[posting(1, &[])]);
    index.commit(3);
    assert_eq!(index.find(&[], Anyone), (2, vec![2, 1]));
}

#[test]
fn an_index_deleted_under_a_running_program_is_begun_anew_and_fed_again() {
    let index = Fixture::with(&[posting(1, &[])]);
    std::fs::remove_dir_all(index.folder.path().join(format!("postings-{MAKE}"))).unwrap();
    // Whoever feeds sees that it must begin from the start.
    assert_eq!(index.feeder.position().unwrap(), None);
    index.put(&[posting(1, &[]), posting(2, &[])]);
    index.commit(2);
    assert_eq!(index.find(&[], Anyone), (2, vec![2, 1]));
    assert_eq!(index.finder.reached(), position(2));
    assert_eq!(after_restart(index).find(&[], Anyone), (2, vec![2, 1]));
}

#[test]
fn a_damaged_index_is_thrown_away() {
    let index = Fixture::with(&[posting(1, &[])]);
    let folder = index.folder.path().join(format!("postings-{MAKE}"));
    std::fs::write(folder.join("meta.json"), "not an index").unwrap();
    let index = after_restart(index);
    assert_eq!((index.find(&[], Anyone).0, index.feeder.position().unwrap()), (0, None));
    index.put(&[posting(2, &[])]);
    index.commit(2);
    assert_eq!(index.find(&[], Anyone), (1, vec![2]));
}

#[test]
fn starting_over_forgets_everything_at_the_next_commit() {
    let index = Fixture::with(&[posting(1, &[]), posting(2, &[])]);
    index.feeder.start_over().unwrap();
    assert_eq!(index.find(&[], Anyone).0, 2);
    index.put(&[posting(3, &[])]);
    let other = Position { history: HISTORY + 1, seq: 1 };
    index.feeder.commit(other).unwrap();
    assert_eq!((index.find(&[], Anyone), index.feeder.position().unwrap()), ((1, vec![3]), Some(other)));
}

#[test]
fn an_index_of_another_make_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("postings-0");
    std::fs::create_dir_all(&old).unwrap();
    std::fs::write(folder.path().join("something-else"), "x").unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert!(!old.exists());
    assert!(folder.path().join("something-else").exists());
    assert_eq!(index.finder().find(&Default::default(), Anyone, today()).unwrap().total, 0);
}

#[test]
fn folding_keeps_what_is_found_and_the_position_and_lets_feeding_go_on() {
    let index = Fixture::with(&[posting(1, &[]), posting(2, &[])]);
    index.put(&[posting(1, &[("職種", "別人")]), posting(3, &[])]);
    index.commit(2);
    assert_eq!(index.feeder.scatter(), search::Scatter { documents: 3, beside: 2 });
    // What waits for its commit is neither lost nor shown.
    index.put(&[posting(4, &[])]);
    assert!(index.feeder.fold().unwrap());
    assert_eq!(index.feeder.scatter(), search::Scatter { documents: 3, beside: 0 });
    assert_eq!((index.find(&[], Anyone), index.finder.reached()), ((3, vec![3, 2, 1]), position(2)));
    index.commit(3);
    assert_eq!((index.words("別人"), index.find(&[], Anyone).0), (vec![1], 4));
    let index = after_restart(index);
    assert_eq!((index.find(&[], Anyone).1, index.finder.reached()), (vec![4, 3, 2, 1], position(3)));
}

#[test]
fn a_position_is_never_kept_for_what_was_lost() {
    let index = Fixture::with(&[posting(1, &[])]);
    index.put(&[posting(2, &[])]);
    // Whoever fed is gone, and with it what was not committed.
    let index = after_restart(index);
    let reached = Position { history: HISTORY, seq: 2 };
    assert!(matches!(index.feeder.commit(reached), Err(search::Error::Lost)));
    assert_eq!(index.feeder.position().unwrap(), position(1));
}

#[test]
fn an_index_that_cannot_be_opened_for_a_passing_reason_is_kept_and_tried_again() {
    let index = Fixture::with(&[posting(1, &[]), posting(2, &[])]);
    let folder = index.folder.path().join(format!("postings-{MAKE}"));
    let (file, aside) = (folder.join("meta.json"), folder.join("aside"));
    // A file that leads to itself cannot be opened: neither gone nor damaged, as when there are no handles left.
    std::fs::rename(&file, &aside).unwrap();
    std::os::unix::fs::symlink(&file, &file).unwrap();
    // A program that runs goes on with what it has.
    assert!(index.feeder.position().is_err());
    assert_eq!((index.find(&[], Anyone).0, index.finder.is_away()), (2, false));
    // One that starts finds nothing yet, and takes in nothing that would be lost.
    let index = after_restart(index);
    assert_eq!((index.find(&[], Anyone).0, index.finder.is_away(), index.finder.reached()), (0, true, None));
    assert!(index.feeder.position().is_err());
    assert!(matches!(index.feeder.start_over(), Err(search::Error::Away)));
    std::fs::remove_file(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    assert_eq!((index.feeder.position().unwrap(), index.finder.is_away()), (position(1), false));
    assert_eq!(index.find(&[], Anyone), (2, vec![2, 1]));
    index.put(&[posting(3, &[])]);
    index.commit(2);
    assert_eq!(index.find(&[], Anyone).0, 3);
}

/// What stands in a folder beside the index itself.
fn beside(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| !name.to_string_lossy().starts_with("postings-")).count()
}

#[test]
fn a_scratch_index_ends_with_its_value_and_what_a_killed_program_left_is_cleared_at_the_next_start() {
    let index = Fixture::with(&[posting(1, &[])]);
    let below = index.folder.path().to_owned();
    let (one, two) = (index.finder.scratch().unwrap(), index.finder.scratch().unwrap());
    assert_ne!(one.folder(), two.folder());
    let other = posting(2, &[]);
    two.feeder().feed(&[search::Change { number: other.number, posting: Some(&other) }]).unwrap();
    drop(one);
    assert_eq!(beside(&below), 2, "the folder of the other, and its mark");
    // As a killed program leaves it: a folder with something in it and a mark that nobody holds.
    let left = below.join("scratch-1-0");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("meta.json"), "{}").unwrap();
    std::fs::write(below.join("scratch-1-0.lock"), "").unwrap();
    let index = after_restart(index);
    assert!(!left.exists() && two.folder().exists(), "only what nobody uses");
    assert_eq!(beside(&below), 2);
    drop(two);
    assert_eq!(beside(&below), 0);
    assert_eq!(index.find(&[], Anyone), (1, vec![1]));
}
