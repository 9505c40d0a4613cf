//! The job card of the seeds (000 and 004, 求職者マイページホーム), as a part of any page: put a
//! [`JobCard`] into the page and draw it with the macro of `search/card.html`.

use domain::{
    clock::{Date, japanese_date},
    posting::{Identity, Viewer, Visible},
};
use store::{Offer, StoredPosting};
use uuid::Uuid;

/// Characters of 仕事の内容 that a card shows.
const SHOWN_OF_DESCRIPTION: usize = 80;

/// Whether a card offers to keep its posting (お気に入りに保存).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Not here.
    Silent,
    /// By a button; afterwards the browser comes back to this address.
    Offered(String),
    /// It is kept.
    Kept,
}

/// What stands on a card, in the order of the seeds.
pub(crate) struct JobCard {
    pub(crate) number: String,
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) open: bool,
    pub(crate) received_on: String,
    pub(crate) deadline: String,
    /// Words and text, in pairs of one line on a wide screen.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) badges: Vec<String>,
    pub(crate) openings: Option<u32>,
    /// Where the messages about this posting are, if there are any.
    pub(crate) messages: Option<String>,
    pub(crate) keeping: Keeping,
    /// The posting is closed or past its deadline: its sheet cannot be opened any more.
    pub(crate) ended: bool,
}

impl JobCard {
    /// The card of a posting on a day, for the viewer it was made visible to.
    pub(crate) fn of(posting: &Visible, today: Date) -> Self {
        let mut badges = posting.features.clone();
        if posting.online_application {
            badges.push("オンライン自主応募可".to_owned());
        }
        Self {
            href: format!("/postings/{}", posting.number),
            title: posting.title.clone(),
            open: posting.is_open_on(today),
            received_on: japanese_date(posting.received_on),
            deadline: japanese_date(posting.referral_deadline),
            facts: facts(posting),
            badges,
            openings: posting.openings,
            messages: None,
            keeping: Keeping::Silent,
            number: posting.number.to_string(),
            ended: false,
        }
    }

    /// The card of a stored posting in one of the person's own lists: one that has ended stays and says so.
    /// `None` when the posting is not for the web at all any more.
    pub(crate) fn of_stored(stored: &StoredPosting, viewer: Viewer, today: Date) -> Option<Self> {
        let mut card = Self::of(&stored.posting.seen_by(viewer)?, today);
        card.open &= stored.closed_at.is_none();
        card.ended = !card.open;
        Some(card)
    }

    /// The card of an offer: with its own 応募期限日 and the way to its messages.
    pub(crate) fn of_offer(offer: &Offer, viewer: Viewer, today: Date) -> Option<Self> {
        let mut card = Self::of_stored(&offer.posting, viewer, today)?.with_messages(offer.thread);
        card.deadline = japanese_date(offer.deadline());
        Some(card)
    }

    /// Leads to the messages about the posting.
    #[must_use]
    pub(crate) fn with_messages(mut self, thread: Option<Uuid>) -> Self {
        self.messages = thread.map(|thread| format!("/messages/{thread}"));
        self
    }
}

fn facts(posting: &Visible) -> Vec<(&'static str, String)> {
    vec![
        ("求人区分", posting.category.to_string()),
        ("就業時間", or_unstated(&posting.working_hours)),
        ("事業所名", employer(posting)),
        ("休日", holidays(posting)),
        ("就業場所", or_unstated(&posting.workplace.area())),
        ("年齢", or_unstated(&posting.age.to_string())),
        ("仕事の内容", or_unstated(&shortened(&posting.description))),
        ("求人番号", posting.number.to_string()),
        ("雇用形態", posting.employment.to_string()),
        ("公開範囲", posting.disclosure.sentence().to_owned()),
        ("賃金（手当等を含む）", posting.wage.map_or_else(|| UNSTATED.to_owned(), |wage| wage.to_string())),
    ]
}

const UNSTATED: &str = "記載がありません";
const FOR_REGISTERED: &str = "ハローワークの求職者に限り公開しています";
const WITHHELD: &str = "公開していません";

/// Facts that are told in words of lists and in numbers, never in the employer's own words.
const LISTED: [&str; 11] = [
    "求人区分",
    "年齢",
    "雇用形態",
    "公開範囲",
    "賃金（手当等を含む）",
    "賃金形態",
    "受付年月日",
    "応募期限日",
    "紹介期限日",
    "オンライン自主応募の受付",
    "従業員数",
];

/// True when a fact is told in the program's words alone, which have readings.
pub(crate) fn is_fixed(label: &str, text: &str) -> bool {
    LISTED.contains(&label) || [UNSTATED, FOR_REGISTERED, WITHHELD, "不問", "可", "不可"].contains(&text)
}

fn or_unstated(text: &str) -> String {
    if text.is_empty() { UNSTATED } else { text }.to_owned()
}

/// The employer's name, or why it is not there.
pub(crate) fn employer(posting: &Visible) -> String {
    match posting.identity() {
        Identity::Shown => or_unstated(&posting.establishment.name),
        Identity::ForRegisteredSeekers => FOR_REGISTERED.to_owned(),
        Identity::Withheld => WITHHELD.to_owned(),
    }
}

/// 「土日祝　週休二日制：毎週　年間休日数：120日」
fn holidays(posting: &Visible) -> String {
    let mut parts = vec![posting.holidays.clone()];
    if !posting.two_days_off.is_empty() {
        parts.push(format!("週休二日制：{}", posting.two_days_off));
    }
    parts.extend(posting.annual_holidays.map(|days| format!("年間休日数：{days}日")));
    parts.retain(|part| !part.is_empty());
    or_unstated(&parts.join("　"))
}

/// The beginning of a text as one paragraph.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join("　");
    if text.chars().count() <= SHOWN_OF_DESCRIPTION {
        return text;
    }
    let shown: String = text.chars().take(SHOWN_OF_DESCRIPTION).collect();
    format!("{}…", shown.trim_end())
}
