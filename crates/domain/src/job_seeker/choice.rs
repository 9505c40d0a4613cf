//! Choices that are kept by a code and shown by a word.

/// An enum of which each choice has a code (in forms and in the database) and a word (on the page):
/// `Variant = "code" "word"`.
macro_rules! coded_choice {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal $word:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// All of them, in the order of the page.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value in forms and in the database.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word on the page.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the code; anything else is no choice.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.code() == code)
            }

            /// Codes and words, for the fields of a form.
            pub fn choices() -> Vec<(&'static str, &'static str)> {
                Self::ALL.iter().map(|choice| (choice.code(), choice.name())).collect()
            }
        }
    };
}

pub(super) use coded_choice;
