//! The operator's setting: off, optional or required.

use domain::second_step::OneTimePassword;
use testkit::{TestSite, settings, stores};

use super::world::{
    CODE_LETTER, EMAIL, code_in, confirms, is_in, sets_up_app, shown, types_code, types_password,
};

async fn with(setting: OneTimePassword) -> Vec<TestSite> {
    let settings = site::Settings { one_time_password: setting, ..settings() };
    let stores = stores().await.into_iter();
    stores.map(|store| TestSite::with(store, seeker::router(), settings.clone())).collect()
}

#[tokio::test]
async fn where_it_is_required_everybody_gets_a_code_and_nobody_can_switch_it_off() {
    for site in with(OneTimePassword::Required).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.get("/settings/sign-in").await;
        assert!(page.says("すべての方にお願いしています"), "{}", site.name);
        assert_eq!(visitor.get("/settings/sign-in/code-off").await.h1(), "ログインの方法");
        assert_eq!(visitor.get("/settings/sign-in/code-on").await.h1(), "ログインの方法");
        let mut browser = site.visitor();
        assert_eq!(types_password(&mut browser).await.h1(), "ワンタイムパスワードの入力");
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        types_code(&mut browser, &code).await;
        assert!(is_in(&mut browser).await);
    }
}

#[tokio::test]
async fn where_it_is_required_an_authenticator_app_takes_its_place() {
    for site in with(OneTimePassword::Required).await {
        let mut visitor = site.registered(EMAIL).await;
        let (secret, _) = sets_up_app(&site, &mut visitor).await;
        site.letters().await;
        site.advance(testkit::minutes(1));
        let mut browser = site.visitor();
        assert_eq!(types_password(&mut browser).await.h1(), "認証アプリのコードの入力", "{}", site.name);
        types_code(&mut browser, &shown(&site, &secret, 0)).await;
        assert!(is_in(&mut browser).await);
        confirms(&mut visitor, "app-removal", "取り消す").await;
        site.letters().await;
        assert_eq!(types_password(&mut site.visitor()).await.h1(), "ワンタイムパスワードの入力");
        site.letter(EMAIL, CODE_LETTER).await;
    }
}

#[tokio::test]
async fn where_it_is_off_no_code_is_mailed_or_offered_but_an_app_still_protects() {
    for site in with(OneTimePassword::Off).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.get("/settings/sign-in").await;
        assert!(!page.says("ワンタイムパスワードを使う"), "{}", site.name);
        assert_eq!(visitor.get("/settings/sign-in/code-on").await.h1(), "ログインの方法");
        let mut browser = site.visitor();
        types_password(&mut browser).await;
        assert!(is_in(&mut browser).await);
        sets_up_app(&site, &mut visitor).await;
        site.letters().await;
        assert_eq!(types_password(&mut site.visitor()).await.h1(), "認証アプリのコードの入力");
    }
}
