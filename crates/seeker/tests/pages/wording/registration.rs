//! The rows 求職者マイページアカウント登録, パスワード登録 and アカウント登録完了.

use testkit::{PASSWORD, Page, Visitor, plain, sites};

use super::{buttons, in_order, labels};

/// What stands on the page of a text below its heading 全文.
const PARAGRAPHS: &str = ".prose > h2 ~ p, .prose > h2 ~ ul li, .prose > h2 ~ ol li";

pub(super) async fn asks_for_an_account(visitor: &mut Visitor, email: &str) -> Page {
    visitor.get("/register").await;
    let typed = [
        ("メールアドレス", email),
        ("メールアドレス（確認用）", email),
        ("に同意します", "on"),
        ("在学中", "on"),
    ];
    visitor.submit("次へ進む", &typed).await
}

pub(super) async fn sets_a_password(visitor: &mut Visitor, key: &str) -> Page {
    let typed = [("新規のパスワード", PASSWORD), ("新規のパスワード（確認用）", PASSWORD), ("認証キー", key)];
    visitor.submit("完了", &typed).await
}

pub(super) fn is_the_account_screen(page: &Page) {
    assert_eq!(page.h1(), "求職者マイページアカウント登録");
    let labels = labels(page);
    assert_eq!(labels[..2], ["メールアドレス", "メールアドレス(確認用)"]);
    assert!(labels[2].contains("に同意します") && labels[3].contains("在学中"), "{labels:?}");
    assert_eq!((labels.len(), page.texts("main input[type=checkbox]").len()), (4, 2));
    assert_eq!(buttons(page), ["キャンセル", "次へ進む"]);
    let steps = [
        "メールアドレスの登録",
        "パスワードの登録",
        "求職者マイページアカウント登録完了",
        "求職情報の登録",
        "求職者マイページの開設",
    ];
    assert_eq!(page.texts("ol.steps > li .steps__name"), steps);
    assert!(page.says("14日以内") && page.says("system@mail.hellowork.mhlw.go.jp"));
    in_order(page, &["過去5年以内", "最寄りのハローワーク"]);
    // The consent stands after both texts, in reading order.
    in_order(page, &["基本的な考え方", "第1条", "に同意します", "在学中", "キャンセル", "次へ進む"]);
}

pub(super) fn is_the_password_screen(page: &Page) {
    assert_eq!(page.h1(), "パスワード登録");
    assert_eq!(labels(page), ["新規のパスワード", "新規のパスワード(確認用)", "認証キー"]);
    assert_eq!(buttons(page)[..2], ["キャンセル", "完了"]);
    for words in ["8桁以上32桁以内", "50分以内", "画面を閉じないでください"] {
        assert!(page.says(words), "{words}");
    }
}

pub(super) fn is_the_done_screen(page: &Page) {
    assert_eq!(page.h1(), "求職者マイページアカウント登録完了");
    assert_eq!(page.link("求職情報を登録").as_deref(), Some("/profile"));
    assert!(page.says("14日以内"));
}

#[tokio::test]
async fn both_texts_stand_in_full_before_the_consent() {
    for site in sites(seeker::router).await {
        let register = site.visitor().get("/register").await;
        for (path, region) in [("/privacy", "#privacy"), ("/terms", "#terms")] {
            let whole = site.visitor().get(path).await;
            let headings = whole.texts("main h3");
            assert!(headings.len() > 8, "{path} has its sections");
            assert_eq!(register.texts(&format!("{region} h3")), headings, "{path} {}", site.name);
            let paragraphs = whole.texts(PARAGRAPHS);
            assert!(paragraphs.len() > 20, "{path} has its paragraphs");
            let kept = plain(&register.texts(region).join(""));
            for paragraph in &paragraphs {
                assert!(kept.contains(&plain(paragraph)), "{path}: {paragraph}");
            }
        }
        assert_eq!(register.texts("#privacy h3")[0], "基本的な考え方");
        assert!(plain(&register.texts("#terms h3")[0]).starts_with("第1条"));
    }
}

#[tokio::test]
async fn the_consent_asks_the_browser_to_wait_until_both_texts_were_read_to_the_end() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/register").await;
        assert_eq!(page.texts("[data-read-to-end]").len(), 2, "{}", site.name);
        assert_eq!(page.texts("#consent[type=checkbox][data-needs-reading]").len(), 1);
        // Without a script the box stands open: nobody is kept out.
        assert!(page.texts("#consent[disabled], #consent[checked]").is_empty());
        assert!(page.texts("[data-read-to-end][tabindex='0']").len() == 2, "both texts scroll by keyboard");
    }
}
