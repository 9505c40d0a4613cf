//! Changing one's ways of signing in. Every change asks the password again, and is told by mail.

use adapters::{authenticator::AppSecret, passkeys::RelyingParty, secrets};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::Timestamp,
    letters::sign_in::WayChange,
    login_guard,
    second_step::{OneTimePassword, RECOVERY_CODES, SecondStep},
    verification_key::VerificationKey,
};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Menu, Page, Path, Problem, Seeker, Shell, Signed,
    Throttled, again, see_other,
};
use store::{Account, Factors, Tx};
use uuid::Uuid;

use super::{APP_SECRET, RECOVERY_SHEET, overview, passkey_adding, recovery_hash};
use crate::account::{self, Knock, sender, tell_of_safety};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["password"] };

/// What somebody has switched on, and what the operator says to it.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub(super) factors: Factors,
    pub(super) setting: OneTimePassword,
    /// Browsers know passkeys of this service.
    pub(super) passkeys: bool,
}

impl Standing {
    pub(super) fn of(app: &App, factors: Factors) -> Self {
        let passkeys = RelyingParty::at(&app.settings.base_url).is_some();
        Self { factors, setting: app.settings.one_time_password, passkeys }
    }

    /// The second step of this person's logins.
    pub(super) fn step(&self) -> Option<SecondStep> {
        let Factors { mailed_code_since, app_since, .. } = self.factors;
        SecondStep::of(self.setting, mailed_code_since.is_some(), app_since.is_some())
    }

    pub(super) fn has_app(&self) -> bool {
        self.factors.app_since.is_some()
    }
}

/// A change that asks the password.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    CodeOn,
    CodeOff,
    AppSetup,
    AppRemoval,
    RecoveryCodes,
    Passkey,
}

/// The words of a deed's page.
struct Words {
    h1: &'static str,
    text: &'static [&'static str],
    button: &'static str,
}

impl Deed {
    fn of_word(word: &str) -> Option<Self> {
        match word {
            "code-on" => Some(Self::CodeOn),
            "code-off" => Some(Self::CodeOff),
            "app" => Some(Self::AppSetup),
            "app-removal" => Some(Self::AppRemoval),
            "recovery-codes" => Some(Self::RecoveryCodes),
            "passkey" => Some(Self::Passkey),
            _ => None,
        }
    }

    /// False when there is nothing to change, for example because somebody pressed twice.
    fn is_open(self, standing: &Standing) -> bool {
        let Standing { factors, setting, passkeys } = standing;
        match self {
            // With an app it would change nothing.
            Self::CodeOn => {
                *setting == OneTimePassword::Optional
                    && factors.mailed_code_since.is_none()
                    && !standing.has_app()
            }
            Self::CodeOff => *setting == OneTimePassword::Optional && factors.mailed_code_since.is_some(),
            Self::AppSetup => true,
            Self::AppRemoval => standing.has_app(),
            Self::RecoveryCodes => standing.step().is_some(),
            Self::Passkey => *passkeys,
        }
    }

