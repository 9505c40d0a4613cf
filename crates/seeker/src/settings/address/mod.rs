//! Changing the ID（メールアドレス）, and registering a second address: the same two screens. The first takes the
//! address and the password, the second, for 50 minutes, the key that was mailed to the address.

use axum::Router;
use domain::address_change::AddressUse;
use site::App;

mod ask;
mod deed;
mod key;
mod remove;
mod request;

pub(super) use request::waiting;

/// The words of one of the two ways.
struct Words {
    purpose: AddressUse,
    /// The heading of the first screen.
    title: &'static str,
    /// What the box is called.
    label: &'static str,
    /// Where the first screen stands; the second stands below it, at `/key`.
    path: &'static str,
    /// The first screen without the operator's own words.
    lead: &'static str,
    /// What happens, one thing a sentence.
    facts: &'static [&'static str],
    /// The letter with the key.
    letter: &'static str,
}

static ID: Words = Words {
    purpose: AddressUse::Id,
    title: "メールアドレスの変更",
    label: "新しいメールアドレス",
    path: "/settings/email",
    lead: "ログインに使うID（メールアドレス）を変更します。新しいメールアドレスとパスワードを入力してください。",
    facts: &[
        "新しいメールアドレスに、認証キーをお送りします。",
        "次の画面で認証キーを入力するまで、IDは変わりません。",
        "変更すると、この端末のほかは、すべてログアウトします。",
        "変更したことを、今までのメールアドレスにもお知らせします。",
    ],
    letter: "メールアドレス変更申込受付通知",
};

static RECOVERY: Words = Words {
    purpose: AddressUse::Recovery,
    title: "予備のメールアドレスの登録",
    label: "予備のメールアドレス",
    path: "/settings/recovery",
    lead: "ふだんのメールアドレスが使えなくなったときのために、もう1つのメールアドレスを登録できます。",
    facts: &[
        "予備のメールアドレスに、認証キーをお送りします。",
        "次の画面で認証キーを入力すると、登録が完了します。",
        "パスワードの再登録の認証キーが、予備のメールアドレスにも届くようになります。",
        "アカウントの変更のお知らせも、予備のメールアドレスに届きます。",
        "予備のメールアドレスを読める人は、パスワードを再登録できます。ご自分だけが読めるメールアドレスを登録してください。",
    ],
    letter: "予備のメールアドレス登録申込受付通知",
};

/// Both ways.
pub(super) fn routes() -> Router<App> {
    way(&ID).merge(way(&RECOVERY)).merge(remove::routes())
}

fn way(words: &'static Words) -> Router<App> {
    ask::routes(words).merge(key::routes(words))
}
