//! Which errors mean that the index is damaged, and which pass by themselves: an index that cannot be opened for
//! want of file handles or memory is as good as ever when there are some again.

use std::io::ErrorKind;

use tantivy::{
    TantivyError,
    directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

use crate::Error;

impl Error {
    /// True when what lies in the folder is no index that this program can read: it is of no use any more, and
    /// built anew. All other errors may pass; the index stays as it is.
    pub(crate) fn is_damage(&self) -> bool {
        match (self, self.of_the_system()) {
            (_, Some(kind)) => {
                matches!(kind, ErrorKind::NotFound | ErrorKind::UnexpectedEof | ErrorKind::InvalidData)
            }
            (Self::Engine(TantivyError::LockFailure(..)), None) => false,
            // Threads that could not be started, or that fell over.
            (Self::Engine(TantivyError::ErrorInThread(_) | TantivyError::SystemError(_)), None) => false,
            (Self::Engine(TantivyError::Poisoned), None) => false,
            (Self::Engine(_), None) => true,
            (Self::Folder(_) | Self::Lost | Self::Away, None) => false,
        }
    }

    /// True when the folder may not be written: this does not pass before somebody does something about it.
    pub(crate) fn is_forbidden(&self) -> bool {
        matches!(self, Self::Folder(_))
            || matches!(
                self.of_the_system(),
                Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
            )
    }

    /// What the operating system said, where it is the one that failed.
    fn of_the_system(&self) -> Option<ErrorKind> {
        let Self::Engine(error) = self else { return None };
        match error {
            TantivyError::IoError(error) | TantivyError::LockFailure(LockError::IoError(error), _) => {
                Some(error.kind())
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
                Some(io_error.kind())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{io, path::PathBuf, sync::Arc};

    use super::*;

    fn reading(error: io::Error) -> Error {
        let open = OpenReadError::IoError { io_error: Arc::new(error), filepath: PathBuf::from("meta.json") };
        Error::Engine(open.into())
    }

    #[test]
    fn want_of_handles_memory_or_room_is_no_damage() {
        // EMFILE, ENFILE, ENOMEM, EIO, EACCES, ENOSPC, EINTR.
        for code in [24, 23, 12, 5, 13, 28, 4] {
            let error = || io::Error::from_raw_os_error(code);
            assert!(!reading(error()).is_damage(), "{}", error());
            assert!(!Error::Engine(error().into()).is_damage(), "{}", error());
            assert!(!Error::Folder(error()).is_damage(), "{}", error());
        }
        let busy = TantivyError::LockFailure(LockError::LockBusy, None);
        assert!(!Error::Engine(busy).is_damage());
    }

    #[test]
    fn files_that_are_gone_cut_short_or_something_else_are_damage() {
        for kind in [ErrorKind::NotFound, ErrorKind::UnexpectedEof, ErrorKind::InvalidData] {
            assert!(reading(kind.into()).is_damage(), "{kind}");
        }
        let gone = OpenReadError::FileDoesNotExist(PathBuf::from("meta.json"));
        assert!(Error::Engine(gone.into()).is_damage());
        assert!(Error::Engine(TantivyError::SchemaError("another one".into())).is_damage());
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_told_at_once() {
        assert!(reading(ErrorKind::PermissionDenied.into()).is_forbidden());
        assert!(!reading(io::Error::from_raw_os_error(24)).is_forbidden());
    }
}
