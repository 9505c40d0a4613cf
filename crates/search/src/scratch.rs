//! An index of little that is thrown away soon. It stands beside the lasting one: what a program that was killed
//! has left there is found, and cleared away, by the next that starts on the folder.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{Feeder, Finder, Index, Result};

/// What the names of such folders begin with.
const NAME: &str = "scratch-";
/// Scratch indexes of one process at once.
const MOST: u32 = 100;

/// An index that ends with this value.
pub struct Scratch {
    index: Index,
    place: Place,
}

/// A folder, and beside it a file that is locked as long as somebody uses the folder.
struct Place {
    folder: PathBuf,
    mark: PathBuf,
    _locked: File,
}

impl Scratch {
    /// A new empty one below the folder of the lasting index.
    pub(crate) fn below(folder: &Path) -> Result<Self> {
        let place = Place::take(folder)?;
        Ok(Self { index: Index::open(&place.folder)?, place })
    }

    /// What searches in it.
    pub fn finder(&self) -> Finder {
        self.index.finder()
    }

    /// What feeds it, with little memory.
    pub fn feeder(&self) -> Feeder {
        self.index.feeder().small()
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.place.folder
    }
}

impl Place {
    fn take(below: &Path) -> io::Result<Self> {
        fs::create_dir_all(below)?;
        for at in 0..MOST {
            let name = format!("{NAME}{}-{at}", std::process::id());
            if let Some(place) = Self::lock(below.join(name))? {
                // Left by a process that had our number before us.
                place.clear()?;
                fs::create_dir(&place.folder)?;
                return Ok(place);
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many scratch indexes"))
    }

    /// `None` when somebody uses the folder.
    fn lock(folder: PathBuf) -> io::Result<Option<Self>> {
        let mark = folder.with_extension("lock");
        let file = File::options().create(true).truncate(false).write(true).open(&mark)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { folder, mark, _locked: file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be cleared away now is by the next start.
        if self.clear().is_ok() {
            let _ = fs::remove_file(&self.mark);
        }
    }
}

/// Clears away what programs that were killed have left below a folder. Failing to do so harms nothing.
pub(crate) fn clear_left_over(below: &Path) {
    let Ok(entries) = fs::read_dir(below) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let (is_ours, is_mark) = (name.starts_with(NAME), name.ends_with(".lock"));
        if is_ours && is_mark {
            // Taken, if nobody uses it, only to be dropped.
            if let Ok(Some(left)) = Place::lock(entry.path().with_extension("")) {
                tracing::info!(path = %left.folder.display(), "a search index that was left over is cleared away");
            }
        }
    }
}
