//! 求職情報.

use super::{ID, OWN};
use crate::my_data::{
    Kind::{Instant, Number, Reference, Text, Word, YesNo},
    Table,
};

const GENDERS: &[(&str, &str)] = &[("woman", "女性"), ("man", "男性")];
const DISCLOSURES: &[(&str, &str)] = &[("open", "公開"), ("closed", "非公開")];
const WAGE_UNITS: &[(&str, &str)] = &[("month", "月額"), ("hour", "時間額")];
const KINDS: &[(&str, &str)] = &[("online", "オンライン登録者"), ("counter", "利用登録者")];
const SUBJECTS: &[(&str, &str)] =
    &[("job_kind", "希望職種"), ("employment", "雇用形態"), ("place", "希望勤務地")];
const WORKING_TIMES: &[(&str, &str)] =
    &[("full", "フルタイム"), ("part", "パート"), ("either", "どちらでもよい")];
const TWO_DAYS_OFF: &[(&str, &str)] = &[("weekly", "毎週"), ("other", "その他")];
const CHOICES: &[(&str, &str)] = &[("occupation", "希望職種"), ("day_off", "希望する休日")];
const VALIDITY_CHANGES: &[(&str, &str)] =
    &[("extended", "延長"), ("switched_off", "無効にした"), ("switched_on", "有効にした")];
const EXTENSIONS: &[(&str, &str)] =
    &[("consultation", "職業相談"), ("referral", "紹介"), ("online_application", "オンライン自主応募")];

pub(super) static TABLES: &[Table] = &[
    table!(
        "job_seeker",
        "求職情報",
        "account = $1",
        [
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
            ("work_saved", "希望職種・時間の登録", YesNo),
            ("places_saved", "希望勤務地・賃金の登録", YesNo),
            ("has_disability", "障害の有無", YesNo),
            ("station_line", "最寄り駅の路線", Text),
            ("station_name", "最寄り駅", Text),
            ("provides_agencies", "民間人材ビジネスへの求職情報提供", YesNo),
            ("provides_municipalities", "地方自治体への求職情報提供", YesNo),
            ("office_may_contact", "ハローワークからの連絡", YesNo),
            ("working_time", "フルタイム・パート", Word(WORKING_TIMES)),
            ("work_from", "希望する始業時刻", Text),
            ("work_to", "希望する終業時刻", Text),
            ("two_days_off", "週休二日制", Word(TWO_DAYS_OFF)),
            ("overtime", "時間外労働", YesNo),
            ("work_note", "仕事についての希望", Text),
            ("by_car", "マイカー通勤", YesNo),
            ("relocation", "転勤", YesNo),
            ("remote_work", "在宅勤務", YesNo),
            ("no_career", "職歴なし", YesNo),
            ("introduction", "自己PR", Text),
            ("switched_off_on", "無効にした日", Text),
            ("reminded", "有効期限のお知らせ（期限の何日前か）", Number),
            ("reminded_until", "お知らせした有効期限", Text),
            ("matched_on", "新しい求人をお知らせした日", Text),
            ("page_warned", "消去のお知らせ（何日前か）", Number),
            ("page_warned_since", "お知らせした無効の日", Text),
            ("saved_at", "最後に保存した日時", Instant),
            ("completed_at", "登録が完了した日時", Instant),
        ],
        [OWN, ("identity_form", "made of name and birth date, for comparing")]
    ),
    table!(
        "job_seeker_wish",
        "希望条件",
        "account = $1 ORDER BY subject, position",
        [("subject", "項目", Word(SUBJECTS)), ("position", "順番", Number), ("code", "コード", Text),],
        [OWN]
    ),
    table!(
        "job_seeker_choice",
        "希望条件の選択",
        "account = $1 ORDER BY subject, position",
        [("subject", "項目", Word(CHOICES)), ("position", "順番", Number), ("code", "コード", Text),],
        [OWN]
    ),
    table!(
        "job_seeker_school",
        "学歴",
        "account = $1 ORDER BY id",
        [
            ("kind", "学校の種類", Text),
            ("name", "学校名", Text),
            ("department", "学部・学科", Text),
            ("state", "状態", Text),
            ("entered", "入学", Text),
            ("finished", "卒業など", Text),
        ],
        [ID, OWN]
    ),
    table!(
        "job_seeker_licence",
        "免許・資格",
        "account = $1 ORDER BY id",
        [("code", "コード", Text), ("name", "名称", Text), ("acquired", "取得", Text),],
        [ID, OWN]
    ),
    table!(
        "job_seeker_experience",
        "職歴",
        "account = $1 ORDER BY id",
        [
            ("company", "会社名", Text),
            ("employment", "雇用形態", Text),
            ("occupation", "職種", Text),
            ("started", "入社", Text),
            ("ended", "退社", Text),
            ("duties", "仕事の内容", Text),
            ("reason", "退職の理由", Text),
        ],
        [ID, OWN]
    ),
    table!(
        "job_seeker_disability",
        "障害情報",
        "account = $1",
        [
            ("kinds", "障害の種類（コード）", Text),
            ("physical_grade", "身体障害者手帳", Text),
            ("intellectual_grade", "療育手帳", Text),
            ("mental_grade", "精神障害者保健福祉手帳", Text),
            ("needs", "配慮してほしいこと", Text),
        ],
        [OWN]
    ),
    table!(
        "job_seeker_change",
        "求職情報の変更の記録",
        "account = $1 ORDER BY changed_at DESC, deed, position",
        [
            ("deed", "変更の番号", Reference),
            ("position", "順番", Number),
            ("changed_at", "変更日時", Instant),
            ("office_code", "変更した安定所のコード", Text),
            ("step", "画面", Text),
            ("item", "項目", Text),
            ("value_before", "変更前", Text),
            ("value_after", "変更後", Text),
        ],
        [OWN]
    ),
    table!(
        "validity_change",
        "有効・無効の記録",
        "account = $1 ORDER BY changed_at DESC",
        [
            ("changed_at", "日時", Instant),
            ("changed_on", "日", Text),
            ("change", "内容", Word(VALIDITY_CHANGES)),
            ("reason", "理由", Word(EXTENSIONS)),
            ("until_before", "変更前の有効期限", Text),
            ("until_after", "変更後の有効期限", Text),
        ],
        [ID, OWN]
    ),
    table!(
        "job_seeker_check",
        "登録の確認で窓口をご案内した回数",
        "account = $1 ORDER BY day DESC",
        [("day", "日", Text), ("refused", "回数", Number),],
        [OWN]
    ),
];
