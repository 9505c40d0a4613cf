//! The rule of new passwords as the screens tell it (spec/security.md, Passwords).

use axum::http::StatusCode;
use domain::password::PasswordPolicy;
use testkit::{TestSite, key_in, settings, stores};

const EMAIL: &str = "sakura.tanaka@example.jp";
/// No digit, no symbol, not half-width: long instead.
const LONG: &str = "雨の朝に青い鳥が三羽鳴く夜だ夜";
const OF_THE_LEAFLET: &str = "記号（@#$%&()*+-./:;<=>?）のすべてを含む8桁以上32桁以内";
const OF_LENGTH: &str = "15文字以上128文字以内";

async fn with(policy: PasswordPolicy) -> Vec<TestSite> {
    let settings = site::Settings { password_policy: policy, ..settings() };
    let stores = stores().await.into_iter();
    stores.map(|store| TestSite::with(store, seeker::router(), settings.clone())).collect()
}

#[tokio::test]
async fn with_the_second_policy_the_screens_name_both_rules_and_take_a_long_password() {
    for site in with(PasswordPolicy::Union).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        let address =
            [("email", "new@example.jp"), ("email_confirmation", "new@example.jp"), ("consent", "1")];
        let page = visitor.post("/register", &[address.as_slice(), &[("not_student", "1")]].concat()).await;
        assert!(page.says(OF_THE_LEAFLET) && page.says(OF_LENGTH), "{}", site.name);
        site.letters().await;

        visitor.get("/password-reset").await;
        let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        assert!(page.says(OF_THE_LEAFLET) && page.says(OF_LENGTH), "{}", site.name);
        let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
        let mut typed = [
            ("新しいパスワード", "kmtq4827x"),
            ("新しいパスワード（確認用）", "kmtq4827x"),
            ("認証キー", key.as_str()),
        ];
        let page = visitor.submit("完了", &typed).await;
        assert!(page.error_at("new_password").contains(OF_LENGTH), "{}", site.name);
        (typed[0].1, typed[1].1) = (LONG, LONG);
        assert!(visitor.submit("完了", &typed).await.says("新しいパスワードが設定されました"));
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        let page = site.visitor().post("/login", &[("email", EMAIL), ("password", LONG)]).await;
        assert_eq!(page.status, StatusCode::OK, "{}: exactly as typed", site.name);
    }
}

#[tokio::test]
async fn with_the_policy_of_the_leaflets_no_screen_promises_more() {
    for site in with(PasswordPolicy::Manual).await {
        let mut visitor = site.visitor();
        visitor.get("/password-reset").await;
        let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        assert!(page.says(OF_THE_LEAFLET) && !page.says(OF_LENGTH), "{}", site.name);
    }
}
