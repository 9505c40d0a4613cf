//! The ways of signing in that a person has set up beside the password.

use super::{ID, OWN};
use crate::my_data::{
    Kind::{Instant, SmallNumber, Text, Word},
    Table,
};

const STEPS: &[(&str, &str)] =
    &[("mailed_code", "ワンタイムパスワード"), ("authenticator_app", "認証アプリ")];

pub(super) static TABLES: &[Table] = &[
    table!(
        "passkey",
        "パスキー",
        "account = $1 ORDER BY added_at DESC",
        [("name", "名前", Text), ("added_at", "登録日時", Instant), ("used_at", "最後に使った日時", Instant),],
        [
            ID,
            OWN,
            ("credential_id", "the name of a key"),
            ("public_part", "what a sign-in is checked with"),
            ("changing_part", "what a sign-in is checked with"),
            ("transports", "how browsers reach the key"),
        ]
    ),
    table!(
        "authenticator_app",
        "認証アプリ",
        "account = $1",
        [("added_at", "登録日時", Instant),],
        [OWN, ("secret", "a secret"), ("last_step", "which code was taken last: part of the secret's use")]
    ),
    table!(
        "recovery_code",
        "回復コード",
        "account = $1 ORDER BY used_at DESC",
        [("used_at", "使った日時", Instant),],
        [OWN, ("code_hash", "a secret")]
    ),
    table!(
        "spared_device",
        "ワンタイムパスワードを省略する端末",
        "account = $1 ORDER BY spared_at DESC",
        [
            ("name", "端末", Text),
            ("spared_at", "省略を始めた日時", Instant),
            ("spared_until", "省略する期限", Instant),
        ],
        [ID, OWN, ("device_hash", "a secret"), ("password_mark", "made of the password's hash")]
    ),
    table!(
        "second_step",
        "ログインの途中の手続き",
        "account = $1 ORDER BY begun_at DESC",
        [
            ("step", "方法", Word(STEPS)),
            ("target", "行き先", Text),
            ("code_issued_at", "ワンタイムパスワードの送信日時", Instant),
            ("tries", "入力回数", SmallNumber),
            ("begun_at", "始めた日時", Instant),
        ],
        [
            OWN,
            ("token_hash", "a secret"),
            ("password_mark", "made of the password's hash"),
            ("code_hash", "a secret"),
        ]
    ),
];
