//! The test persons. None of them is real.

/// Somebody who can sign in, and what デジタル認証アプリ says about them.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The name in code and forms: `hanako`.
    pub id: &'static str,
    /// `name`: as on a card, mostly with an ideographic space between family and given name.
    pub name: &'static str,
    /// What this person is good for, for developers, in Japanese.
    pub about: &'static str,
    /// `address`: one string, as on the card.
    pub address: &'static str,
    /// `birthdate`: eight digits, as a rule.
    pub birthdate: Option<&'static str>,
    /// `gender`: `1` man, `2` woman, as a rule.
    pub gender: Option<&'static str>,
    /// Whether the card can be read.
    pub readable: bool,
}

impl Person {
    /// The test person of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        PEOPLE.iter().find(|person| person.id == id)
    }

    /// The name as screens show it, with an ordinary space.
    pub fn shown_name(&self) -> String {
        self.name.replace('\u{3000}', " ")
    }
}

/// Everybody who can sign in.
pub const PEOPLE: &[Person] = &[
    Person {
        id: "hanako",
        name: "明日\u{3000}花子",
        about: "ふつうの人",
        address: "東京都千代田区霞が関一丁目2番2号",
        birthdate: Some("19900401"),
        gender: Some("2"),
        readable: true,
    },
    Person {
        id: "taro",
        name: "明日\u{3000}太郎",
        about: "ふつうの人",
        address: "大阪府大阪市中央区大手前四丁目1番67号",
        birthdate: Some("19851120"),
        gender: Some("1"),
        readable: true,
    },
    Person {
        id: "yoshino",
        name: "𠮷野\u{3000}髙志",
        about: "氏名にめずらしい漢字がある人",
        address: "奈良県吉野郡吉野町大字上市80番地の1",
        birthdate: Some("19720229"),
        gender: Some("1"),
        readable: true,
    },
    Person {
        id: "nakaba",
        name: "明日\u{3000}なかば",
        about: "生年月日と性別が届かない人",
        address: "北海道札幌市中央区北一条西二丁目",
        birthdate: None,
        gender: None,
        readable: true,
    },
    Person {
        id: "katachi",
        name: "明日かたち",
        about: "書き方が変わっている人（和暦の生年月日、性別9、都道府県のない住所、空白のない氏名）",
        address: "千代田区霞が関1-2-2",
        birthdate: Some("H02-04-01"),
        gender: Some("9"),
        readable: true,
    },
    Person {
        id: "takara",
        name: "明日\u{3000}たから",
        about: "住所に建物名がある人",
        address: "神奈川県横浜市西区みなとみらい二丁目2番1号\u{3000}明日ハイツ3305号室",
        birthdate: Some("20010908"),
        gender: Some("2"),
        readable: true,
    },
    Person {
        id: "unreadable",
        name: "明日\u{3000}よめず",
        about: "カードを読み取れない人",
        address: "",
        birthdate: None,
        gender: None,
        readable: false,
    },
];
