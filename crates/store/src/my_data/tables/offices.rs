//! What the offices wrote down, and who looked.

use super::{ID, OWN};
use crate::my_data::{
    Kind::{Instant, Posting, Reference, Text, Word},
    Table,
};

const DEEDS: &[(&str, &str)] = &[("register_address", "メールアドレスの登録")];
const ROLES: &[(&str, &str)] = &[("officer", "窓口の職員"), ("operator", "システムの運用担当者")];
const PARTS: &[(&str, &str)] = &[
    ("basic", "基本情報（氏名、住所など）の確認"),
    ("job_seeker", "求職情報の確認"),
    ("activity", "応募とメッセージの確認"),
    ("register_address", "メールアドレスの登録"),
    ("consultation", "相談の記録"),
    ("referral", "紹介の記録"),
    ("application_state", "応募の状況の記録"),
    ("message", "メッセージの送信"),
    ("set_valid", "求職登録を有効にする手続き"),
];

pub(super) static TABLES: &[Table] = &[
    table!(
        "office_registration",
        "窓口での登録",
        "account = $1 ORDER BY last_used_on DESC",
        [
            ("id", "記録の番号", Reference),
            ("office_code", "安定所のコード", Text),
            ("name", "氏名", Text),
            ("kana", "氏名（カナ）", Text),
            ("birth_date", "生年月日", Text),
            ("last_used_on", "最後の利用日", Text),
            ("family_name", "姓", Text),
            ("given_name", "名", Text),
            ("family_kana", "姓（カナ）", Text),
            ("given_kana", "名（カナ）", Text),
            ("postal_code", "郵便番号", Text),
            ("municipality_code", "市区町村コード", Text),
            ("town", "町名・番地", Text),
            ("building", "建物名・部屋番号", Text),
            ("telephone", "電話番号", Text),
            ("number", "求職番号", Text),
            ("applied_on", "求職申込みの日", Text),
            ("valid_until", "有効期限", Text),
            ("email", "メールアドレス", Text),
            ("opened_at", "マイページを開設した日時", Instant),
        ],
        [
            OWN,
            ("identity_form", "made of name and birth date, for comparing"),
            ("email_key", "the mail address in small letters"),
        ]
    ),
    table!(
        "counter_deed",
        "窓口での手続きの記録",
        "registration IN (SELECT id FROM office_registration WHERE account = $1) ORDER BY done_at DESC",
        [
            ("done_at", "日時", Instant),
            ("office_code", "安定所のコード", Text),
            ("deed", "手続き", Word(DEEDS)),
            ("registration", "窓口での登録の番号", Reference),
            ("email_before", "前のメールアドレス", Text),
            ("email_after", "後のメールアドレス", Text),
        ],
        [ID, ("done_by", "the name of an officer; the office answers for its people")]
    ),
    table!(
        "record_access",
        "求職情報を見た記録",
        "account = $1 OR registration IN (SELECT id FROM office_registration WHERE account = $1)
         ORDER BY seen_at DESC",
        [
            ("seen_at", "日時", Instant),
            ("office_code", "安定所のコード", Text),
            ("role", "見た人", Word(ROLES)),
            ("part", "見た内容", Word(PARTS)),
            ("reason", "理由", Text),
            ("registration", "窓口での登録の番号", Reference),
        ],
        [ID, OWN, ("seen_by", "the name of an officer; the office answers for its people")]
    ),
    table!(
        "office_deed",
        "ハローワークでの手続きの記録",
        "account = $1 ORDER BY done_at DESC",
        [
            ("done_at", "日時", Instant),
            ("office_code", "安定所のコード", Text),
            ("deed", "手続き", Word(PARTS)),
            ("on_day", "行われた日", Text),
            ("posting", "求人番号", Posting),
            ("state", "応募の状況", Word(super::activity::APPLICATION_STATES)),
        ],
        [ID, OWN, ("done_by", "the name of an officer; the office answers for its people")]
    ),
];
