//! 求職活動: searches, applications, messages, notices.

use super::{ID, OWN};
use crate::my_data::{
    Kind::{Instant, Number, Posting, Reference, Text, Word},
    Table,
};

const NOTICES: &[(&str, &str)] = &[
    ("validity", "有効期限"),
    ("application", "応募"),
    ("message", "メッセージ"),
    ("match", "条件に合う求人"),
    ("safety", "安全"),
];
const WAYS: &[(&str, &str)] = &[
    ("referral", "ハローワークの紹介"),
    ("online_referral", "オンラインハローワーク紹介"),
    ("online", "オンライン自主応募"),
    ("request", "リクエスト"),
];
pub(super) const APPLICATION_STATES: &[(&str, &str)] = &[
    ("applied", "応募済み"),
    ("documents", "書類選考中"),
    ("arranging", "面接の調整中"),
    ("interview", "面接"),
    ("hired", "採用"),
    ("not_hired", "不採用"),
    ("withdrawn", "辞退"),
    ("cancelled", "取消し"),
    ("no_show", "面接に来なかった"),
];
const ANSWERS: &[(&str, &str)] = &[("applied", "応募する"), ("declined", "応募しない")];
const SENDERS: &[(&str, &str)] = &[("seeker", "自分"), ("employer", "求人者"), ("office", "ハローワーク")];

pub(super) static TABLES: &[Table] = &[
    table!(
        "saved_search",
        "保存した求人検索条件",
        "account = $1 ORDER BY position",
        [
            ("position", "番号", Number),
            ("name", "名前", Text),
            ("query", "条件", Text),
            ("saved_at", "保存した日時", Instant),
        ],
        [OWN, ("told_seq", "an internal counter: up to which posting the person was told")]
    ),
    table!(
        "favourite",
        "お気に入りの求人",
        "account = $1 ORDER BY added_at DESC",
        [("posting", "求人番号", Posting), ("note", "メモ", Text), ("added_at", "保存した日時", Instant),],
        [OWN]
    ),
    table!(
        "seen_posting",
        "閲覧済みの求人",
        "account = $1 ORDER BY seen_at DESC",
        [("posting", "求人番号", Posting), ("seen_at", "閲覧した日時", Instant),],
        [OWN]
    ),
    table!(
        "application",
        "応募",
        "account = $1 ORDER BY applied_at DESC",
        [
            ("posting", "求人番号", Posting),
            ("way", "応募の方法", Word(WAYS)),
            ("state", "状態", Word(APPLICATION_STATES)),
            ("applied_at", "応募日時", Instant),
            ("changed_at", "状態が変わった日時", Instant),
            ("ended_at", "終わった日時", Instant),
        ],
        [ID, OWN]
    ),
    table!(
        "employer_request",
        "求人者からのリクエスト",
        "account = $1 ORDER BY sent_at DESC",
        [
            ("posting", "求人番号", Posting),
            ("sent_at", "届いた日時", Instant),
            ("expires_on", "応募期限日", Text),
            ("seen_at", "見た日時", Instant),
            ("answer", "回答", Word(ANSWERS)),
            ("answered_at", "回答日時", Instant),
        ],
        [ID, OWN]
    ),
    table!(
        "online_referral",
        "オンラインハローワーク紹介",
        "account = $1 ORDER BY sent_at DESC",
        [
            ("posting", "求人番号", Posting),
            ("office_code", "安定所のコード", Text),
            ("sent_at", "届いた日時", Instant),
            ("expires_on", "応募期限日", Text),
            ("seen_at", "見た日時", Instant),
            ("answer", "回答", Word(ANSWERS)),
            ("answered_at", "回答日時", Instant),
        ],
        [ID, OWN]
    ),
    table!(
        "message_thread",
        "メッセージのやりとり",
        "account = $1 ORDER BY opened_at DESC",
        [
            ("id", "やりとりの番号", Reference),
            ("posting", "求人番号", Posting),
            ("office_code", "安定所のコード", Text),
            ("subject", "件名", Text),
            ("opened_at", "始まった日時", Instant),
        ],
        [OWN]
    ),
    table!(
        "message",
        "メッセージ",
        "account = $1 ORDER BY sent_at DESC",
        [
            ("thread", "やりとりの番号", Reference),
            ("sender", "差出人", Word(SENDERS)),
            ("body", "本文", Text),
            ("sent_at", "送信日時", Instant),
            ("read_at", "読んだ日時", Instant),
        ],
        [ID, OWN]
    ),
    table!(
        "notice",
        "お知らせ",
        "account = $1 ORDER BY made_at DESC",
        [
            ("kind", "種類", Word(NOTICES)),
            ("subject", "件名", Text),
            ("link", "画面", Text),
            ("made_at", "日時", Instant),
            ("read_at", "読んだ日時", Instant),
        ],
        [ID, OWN]
    ),
    table!(
        "stopped_mail",
        "止めたお知らせメール",
        "account = $1 ORDER BY kind",
        [("kind", "種類", Word(NOTICES)), ("stopped_at", "止めた日時", Instant),],
        [OWN]
    ),
    table!(
        "message_ending",
        "メッセージの消去のお知らせ",
        "account = $1",
        [("told_on", "最後にお知らせした日", Text),],
        [
            OWN,
            ("warned_14", "up to which message the person was warned, for not warning twice"),
            ("warned_7", "up to which message the person was warned, for not warning twice"),
            ("warned_1", "up to which message the person was warned, for not warning twice"),
        ]
    ),
];
