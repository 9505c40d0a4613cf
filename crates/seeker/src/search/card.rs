//! The job card of the seeds (000 and 004, 求職者マイページホーム), as a part of any page: put a
//! [`JobCard`] into the page and draw it with the macro of `search/card.html`.

use domain::{
    clock::{Date, japanese_date},
    marking::{Excerpt, Marker, Piece},
    posting::{Identity, TextField, Viewer, Visible, facts::is_feature},
    search_query::NewSince,
};
use store::{Offer, StoredPosting};
use uuid::Uuid;

/// Characters of 仕事の内容 that a card shows.
const SHOWN_OF_DESCRIPTION: usize = 60;

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
    /// In pairs of one line on a wide screen.
    pub(crate) facts: Vec<Fact>,
    pub(crate) badges: Vec<String>,
    pub(crate) openings: Option<u32>,
    /// Where the messages about this posting are, if there are any.
    pub(crate) messages: Option<String>,
    pub(crate) keeping: Keeping,
    /// The posting is closed or past its deadline: its sheet cannot be opened any more.
    pub(crate) ended: bool,
    /// 新着: received today or yesterday.
    pub(crate) new: bool,
    /// 閲覧済み: the person has looked at its 求人票.
    pub(crate) seen: bool,
    /// What of it is marked.
    marker: Marker,
    /// Where the words stand that were looked for, as far as the card does not show it.
    pub(crate) excerpts: Vec<Excerpt>,
}

/// A line of a card.
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) text: String,
    /// In which field the search looks for words of it; `None`: in none.
    field: Option<TextField>,
}

/// The lines that a list of one or two lines a posting shows.
pub(crate) const IN_SHORT: [&str; 4] = ["事業所名", "就業場所", "雇用形態", "賃金（手当等を含む）"];

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
            new: posting.received_on >= NewSince::Yesterday.earliest(today),
            seen: false,
            marker: Marker::default(),
            excerpts: Vec::new(),
        }
    }

    /// Marks what a search looked for, and quotes what the card does not show; `short` is the card of a list that shows
    /// less. The posting is the one that the card shows.
    #[must_use]
    pub(crate) fn marked(mut self, posting: &Visible, marker: &Marker, short: bool) -> Self {
        if short {
            self.facts.retain(|fact| IN_SHORT.contains(&fact.label));
            self.badges.clear();
        }
        if marker.is_empty() {
            return self;
        }
        self.marker = marker.clone();
        let facts = self.facts.iter().filter_map(|fact| Some((fact.field?, fact.text.as_str())));
        let badges = self.badges.iter().map(|badge| (TextField::Other, badge.as_str()));
        let title = std::iter::once((TextField::Title, self.title.as_str()));
        let shown: Vec<(TextField, &str)> = title.chain(facts).chain(badges).collect();
        self.excerpts = marker.excerpts(&shown, &posting.labelled_texts());
        self
    }

    /// True where a press on the card comes back to it.
    pub(crate) fn is_kept_or_offered(&self) -> bool {
        self.keeping != Keeping::Silent
    }

    /// 職種, with what was looked for.
    pub(crate) fn title_pieces(&self) -> Vec<Piece> {
        self.marker.pieces(TextField::Title, &self.title)
    }

    /// The text of a line, with what was looked for.
    pub(crate) fn fact_pieces(&self, fact: &Fact) -> Vec<Piece> {
        match fact.field {
            Some(field) => self.marker.pieces(field, &fact.text),
            None => vec![Piece { text: fact.text.clone(), hit: false }],
        }
    }

    /// A badge, with what was looked for.
    pub(crate) fn badge_pieces(&self, badge: &str) -> Vec<Piece> {
        self.marker.pieces(TextField::Other, badge)
    }

    /// A line by its words; nothing where the card has no such line.
    pub(crate) fn fact(&self, label: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.label == label)
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

impl Fact {
    /// True when it is told in the program's words alone, which have readings, and nothing of it is marked.
    pub(crate) fn is_fixed(&self, pieces: &[Piece]) -> bool {
        is_fixed(self.label, &self.text) && pieces.iter().all(|piece| !piece.hit)
    }
}

/// The style gives 仕事の内容, the seventh, the whole width.
fn facts(posting: &Visible) -> Vec<Fact> {
    use TextField::{Employer, Other, Place, Work};
    let searched = |label, field, text: String| Fact { label, text: or_unstated(&text), field: Some(field) };
    let told = |label, text| Fact { label, text, field: None };
    let shown = posting.identity() == Identity::Shown;
    vec![
        searched("求人区分", Other, posting.category.to_string()),
        searched("就業時間", Other, posting.working_hours.clone()),
        Fact { label: "事業所名", text: employer(posting), field: shown.then_some(Employer) },
        searched("休日", Other, holidays(posting)),
        searched("就業場所", Place, posting.workplace.area()),
        told("年齢", or_unstated(&posting.age.to_string())),
        searched("仕事の内容", Work, shortened(&posting.description)),
        searched("求人番号", Other, posting.number.to_string()),
        searched("雇用形態", Other, posting.employment.to_string()),
        told("公開範囲", posting.disclosure.sentence().to_owned()),
        told(
            "賃金（手当等を含む）",
            posting.wage.map_or_else(|| UNSTATED.to_owned(), |wage| wage.to_string()),
        ),
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

/// True when a badge is of the service's own list, which has readings, and nothing of it is marked.
pub(crate) fn is_plain_badge(badge: &str, pieces: &[Piece]) -> bool {
    is_feature(badge) && pieces.iter().all(|piece| !piece.hit)
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
