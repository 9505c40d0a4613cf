//! What 基本情報登録 says of the card: one calm sentence.

use site::{Fields, FormState};

use crate::portal::journey::Stopped;

/// The name of the word in the form that the card has filled, and in the address of one that it has not.
pub(super) const FIELD: &str = "card";

/// What came of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardNote {
    /// All four items stand in the form.
    Filled,
    /// Some of them do.
    Partly,
    /// Nothing could be read, or not believed.
    Unread,
    /// The person said no.
    Declined,
    /// The provider does not answer.
    Away,
}

impl From<Stopped> for CardNote {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Away => Self::Away,
            Stopped::Declined => Self::Declined,
            Stopped::Unconfirmed | Stopped::Stale => Self::Unread,
        }
    }
}

impl CardNote {
    const ALL: [Self; 5] = [Self::Filled, Self::Partly, Self::Unread, Self::Declined, Self::Away];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Partly => "partly",
            Self::Unread => "unread",
            Self::Declined => "declined",
            Self::Away => "away",
        }
    }

    /// True when the card has put something into the form.
    pub(super) fn has_filled(self) -> bool {
        matches!(self, Self::Filled | Self::Partly)
    }

    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Filled => {
                "マイナンバーカードから読み取った内容を入力しました。正しいか確認してください。フリガナや電話番号など、空いている項目を入力してください。"
            }
            Self::Partly => {
                "マイナンバーカードから一部の内容だけを読み取って入力しました。正しいか確認してください。空いている項目を入力してください。"
            }
            Self::Unread => {
                "マイナンバーカードから情報を読み取れませんでした。お手数ですが、下の項目に入力してください。"
            }
            Self::Declined => {
                "マイナンバーカードの読み取りを中止しました。お手数ですが、下の項目に入力してください。"
            }
            Self::Away => {
                "ただいまマイナンバーカードから情報を読み取れません。お手数ですが、下の項目に入力してください。"
            }
        }
    }

    /// What the form says that the card has filled.
    pub(super) fn in_form(form: &FormState) -> Option<Self> {
        Self::of_word(form.value(FIELD)).filter(|note| note.has_filled())
    }

    /// What the address says of a card that has filled nothing.
    pub(super) fn in_address(query: &Fields) -> Option<Self> {
        Self::of_word(query.first(FIELD)).filter(|note| !note.has_filled())
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|note| note.word() == word)
    }
}
