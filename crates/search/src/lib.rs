//! Full-text search over postings, embedded. The database is the truth and the index a cache: its folder
//! may be deleted at any time, and whoever feeds it builds it anew.
//!
//! Japanese is cut into overlapping pairs of characters with their positions, so every part of a text is
//! found without a dictionary, Latin words and numbers included. [`domain::fold`] says which spellings are
//! the same.
//!
//! The index never holds what nobody may find: identity of 公開範囲 2 stands in fields that only the
//! searches of registered seekers look at, that of 3 in none, and a posting of 4 is not in the index. Conditions
//! on facts are asked of open facts, which are the same for every viewer.

mod bits;
mod clause;
mod facts;
mod feeder;
mod finder;
mod hits;
mod lists;
mod members;
mod numbers;
mod part;
mod phrase;
mod pieces;
mod ranking;
mod schema;
mod scratch;
mod segment;
mod snapshot;
mod texts;
mod tokens;
mod trouble;
mod wording;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use tantivy::{
    Directory, IndexReader, IndexSettings, Order, ReloadPolicy,
    directory::{MmapDirectory, RamDirectory},
    index::IndexSortByField,
};

use snapshot::Snapshot;

pub use feeder::{Change, Feeder};
pub use finder::{Finder, Found};
pub use scratch::Scratch;

/// Raised whenever the fields, the tokenizer, [`domain::fold`] or what is taken out of hidden postings change: the folder of the index carries
/// it in its name, so an index of another make is left behind and built anew.
pub const MAKE: u32 = 5;

/// What can go wrong with the index.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] tantivy::TantivyError),
    /// What was fed was lost with a writer that failed.
    #[error("what was fed since the last commit is lost, or nothing was fed")]
    Lost,
    /// The index could not be opened, for a reason that may pass.
    #[error("the search index could not be opened yet")]
    Away,
    /// The folder cannot be read or written.
    #[error("folder of the index: {0}")]
    Folder(#[from] std::io::Error),
}

/// Result of a search or of feeding.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How far in the database's line of changes an index goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which line of changes: an index that was fed from another one is worth nothing.
    pub history: u128,
    /// The last change in it.
    pub seq: i64,
}

impl Position {
    fn to_payload(self) -> String {
        format!("{:032x} {}", self.history, self.seq)
    }

    fn from_payload(payload: &str) -> Option<Self> {
        let (history, seq) = payload.split_once(' ')?;
        Some(Self { history: u128::from_str_radix(history, 16).ok()?, seq: seq.parse().ok()? })
    }
}

/// How far the documents of an index are scattered. Searching is fastest when all are in one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scatter {
    /// Postings that can be found.
    pub documents: u64,
    /// Those outside the largest segment, and those that were deleted but still take room.
    pub beside: u64,
}

/// The index of one node, in a folder of its own. Cheap to clone.
#[derive(Clone)]
pub struct Index {
    folder: PathBuf,
    current: Arc<RwLock<Current>>,
    /// Held while a commit is opened, so that an older one never takes the place of a newer.
    reloading: Arc<Mutex<()>>,
}

/// The index as it is open now; opened anew when the folder was deleted.
#[derive(Clone)]
struct Current {
    engine: tantivy::Index,
    fields: schema::Fields,
    reader: IndexReader,
    snapshot: Snapshot,
    reached: Option<Position>,
    /// An empty one in memory, until that of the folder can be opened.
    stands_in: bool,
}

impl Index {
    /// Opens the index below a folder, or begins an empty one. A damaged one is thrown away. One that cannot be
    /// opened for want of file handles or memory stays as it is: nothing is found until [`Feeder::position`], which
    /// tries again, can open it.
    ///
    /// # Errors
    /// The folder may not be written.
    pub fn open(folder: &Path) -> Result<Self> {
        let own = folder.join(format!("postings-{MAKE}"));
        remove_other_makes(folder, &own);
        scratch::clear_left_over(folder);
        let current = match open_or_begin(&own) {
            Err(error) if !error.is_forbidden() => {
                tracing::warn!(%error, "the search index cannot be opened now; it will be tried again");
                open_stand_in()?
            }
            opened => opened?,
        };
        let current = Arc::new(RwLock::new(current));
        Ok(Self { folder: own, current, reloading: Arc::default() })
    }

    /// What searches.
    pub fn finder(&self) -> Finder {
        Finder::new(self.clone())
    }

    /// What keeps the index up to date. One process at a time may feed a folder.
    pub fn feeder(&self) -> Feeder {
        Feeder::new(self.clone())
    }

    fn current(&self) -> Current {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows what was committed to every finder.
    fn reload(&self) -> Result<()> {
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let mut fresh = self.current();
        // First: what is told as reached is never newer than what is searched.
        let reached = position(&fresh.engine)?;
        fresh.reader.reload()?;
        // Reading a new segment takes a while; searches go on with the old ones.
        fresh.snapshot = Snapshot::of(fresh.reader.searcher(), &fresh.fields, Some(&fresh.snapshot))?;
        fresh.reached = reached;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// How far the index on disk goes. What could not be opened for searching before is opened now.
    fn position(&self) -> Result<Option<Position>> {
        if self.current().stands_in {
            self.reopen()?;
        }
        let current = self.current();
        let position = position(&current.engine)?;
        if position != current.reached {
            self.reload()?;
        }
        Ok(position)
    }

    /// Opens the folder again, after it was deleted or damaged under a running program.
    fn reopen(&self) -> Result<()> {
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = open_or_begin(&self.folder)?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
}

fn open_or_begin(folder: &Path) -> Result<Current> {
    match open(folder) {
        Err(error) if error.is_damage() => {
            tracing::warn!(%error, "the search index is damaged and is built anew");
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
            open(folder)
        }
        opened => opened,
    }
}

fn open(folder: &Path) -> Result<Current> {
    std::fs::create_dir_all(folder)?;
    open_in(MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?)
}

fn open_stand_in() -> Result<Current> {
    Ok(Current { stands_in: true, ..open_in(RamDirectory::create())? })
}

fn open_in(directory: impl Into<Box<dyn Directory>>) -> Result<Current> {
    let (schema, fields) = schema::schema();
    let newest_first = IndexSortByField { field: schema::Column::Newest.name(), order: Order::Desc };
    let settings = IndexSettings { sort_by_field: Some(newest_first), ..IndexSettings::default() };
    let engine = tantivy::Index::builder().schema(schema).settings(settings).open_or_create(directory)?;
    tokens::register(&engine);
    let reached = position(&engine)?;
    let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let snapshot = Snapshot::of(reader.searcher(), &fields, None)?;
    Ok(Current { engine, fields, reader, snapshot, reached, stands_in: false })
}

/// How far the index on disk goes.
fn position(engine: &tantivy::Index) -> Result<Option<Position>> {
    Ok(engine.load_metas()?.payload.as_deref().and_then(Position::from_payload))
}

/// Indexes of older programs are only a waste of space; failing to delete one harms nothing.
fn remove_other_makes(folder: &Path, own: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_index = entry.file_name().to_string_lossy().starts_with("postings-");
        if is_index && path != own && std::fs::remove_dir_all(&path).is_err() {
            tracing::warn!(path = %path.display(), "an old search index could not be deleted");
        }
    }
}
