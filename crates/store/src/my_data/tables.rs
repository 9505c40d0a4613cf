//! The tables that are about people. Whoever adds a table adds it here: its name, what people call it, which rows are
//! those of account `$1` and in which order, its columns, and the columns that are left out, with the reason.

use super::{
    Column,
    Kind::{Instant, Number, Reference, SmallNumber, Text, Word, YesNo},
    Table,
};

/// A [`Table`]; its statement is written at compile time and prepared on both databases by the `statements` test.
macro_rules! table {
    ($name:literal, $title:literal, $whose:literal,
     [$(($column:literal, $label:literal, $kind:expr)),* $(,)?], [$($left_out:expr),* $(,)?]) => {
        Table {
            name: $name,
            title: $title,
            columns: &[$(Column { name: $column, label: $label, kind: $kind }),*],
            left_out: &[$($left_out),*],
            sql: listed!(concat!("SELECT 1", $(", ", $column,)* " FROM ", $name, " WHERE ", $whose, " LIMIT 10001")),
        }
    };
}

/// A number that only joins the rows of the database.
const OWN: (&str, &str) = ("account", "the same in every row: the person's own account");
const ID: (&str, &str) = ("id", "a number inside the database, to which nothing that is handed over refers");

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
const GENDERS: &[(&str, &str)] = &[("woman", "女性"), ("man", "男性")];
const DISCLOSURES: &[(&str, &str)] = &[("open", "公開"), ("closed", "非公開")];
const WAGE_UNITS: &[(&str, &str)] = &[("month", "月額"), ("hour", "時間額")];
const KINDS: &[(&str, &str)] = &[("online", "オンライン登録者"), ("counter", "利用登録者")];
const SUBJECTS: &[(&str, &str)] =
    &[("job_kind", "希望職種"), ("employment", "雇用形態"), ("place", "希望勤務地")];
const DEEDS: &[(&str, &str)] = &[("register_address", "メールアドレスの登録")];
const LETTER_STATES: &[(&str, &str)] =
    &[("waiting", "送信待ち"), ("sent", "送信済み"), ("undeliverable", "送達不能")];
const JOURNEYS: &[(&str, &str)] = &[
    ("link", "マイナポータルとつなげる"),
    ("sign_in", "マイナポータルからのログイン"),
    ("card", "マイナンバーカードの読取り"),
];

