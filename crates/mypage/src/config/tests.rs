use std::{fs, os::unix::fs::PermissionsExt};

use tempfile::TempDir;

use super::*;

/// A folder with a secret file and a configuration that works, plus `more`.
fn folder(more: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "0123456789abcdef0123456789abcdef\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    let file = folder.path().join("mypage.toml");
    fs::write(
        &file,
        format!(
            "database = \"sqlite:x.db\"\nmail = \"smtp://127.0.0.1:25\"\nsecret_key_file = \"{}\"\n{more}",
            secret.display()
        ),
    )
    .unwrap();
    (folder, file)
}

fn read(more: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let (_folder, file) = folder(more);
    let environment: Vec<_> =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::read(Some(&file), &environment)
        .map_err(|error| error.to_string().replace(&file.display().to_string(), "mypage.toml"))
}

const LIVE: &str = "base_url = \"https://www.hellowork.example/\"\n";

#[test]
fn a_short_file_is_enough() {
    let config = read(LIVE, &[]).unwrap();
    assert_eq!(config.base_url, "https://www.hellowork.example");
    assert_eq!(config.mail_from, "system@mail.hellowork.mhlw.go.jp");
    assert_eq!(config.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(config.password_policy, PasswordPolicy::Manual);
    assert_eq!(config.one_time_password, OneTimePassword::Optional);
    assert!(!config.development);
    assert_eq!(config.warnings, Vec::<String>::new());
}

#[test]
fn an_unknown_setting_is_refused_with_its_line() {
    let error = read(&format!("{LIVE}databse = \"sqlite:y.db\"\n"), &[]).unwrap_err();
    assert!(error.starts_with("mypage.toml, line 5: unknown field `databse`"), "{error}");
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_with_its_line() {
    let error = read("development = \"yes\"\n", &[]).unwrap_err();
    assert!(error.starts_with("mypage.toml, line 4: "), "{error}");
    let error = read("password_policy = \"weak\"\n", &[]).unwrap_err();
    assert!(error.contains("line 4") && error.contains("manual"), "{error}");
}

#[test]
fn the_environment_overrides_the_file() {
    let environment = [
        ("MYPAGE_DATABASE", "postgres://mypage@db/mypage"),
        ("MYPAGE_LISTEN", "[::1]:9000"),
        ("MYPAGE_DEVELOPMENT", "true"),
        ("MYPAGE_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"),
        ("MYPAGE_ATTEMPTS_PER_MINUTE", "7"),
        ("MYPAGE_PASSWORD_POLICY", "union"),
        ("PATH", "/bin"),
    ];
    let config = read("listen = \"127.0.0.1:8080\"\n", &environment).unwrap();
    assert_eq!(config.database, "postgres://mypage@db/mypage");
    assert_eq!(config.listen, "[::1]:9000".parse().unwrap());
    assert_eq!(config.base_url, "http://[::1]:9000");
    assert_eq!(config.trusted_proxies, ["10.0.0.1".parse::<IpAddr>().unwrap(), "10.0.0.2".parse().unwrap()]);
    assert_eq!(config.attempts_per_minute, 7);
    assert_eq!(config.password_policy, PasswordPolicy::Union);
}

#[test]
fn a_variable_that_is_no_setting_is_pointed_out() {
    let config = read(LIVE, &[("MYPAGE_DATABSE", "x"), ("MYPAGE_CONFIG", "y")]).unwrap();
    assert_eq!(config.warnings, ["the environment has MYPAGE_DATABSE, but there is no setting databse"]);
    let error = read(LIVE, &[("MYPAGE_DEVELOPMENT", "perhaps")]).unwrap_err();
    assert_eq!(error, "MYPAGE_DEVELOPMENT: must be true or false");
}

#[test]
fn every_setting_can_come_from_the_environment() {
    let documented = include_str!("../../../../mypage.toml");
    for (line, key) in documented.lines().filter_map(|line| Some((line, line.split_once(" = ")?.0))) {
        let key = key.trim_start_matches("# ");
        if key.contains(' ') {
            continue;
        }
        let config = read(LIVE, &[(&format!("MYPAGE_{}", key.to_uppercase()), "")]);
        let unknown =
            config.as_ref().is_ok_and(|config| config.warnings.iter().any(|it| it.contains("no setting")));
        assert!(!unknown, "{line}");
    }
}

#[test]
fn development_stays_on_this_machine() {
    let error = read("development = true\nlisten = \"0.0.0.0:8080\"\n", &[]).unwrap_err();
    assert!(error.contains("listen must be an address of this machine"), "{error}");
    assert!(read("development = true\nlisten = \"[::1]:8080\"\n", &[]).is_ok());
}

#[test]
fn a_live_service_is_reached_by_https_only() {
    let error = read("base_url = \"http://www.hellowork.example\"\n", &[]).unwrap_err();
    assert!(error.contains("https://"), "{error}");
    assert!(read("", &[]).unwrap_err().contains("base_url is missing"));
    assert!(read("base_url = \"https://www.hellowork.example/shop\"\n", &[]).is_err());
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("empty.toml");
    fs::write(&file, "").unwrap();
    let BadConfig(problems) = Config::read(Some(&file), &[]).unwrap_err();
    for missing in ["database", "mail", "secret_key_file", "base_url"] {
        assert!(
            problems.iter().any(|it| it.starts_with(&format!("{missing} is missing"))),
            "{missing}: {problems:?}"
        );
    }
    let error = Config::read(Some(&folder.path().join("nowhere.toml")), &[]).unwrap_err();
    assert!(error.to_string().contains("nowhere.toml cannot be read"), "{error}");
}

#[test]
fn secrets_come_from_files_and_are_never_shown() {
    let (folder, file) = folder(LIVE);
    let password = folder.path().join("password");
    fs::write(&password, "p@ss word\n").unwrap();
    fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).unwrap();
    let environment = [
        ("MYPAGE_DATABASE".to_owned(), "postgres://mypage@db/mypage".to_owned()),
        ("MYPAGE_DATABASE_PASSWORD_FILE".to_owned(), password.display().to_string()),
    ];
    let config = Config::read(Some(&file), &environment).unwrap();
    assert_eq!(config.database, "postgres://mypage:p%40ss%20word@db/mypage");
    assert!(!format!("{config:?}").contains("p%40ss"));
    assert_eq!(config.warnings.len(), 1, "{:?}", config.warnings);
    assert!(config.warnings[0].contains("can be read by other users"));
}

#[test]
fn a_short_or_missing_secret_is_refused() {
    let error = read(LIVE, &[("MYPAGE_SECRET_KEY_FILE", "/nowhere/secret")]).unwrap_err();
    assert!(error.starts_with("secret_key_file: /nowhere/secret cannot be read"), "{error}");
    let short = tempfile::NamedTempFile::new().unwrap();
    fs::write(short.path(), "too short").unwrap();
    let error = read(LIVE, &[("MYPAGE_SECRET_KEY_FILE", &short.path().display().to_string())]).unwrap_err();
    assert!(error.contains("fewer than 32 characters"), "{error}");
}

/// Settings for a portal, whose secret lies in `folder`.
fn portal(folder: &TempDir) -> String {
    let secret = folder.path().join("portal-secret");
    fs::write(&secret, "a secret\n").unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    format!(
        "{LIVE}portal_issuer = \"https://portal.example\"\nportal_client_id = \"hellowork\"\n\
         portal_client_secret_file = \"{}\"\nportal_link_url = \"https://portal.example/connect\"\n",
        secret.display()
    )
}

#[test]
fn a_portal_needs_its_four_settings_and_gets_our_address() {
    let (folder, _) = folder("");
    let whole = portal(&folder);
    let config = read(&whole, &[]).unwrap();
    let provider = &config.portal.as_ref().unwrap().provider;
    assert_eq!(provider.redirect_uri, "https://www.hellowork.example/sso/callback");
    assert!(config.sign_on().unwrap().portal.is_some() && config.card.is_none());
    assert!(!format!("{config:?}{provider:?}").contains("a secret"));
    for missing in ["portal_client_id", "portal_client_secret_file", "portal_link_url"] {
        let without: String =
            whole.lines().filter(|line| !line.starts_with(missing)).map(|line| format!("{line}\n")).collect();
        let error = read(&without, &[]).unwrap_err();
        assert_eq!(error, format!("{missing} is missing: portal_issuer needs it"));
    }
}

#[test]
fn nobody_is_sent_to_a_portal_over_plain_http() {
    let (folder, _) = folder("");
    let settings = portal(&folder).replace("portal_link_url = \"https:", "portal_link_url = \"http:");
    assert!(read(&settings, &[]).unwrap_err().ends_with("must begin with https://"));
}

#[test]
fn without_an_issuer_there_is_no_portal_and_no_card() {
    let config = read(LIVE, &[]).unwrap();
    assert!(config.portal.is_none() && config.card.is_none());
}

#[test]
fn an_issuer_is_reached_by_https_only() {
    let (folder, _) = folder("");
    for bad in ["http://portal.example", "portal.example", "https://portal.example/?a=b"] {
        let error = read(&portal(&folder).replacen("https://portal.example", bad, 1), &[]).unwrap_err();
        assert!(error.starts_with("portal_issuer: the issuer "), "{error}");
    }
}

#[test]
fn the_key_for_the_card_must_be_one_that_we_can_sign_with() {
    let (folder, _) = folder("");
    let file = folder.path().join("card-key.pem");
    let settings = format!(
        "{LIVE}card_issuer = \"https://card.example\"\ncard_client_id = \"hellowork\"\ncard_key_file = \"{}\"\n",
        file.display()
    );
    fs::write(&file, "no key").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(read(&settings, &[]).unwrap_err().contains("must be a private key on the curve P-256"));
    fs::write(&file, adapters::sign_on::ClientKey::new_pem().unwrap().as_bytes()).unwrap();
    let card = read(&settings, &[]).unwrap().card.unwrap();
    assert_eq!(card.redirect_uri, "https://www.hellowork.example/sso/card/callback");
}