    fn words(self, standing: &Standing) -> Words {
        match self {
            Self::CodeOn => Words {
                h1: "ワンタイムパスワードを｜使《つか》う",
                text: &[
                    "ログインのときに、IDとパスワードのほかに、メールで届く6桁の数字（ワンタイムパスワード）の入力が必要になります。パスワードがほかの人に知られても、ログインされにくくなります。",
                    "使い始める場合は、パスワードを入力し、「使う」を押してください。",
                ],
                button: "使う",
            },
            Self::CodeOff => Words {
                h1: "ワンタイムパスワードをやめる",
                text: &[
                    "これからは、IDとパスワードだけでログインできるようになります。認証アプリを登録している場合は、認証アプリのコードの入力は続きます。",
                    "やめる場合は、パスワードを入力し、「やめる」を押してください。",
                ],
                button: "やめる",
            },
            Self::AppSetup if standing.has_app() => Words {
                h1: "｜認証《にんしょう》アプリの｜登録《とうろく》",
                text: &[
                    "スマートフォンなどの認証アプリを登録し直します。登録が済むと、今の認証アプリのコードと回復コードは使えなくなります。",
                    "登録を始める場合は、パスワードを入力し、「登録を始める」を押してください。",
                ],
                button: "登録を始める",
            },
            Self::AppSetup => Words {
                h1: "｜認証《にんしょう》アプリの｜登録《とうろく》",
                text: &[
                    "スマートフォンなどの認証アプリを登録すると、ログインのときに、IDとパスワードのほかに、認証アプリに表示される6桁の数字の入力が必要になります。メールを受信できないときもログインできます。",
                    "認証アプリは、Google Authenticator、Microsoft Authenticatorなど、ワンタイムパスワード（TOTP）に対応したものを利用できます。",
                    "登録を始める場合は、パスワードを入力し、「登録を始める」を押してください。",
                ],
                button: "登録を始める",
            },
            Self::AppRemoval => Words {
                h1: "｜認証《にんしょう》アプリの｜登録《とうろく》を｜取《と》り｜消《け》す",
                text: &[
                    "これからは、ログインのときに認証アプリのコードの入力が必要なくなります。",
                    "取り消す場合は、パスワードを入力し、「取り消す」を押してください。",
                ],
                button: "取り消す",
            },
            Self::RecoveryCodes => Words {
                h1: "｜回復《かいふく》コードを｜作《つく》る",
                text: &[
                    "回復コードは、認証アプリやメールを使えないときに、コードのかわりに入力するものです。10個を作ります。1つの回復コードは1回だけ使えます。",
                    "新しく作ると、以前の回復コードは使えなくなります。",
                    "作る場合は、パスワードを入力し、「回復コードを作る」を押してください。",
                ],
                button: "回復コードを作る",
            },
            Self::Passkey => Words {
                h1: "パスキーの｜追加《ついか》",
                text: &[
                    "パスキーを追加すると、端末の画面ロック（指紋、顔、暗証番号など）でログインできます。IDとパスワード、コードの入力は必要ありません。",
                    "この端末や、パスキーを保存できるパスワード管理アプリ、セキュリティキーを利用できます。",
                    "追加を始める場合は、パスワードを入力し、「追加を始める」を押してください。",
                ],
                button: "追加を始める",
            },
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in/deed.html")]
struct DeedPage {
    shell: Shell,
    form: FormState,
    words: Words,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/sign-in/{deed}", get(show).post(submit))
}

fn page(signed: &Signed<Seeker>, words: Words, form: FormState) -> DeedPage {
    let shell = signed
        .shell(words.h1)
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("ログインの｜方法《ほうほう》", overview::PATH)
        .with_errors(&form);
    DeedPage { shell, form, words }
}

/// The deed of an address, and how things stand for this person; `None` when it is not open.
async fn find(app: &App, signed: &Signed<Seeker>, word: &str) -> Result<(Deed, Option<Standing>), Problem> {
    let deed = Deed::of_word(word).ok_or(Problem::NotFound)?;
    let standing = Standing::of(app, app.store.read().await?.factors(signed.account).await?);
    Ok((deed, Some(standing).filter(|standing| deed.is_open(standing))))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Path(word): Path<String>,
) -> Result<Response, Problem> {
    let (deed, standing) = find(&app, &signed, &word).await?;
    let Some(standing) = standing else { return Ok(see_other(overview::PATH)) };
    Ok(Page(page(&signed, deed.words(&standing), FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    (signed, Path(word)): (Signed<Seeker>, Path<String>),
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let (deed, standing) = find(&app, &signed, &word).await?;
    let Some(standing) = standing else { return Ok(see_other(overview::PATH)) };
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    let Some(account) = account::confirm(&app, &signed, &knock, &mut form).await? else {
        return Ok(again(page(&signed, deed.words(&standing), form)));
    };
    match perform(&app, deed, &account, signed.session).await? {
        Some(path) => Ok(see_other(path)),
        None => {
            form.add("password", login_guard::SENTENCE_OF_PASSWORD);
            Ok(again(page(&signed, deed.words(&standing), form)))
        }
    }
}

/// Does it: one unit of work. Gives the next page; `None` when the password was changed while it was checked.
async fn perform(
    app: &App,
    deed: Deed,
    account: &Account,
    session: Uuid,
) -> Result<Option<&'static str>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(None);
    }
    // A logout everywhere that came in between ends this too.
    if !tx.holds_session(account.id, session).await? {
        return Ok(Some("/login"));
    }
    let (path, change) = match deed {
        Deed::CodeOn => {
            let changed = tx.switch_mailed_code_on(account.id, now).await?;
            ("/settings/sign-in?done=code-on", changed.then_some(WayChange::MailedCodeOn))
        }
        Deed::CodeOff => {
            let changed = tx.switch_mailed_code_off(account.id).await?;
            ("/settings/sign-in?done=code-off", changed.then_some(WayChange::MailedCodeOff))
        }
        Deed::AppSetup => {
            let secret = AppSecret::new()?;
            let sealed = app.secret.seal(APP_SECRET, &account.id.to_string(), secret.expose())?;
            tx.begin_app_setup((account.id, session), &sealed, now).await?;
            ("/settings/sign-in/app/code", None)
        }
        Deed::AppRemoval => {
            let changed = tx.remove_app(account.id).await?;
            ("/settings/sign-in?done=app-off", changed.then_some(WayChange::AppRemoved))
        }
        Deed::RecoveryCodes => {
            make_recovery_codes(app, &mut tx, (account.id, session), now).await?;
            ("/settings/sign-in/recovery-codes/new", Some(WayChange::RecoveryCodesMade))
        }
        Deed::Passkey => {
            passkey_adding::begin(app, &mut tx, (account, session), now).await?;
            (passkey_adding::PATH, None)
        }
    };
    if let Some(change) = change {
        changed(app, &mut tx, account, change, now).await?;
    }
    tx.commit().await?;
    Ok(Some(path))
}

/// What follows every change: the person is told. After one of the second step, logins that wait begin anew, no
/// device is spared, and recovery codes go with the last second step.
pub(super) async fn changed(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    change: WayChange,
    now: Timestamp,
) -> Result<(), Problem> {
    use WayChange::{PasskeyAdded, PasskeyRemoved, RecoveryCodesMade};
    if !matches!(change, RecoveryCodesMade | PasskeyAdded | PasskeyRemoved) {
        tx.end_waiting_logins(account.id).await?;
        tx.end_all_sparing(account.id).await?;
    }
    let standing = Standing::of(app, tx.factors(account.id).await?);
    if standing.step().is_none() {
        tx.forget_recovery_codes(account.id).await?;
    }
    Ok(tell_of_safety(tx, (account.id, &sender(app).ways_changed(&account.email, change)), now).await?)
}

/// Makes ten recovery codes in the place of all before. For a while the session that asked may read them.
pub(super) async fn make_recovery_codes(
    app: &App,
    tx: &mut Tx,
    (account, session): (Uuid, Uuid),
    now: Timestamp,
) -> Result<(), Problem> {
    let codes = (0..RECOVERY_CODES).map(|_| secrets::verification_key()).collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(app, account, code)).collect();
    let text = codes.iter().map(VerificationKey::grouped).collect::<Vec<_>>().join("\n");
    let sealed = app.secret.seal(RECOVERY_SHEET, &account.to_string(), text.as_bytes())?;
    Ok(tx.replace_recovery_codes((account, session), (&hashes, &sealed), now).await?)
}

#[cfg(test)]
mod tests {
    use super::{
        super::in_flight::{begins, ends_all},
        *,
    };

    #[tokio::test]
    async fn no_change_is_made_by_a_request_whose_session_ended_meanwhile() {
        for site in testkit::sites(crate::router).await {
            let (_, signed) = begins(&site, "app", "登録を始める").await;
            let read = async || site.store().read().await.unwrap();
            let account = read().await.account(signed.account).await.unwrap().unwrap();
            let next = perform(&site.app, Deed::CodeOn, &account, signed.session).await.unwrap();
            assert_eq!(next, Some("/settings/sign-in?done=code-on"), "{}: the session lives", site.name);
            assert_eq!(site.letters().await.len(), 1);
            let before = read().await.factors(account.id).await.unwrap();

            ends_all(&site, &signed).await;
            for deed in [Deed::CodeOff, Deed::RecoveryCodes, Deed::AppSetup, Deed::AppRemoval, Deed::Passkey]
            {
                let next = perform(&site.app, deed, &account, signed.session).await.unwrap();
                assert_eq!(next, Some("/login"), "{}", site.name);
            }
            assert_eq!(read().await.factors(account.id).await.unwrap(), before, "{}", site.name);
            assert!(site.letters().await.is_empty(), "{}", site.name);
        }
    }
}
