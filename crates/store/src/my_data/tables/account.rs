//! The account, and how one signs in.

use super::{ID, OWN};
use crate::my_data::{
    Kind::{Instant, Number, SmallNumber, Text, Word},
    Table,
};

const STATES: &[(&str, &str)] =
    &[("registered", "求職情報の登録前"), ("open", "開設済み"), ("withdrawn", "退会済み")];
const PURPOSES: &[(&str, &str)] = &[
    ("registration", "アカウント登録"),
    ("password_reset", "パスワードの再登録"),
    ("reopening", "アカウントの再登録"),
    ("opening", "マイページ開設"),
];
const ADDRESS_PURPOSES: &[(&str, &str)] =
    &[("id", "ID（メールアドレス）の変更"), ("recovery", "予備のメールアドレスの登録")];
const LETTER_STATES: &[(&str, &str)] =
    &[("waiting", "送信待ち"), ("sent", "送信済み"), ("undeliverable", "送達不能")];
const JOURNEYS: &[(&str, &str)] = &[
    ("link", "マイナポータルとつなげる"),
    ("sign_in", "マイナポータルからのログイン"),
    ("card", "マイナンバーカードの読取り"),
];
const SIGN_INS: &[(&str, &str)] = &[
    ("password", "パスワード"),
    ("mailed_code", "パスワードとワンタイムパスワード"),
    ("authenticator_app", "パスワードと認証アプリ"),
    ("recovery_code", "パスワードと回復コード"),
    ("passkey", "パスキー"),
    ("portal", "マイナポータル"),
    ("registration", "アカウント登録"),
    ("opening", "マイページ開設"),
    ("wrong_password", "パスワードの誤り"),
];

pub(super) static TABLES: &[Table] = &[
    table!(
        "account",
        "アカウント",
        "id = $1",
        [
            ("email", "ID（メールアドレス）", Text),
            ("state", "状態", Word(STATES)),
            ("registered_at", "アカウント登録日時", Instant),
            ("withdrawn_at", "退会日時", Instant),
            ("last_login_at", "最後のログイン日時", Instant),
            ("previous_login_at", "前回のログイン日時", Instant),
            ("mailed_code_since", "ワンタイムパスワードを使い始めた日時", Instant),
            ("erasure_warned", "消去のお知らせ（何日前か）", Number),
            ("void_warned", "登録期限のお知らせ（期限の何日前か）", Number),
        ],
        [("id", OWN.1), ("email_key", "the mail address in small letters"), ("password_hash", "a secret"),]
    ),
    table!(
        "recovery_address",
        "予備のメールアドレス",
        "account = $1",
        [("email", "予備のメールアドレス", Text), ("registered_at", "登録日時", Instant),],
        [OWN]
    ),
    table!(
        "address_change",
        "メールアドレスの変更のお申込み",
        "account = $1 ORDER BY asked_at DESC",
        [
            ("purpose", "内容", Word(ADDRESS_PURPOSES)),
            ("email", "メールアドレス", Text),
            ("asked_at", "お申込み日時", Instant),
            ("tries", "認証キーの入力回数", SmallNumber),
            ("used_at", "手続きが終わった日時", Instant),
        ],
        [ID, OWN, ("email_key", "the mail address in small letters"), ("key_hash", "a secret")]
    ),
    table!(
        "verification",
        "認証キーのお申込み",
        "account = $1 ORDER BY issued_at DESC",
        [
            ("purpose", "内容", Word(PURPOSES)),
            ("email", "メールアドレス", Text),
            ("issued_at", "お申込み日時", Instant),
            ("tries", "画面での入力回数", SmallNumber),
            ("mail_tries", "メールのアドレスからの入力回数", SmallNumber),
            ("used_at", "手続きが終わった日時", Instant),
        ],
        [
            OWN,
            ("email_key", "the mail address in small letters"),
            ("request_hash", "a secret"),
            ("mail_hash", "a secret"),
            ("key_hash", "a secret"),
            ("registration", "the row of office_registration, which is handed over"),
        ]
    ),
    table!(
        "session",
        "ログイン中の端末",
        "account = $1 ORDER BY opened_at DESC",
        [
            ("device", "端末", Text),
            ("opened_at", "ログイン日時", Instant),
            ("seen_at", "最後の操作の日時", Instant),
            ("ended_at", "ログアウト日時", Instant),
        ],
        [ID, OWN, ("token_hash", "a secret"), ("realm", "always that of the job seekers")]
    ),
    table!(
        "sign_in",
        "ログインの記録",
        "account = $1 ORDER BY signed_in_at DESC",
        [
            ("signed_in_at", "日時", Instant),
            ("way", "方法", Word(SIGN_INS)),
            ("device", "端末", Text),
            ("wrong_passwords", "それまでのパスワードの誤りの回数", Number),
        ],
        [ID, OWN]
    ),
    table!(
        "portal_link",
        "マイナポータルとのつながり",
        "account = $1",
        [
            ("issuer", "つながりの相手", Text),
            ("subject", "相手での利用者の番号", Text),
            ("linked_at", "つなげた日時", Instant),
            ("used_at", "最後に使った日時", Instant),
        ],
        [OWN]
    ),
    table!(
        "portal_consent",
        "マイナポータルとつなげる途中の手続き",
        "given_by = $1 ORDER BY asked_at DESC",
        [
            ("issuer", "つながりの相手", Text),
            ("subject", "相手での利用者の番号", Text),
            ("target", "行き先", Text),
            ("asked_at", "お申込み日時", Instant),
        ],
        [ID, ("browser_hash", "a secret"), ("given_by", OWN.1)]
    ),
    table!(
        "sign_on_journey",
        "マイナポータルなどへの移動の途中",
        "account = $1 ORDER BY started_at DESC",
        [
            ("purpose", "内容", Word(JOURNEYS)),
            ("target", "行き先", Text),
            ("started_at", "始めた日時", Instant),
        ],
        [OWN, ("state_hash", "a secret"), ("browser_hash", "a secret")]
    ),
    table!(
        "parked_form",
        "入力の途中の画面",
        "account = $1 ORDER BY parked_at DESC",
        [("path", "画面", Text), ("fields", "入力した内容", Text), ("parked_at", "預かった日時", Instant),],
        [ID, OWN]
    ),
    table!(
        "outbox",
        "お送りしたメール",
        // Never by the address, which may be or have been that of somebody else.
        "account = $1 ORDER BY posted_at DESC",
        [
            ("recipient", "宛先", Text),
            ("subject", "件名", Text),
            ("state", "状態", Word(LETTER_STATES)),
            ("posted_at", "お送りする手続きをした日時", Instant),
            ("sent_at", "送信日時", Instant),
        ],
        [
            ID,
            OWN,
            ("body", "it may hold a key, and is erased once it was sent"),
            ("due_at", "how the sending works"),
            ("tries", "how the sending works"),
            ("claimed_at", "how the sending works"),
            ("failure", "how the sending works"),
            ("stop_address", "it opens the way to stop such letters, without signing in"),
        ]
    ),
];
