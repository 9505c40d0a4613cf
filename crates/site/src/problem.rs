//! What can go wrong for a visitor, apart from errors in a form. A problem is an answer with a status;
//! the outermost layer (`finish`) draws its page, so that handlers never know about it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// What can go wrong for a visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page, or not for this person.
    NotFound,
    /// The thing was there and is not any more; the sentence says so, the way leads on.
    Gone {
        /// What happened, in one sentence.
        sentence: String,
        /// Text and path of the way on.
        way: (String, String),
    },
    /// Nobody is signed in, or the session is over. `account` is whose session it was.
    SignedOut {
        /// The login of the realm.
        login: &'static str,
        /// Path to come back to.
        path: String,
        /// Whose session ended, where it is known.
        account: Option<uuid::Uuid>,
    },
    /// Signed in, but 求職情報 is not complete.
    NotOpened,
    /// Signed in, but the registration is 無効, which closes this.
    NotInForce,
    /// Not allowed.
    Forbidden,
    /// The post came from another site.
    Foreign,
    /// The request cannot be read.
    Unreadable,
    /// The method does not belong to this page.
    Method,
    /// The body is too large.
    TooLarge,
    /// Too many attempts from one address.
    TooMany,
    /// The machine is busy or something it needs is away; the number is in the log too.
    Busy {
        /// 問い合わせ番号.
        enquiry: String,
    },
    /// A fault of ours; the number is in the log too.
    Broken {
        /// 問い合わせ番号.
        enquiry: String,
    },
}

/// A number that a person can read to the help desk, and that stands in the log.
fn enquiry_number() -> String {
    let id = uuid::Uuid::new_v4().simple().to_string().to_uppercase();
    format!("{}-{}", &id[..4], &id[4..8])
}

impl Problem {
    /// A fault of ours. The cause goes to the log, the number to the person.
    pub fn broken(cause: impl std::fmt::Display) -> Self {
        let enquiry = enquiry_number();
        tracing::error!(enquiry, cause = %cause, "request failed");
        Self::Broken { enquiry }
    }

    /// Something we need is away or overloaded.
    pub fn busy(cause: impl std::fmt::Display) -> Self {
        let enquiry = enquiry_number();
        tracing::warn!(enquiry, cause = %cause, "request could not be served now");
        Self::Busy { enquiry }
    }

    /// The problem that an answer of the framework itself stands for.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => Self::busy(status),
            status if status.is_client_error() => Self::Unreadable,
            status => Self::broken(status),
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone { .. } => StatusCode::GONE,
            Self::SignedOut { .. } | Self::NotOpened | Self::NotInForce => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::Foreign => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of the page.
    pub(crate) fn heading(&self) -> &str {
        match self {
            Self::NotFound => "ページが見つかりません",
            Self::Gone { sentence, .. } => sentence,
            Self::SignedOut { .. } => "ログインしてください",
            Self::NotOpened => "求職情報を登録してください",
            Self::NotInForce => "求職登録が無効です",
            Self::Forbidden => "このページは表示できません",
            Self::Foreign => "この操作は受け付けられません",
            Self::Unreadable => "送られた内容を読み取れません",
            Self::Method => "この操作はできません",
            Self::TooLarge => "送られた内容が大きすぎます",
            Self::TooMany => "操作の回数が多すぎます",
            Self::Busy { .. } => "ただいま混み合っています",
            Self::Broken { .. } => "処理を完了できませんでした",
        }
    }

    /// What the person should know, in plain words.
    pub(crate) fn explanation(&self) -> &'static str {
        match self {
            Self::NotFound => "アドレスが変わったか、ページがなくなっています。アドレスをご確認ください。",
            Self::Gone { .. } => "お探しの内容は、現在は表示できません。",
            Self::SignedOut { .. } => "このページを表示するには、ログインが必要です。",
            Self::NotOpened => "求職情報の登録が完了すると、このページをご利用いただけます。",
            Self::NotInForce => "求職登録が無効のため、この機能は利用できません。",
            Self::Forbidden => "このページを表示する権限がありません。",
            Self::Foreign => {
                "別のサイトから送られた操作のため、安全のため中止しました。登録された内容は変わっていません。もう一度、このサイトの画面から操作してください。"
            }
            Self::Unreadable => {
                "送られたデータに、読み取れない文字または形式が含まれています。登録された内容は変わっていません。前の画面に戻り、入力し直してください。"
            }
            Self::Method => {
                "この画面では、その操作を行うことができません。はじめの画面から操作してください。"
            }
            Self::TooLarge => {
                "一度に送ることができる大きさを超えています。登録された内容は変わっていません。前の画面に戻り、入力を短くしてください。"
            }
            Self::TooMany => {
                "短い時間に多くの操作が行われたため、一時的に受け付けを止めています。1分ほど待ってから、もう一度お試しください。"
            }
            Self::Busy { .. } => {
                "少し時間を空けてから、もう一度お試しください。この操作は完了していません。これまでに登録した内容は、残っています。"
            }
            Self::Broken { .. } => {
                "申し訳ありません。システムの問題により、この操作は完了していません。これまでに登録した内容は、残っています。時間を空けて、もう一度お試しください。"
            }
        }
    }

    pub(crate) fn enquiry(&self) -> Option<&str> {
        match self {
            Self::Busy { enquiry } | Self::Broken { enquiry } => Some(enquiry),
            _ => None,
        }
    }

    pub(crate) fn ways(&self) -> Vec<(String, String)> {
        let way = |text: &str, path: &str| (text.to_owned(), path.to_owned());
        let mut ways = match self {
            Self::Gone { way, .. } => vec![way.clone()],
            Self::SignedOut { login, .. } => vec![way("ログインする", login)],
            Self::NotOpened => vec![way("求職情報を登録する", "/profile")],
            Self::NotInForce => vec![way("求職登録の有効・無効を確認する", "/settings/validity")],
            _ => Vec::new(),
        };
        ways.extend([
            way("トップページへ", "/"),
            way("求人を検索する", "/search"),
            way("お問い合わせ先を見る", "/contact"),
        ]);
        ways
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Self::SignedOut { login, path, .. } = &self {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", path).finish();
            let mut response = crate::see_other(&format!("{login}?{query}"));
            response.extensions_mut().insert(self);
            return response;
        }
        if self == Self::NotOpened {
            return crate::see_other("/profile");
        }
        if self == Self::NotInForce {
            return crate::see_other("/settings/validity/closed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        if error.is_unavailable() { Self::busy(error) } else { Self::broken(error) }
    }
}

impl From<search::Error> for Problem {
    fn from(error: search::Error) -> Self {
        Self::busy(error)
    }
}

impl From<adapters::password::Error> for Problem {
    fn from(error: adapters::password::Error) -> Self {
        match error {
            adapters::password::Error::Busy => Self::busy(error),
            _ => Self::broken(error),
        }
    }
}

impl From<adapters::secrets::NoRandomness> for Problem {
    fn from(error: adapters::secrets::NoRandomness) -> Self {
        Self::broken(error)
    }
}