/// Every table that is handed over, in the order in which it is shown.
pub static TABLES: &[Table] = &[
    table!("account", "アカウント", "id = $1", [
        ("email", "ID（メールアドレス）", Text),
        ("state", "状態", Word(STATES)),
        ("registered_at", "アカウント登録日時", Instant),
        ("withdrawn_at", "退会日時", Instant),
        ("last_login_at", "最後のログイン日時", Instant),
        ("previous_login_at", "前回のログイン日時", Instant),
        ("void_warned", "登録期限のお知らせ（期限の何日前か）", Number),
    ], [
        ("id", OWN.1),
        ("email_key", "the mail address in small letters"),
        ("password_hash", "a secret"),
    ]),
    table!("recovery_address", "予備のメールアドレス", "account = $1", [
        ("email", "予備のメールアドレス", Text),
        ("registered_at", "登録日時", Instant),
    ], [OWN]),
    table!("address_change", "メールアドレスの変更のお申込み", "account = $1 ORDER BY asked_at DESC", [
        ("purpose", "内容", Word(ADDRESS_PURPOSES)),
        ("email", "メールアドレス", Text),
        ("asked_at", "お申込み日時", Instant),
        ("tries", "認証キーの入力回数", SmallNumber),
        ("used_at", "手続きが終わった日時", Instant),
    ], [ID, OWN, ("email_key", "the mail address in small letters"), ("key_hash", "a secret")]),
    table!("verification", "認証キーのお申込み", "account = $1 ORDER BY issued_at DESC", [
        ("purpose", "内容", Word(PURPOSES)),
        ("email", "メールアドレス", Text),
        ("issued_at", "お申込み日時", Instant),
        ("tries", "画面での入力回数", SmallNumber),
        ("mail_tries", "メールのアドレスからの入力回数", SmallNumber),
        ("used_at", "手続きが終わった日時", Instant),
    ], [
        OWN,
        ("email_key", "the mail address in small letters"),
        ("request_hash", "a secret"),
        ("mail_hash", "a secret"),
        ("key_hash", "a secret"),
        ("registration", "the row of office_registration, which is handed over"),
    ]),
    table!("job_seeker", "求職情報", "account = $1", [
        ("family_name", "姓", Text),
        ("given_name", "名", Text),
        ("family_kana", "姓（カナ）", Text),
        ("given_kana", "名（カナ）", Text),
        ("gender", "性別", Word(GENDERS)),
        ("birth_date", "生年月日", Text),
        ("postal_code", "郵便番号", Text),
        ("municipality_code", "市区町村コード", Text),
        ("town", "町名・番地", Text),
        ("building", "建物名・部屋番号", Text),
        ("telephone", "電話番号", Text),
        ("disclosure", "求職情報公開", Word(DISCLOSURES)),
        ("wishes_saved", "希望条件の登録", YesNo),
        ("wage_unit", "希望賃金の単位", Word(WAGE_UNITS)),
        ("wage_at_least_yen", "希望賃金（円以上）", Number),
        ("number", "求職番号", Text),
        ("office_code", "利用安定所のコード", Text),
        ("applied_on", "求職申込みの日", Text),
        ("valid_until", "有効期限", Text),
        ("kind", "登録の種類", Word(KINDS)),
        ("saved_at", "最後に保存した日時", Instant),
        ("completed_at", "登録が完了した日時", Instant),
    ], [OWN, ("identity_form", "made of name and birth date, for comparing")]),
    table!("job_seeker_wish", "希望条件", "account = $1 ORDER BY subject, position", [
        ("subject", "項目", Word(SUBJECTS)),
        ("position", "順番", Number),
        ("code", "コード", Text),
    ], [OWN]),
    table!("job_seeker_check", "登録の確認で窓口をご案内した回数", "account = $1 ORDER BY day DESC", [
        ("day", "日", Text),
        ("refused", "回数", Number),
    ], [OWN]),
    table!("office_registration", "窓口での登録", "account = $1 ORDER BY last_used_on DESC", [
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
    ], [
        OWN,
        ("identity_form", "made of name and birth date, for comparing"),
        ("email_key", "the mail address in small letters"),
    ]),
    table!("counter_deed", "窓口での手続きの記録",
        "registration IN (SELECT id FROM office_registration WHERE account = $1) ORDER BY done_at DESC", [
        ("done_at", "日時", Instant),
        ("office_code", "安定所のコード", Text),
        ("deed", "手続き", Word(DEEDS)),
        ("registration", "窓口での登録の番号", Reference),
        ("email_before", "前のメールアドレス", Text),
        ("email_after", "後のメールアドレス", Text),
    ], [ID, ("done_by", "the name of an officer; the office answers for its people")]),
    table!("session", "ログイン中の端末", "account = $1 ORDER BY opened_at DESC", [
        ("device", "端末", Text),
        ("opened_at", "ログイン日時", Instant),
        ("seen_at", "最後の操作の日時", Instant),
        ("ended_at", "ログアウト日時", Instant),
    ], [ID, OWN, ("token_hash", "a secret"), ("realm", "always that of the job seekers")]),
    table!("portal_link", "マイナポータルとのつながり", "account = $1", [
        ("issuer", "つながりの相手", Text),
        ("subject", "相手での利用者の番号", Text),
        ("linked_at", "つなげた日時", Instant),
        ("used_at", "最後に使った日時", Instant),
    ], [OWN]),
    table!("portal_consent", "マイナポータルとつなげる途中の手続き", "given_by = $1 ORDER BY asked_at DESC", [
        ("issuer", "つながりの相手", Text),
        ("subject", "相手での利用者の番号", Text),
        ("target", "行き先", Text),
        ("asked_at", "お申込み日時", Instant),
    ], [ID, ("browser_hash", "a secret"), ("given_by", OWN.1)]),
    table!("sign_on_journey", "マイナポータルなどへの移動の途中", "account = $1 ORDER BY started_at DESC", [
        ("purpose", "内容", Word(JOURNEYS)),
        ("target", "行き先", Text),
        ("started_at", "始めた日時", Instant),
    ], [OWN, ("state_hash", "a secret"), ("browser_hash", "a secret")]),
    table!("parked_form", "入力の途中の画面", "account = $1 ORDER BY parked_at DESC", [
        ("path", "画面", Text),
        ("fields", "入力した内容", Text),
        ("parked_at", "預かった日時", Instant),
    ], [ID, OWN]),
    table!("outbox", "お送りしたメール",
        "recipient IN (SELECT email FROM account WHERE id = $1
                       UNION ALL SELECT email FROM recovery_address WHERE account = $1) ORDER BY posted_at DESC", [
        ("recipient", "宛先", Text),
        ("subject", "件名", Text),
        ("state", "状態", Word(LETTER_STATES)),
        ("posted_at", "お送りする手続きをした日時", Instant),
        ("sent_at", "送信日時", Instant),
    ], [
        ID,
        ("body", "it may hold a key, and is erased once it was sent"),
        ("due_at", "how the sending works"),
        ("tries", "how the sending works"),
        ("claimed_at", "how the sending works"),
        ("failure", "how the sending works"),
    ]),
];

/// Tables with a column of a person that are left out as a whole, each with the reason.
#[cfg(test)]
pub(super) const LEFT_OUT: &[(&str, &str)] =
    &[("key_turn", "a lock that is held for a moment; what was asked for stands in verification")];
