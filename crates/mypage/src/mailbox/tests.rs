use adapters::mail::{Mailer, Outgoing};
use axum::body::{Body, to_bytes};
use domain::letters::Letter;
use tower::ServiceExt;

use super::*;

const LONG: &str = "アカウント仮登録完了通知アカウント仮登録完了通知アカウント仮登録完了通知 and more";

async fn folder_with(letters: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mailer =
        Mailer::new(&format!("mailbox:{}", folder.path().display()), "system@mail.example", None).unwrap();
    for (id, subject, body) in letters {
        let letter =
            Letter { to: "hanako@example.jp".into(), subject: (*subject).into(), body: (*body).into() };
        let date = "2026-11-20T00:05:00Z".parse().unwrap();
        mailer.send(Outgoing { id, letter: &letter, date, stop_address: None }).await.unwrap();
    }
    folder
}

async fn get_from(peer: &str, folder: &tempfile::TempDir, path: &str) -> (StatusCode, String) {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
    let response = router(folder.path().to_path_buf()).oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

const OLDER: &str = "01990000-0000-7000-8000-000000000001";
const NEWER: &str = "01990000-0000-7000-8000-000000000002";

#[tokio::test]
async fn letters_come_back_as_they_were_written() {
    for body in ["認証キー：ABCD\n\n50分以内に、入力してください。\n", "plain = text\n", &"長い".repeat(400)]
    {
        let folder = folder_with(&[(OLDER, LONG, body)]).await;
        let letter = letter::one(folder.path(), OLDER.parse().unwrap()).unwrap();
        assert_eq!(letter.subject, LONG);
        assert_eq!(letter.body.trim_end(), body.trim_end());
        assert_eq!(letter.to, "hanako@example.jp");
        assert_eq!(letter.from, "system@mail.example");
        assert_eq!(letter.date, "2026年11月20日 09時05分");
    }
}

#[tokio::test]
async fn the_newest_letter_stands_first() {
    let folder = folder_with(&[(NEWER, "新しい", "b"), (OLDER, "古い", "a")]).await;
    let (status, page) = get_from("127.0.0.1:9", &folder, "/").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.find("新しい</a>").unwrap() < page.find("古い</a>").unwrap(), "{page}");
}

#[tokio::test]
async fn a_letter_is_shown_as_text_with_its_links() {
    let body = "次の画面から：\nhttp://127.0.0.1:8080/register/password/x?a=1&b=2\n<script>alert(1)</script>";
    let folder = folder_with(&[(OLDER, "<b>件名", body)]).await;
    let (status, page) = get_from("127.0.0.1:9", &folder, &format!("/letters/{OLDER}")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("<a href=\"http://127.0.0.1:8080/register/password/x?a=1&amp;b=2\">"), "{page}");
    assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
}

#[tokio::test]
async fn the_mailbox_is_for_this_machine_only() {
    let folder = folder_with(&[(OLDER, "件名", "b")]).await;
    assert_eq!(get_from("192.0.2.1:9", &folder, "/").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_an_empty_box_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(get_from("127.0.0.1:9", &folder, &format!("/letters/{OLDER}")).await.0, StatusCode::NOT_FOUND);
    assert!(get_from("127.0.0.1:9", &folder, "/letters/..%2fsecret-key").await.0.is_client_error());
    assert!(get_from("127.0.0.1:9", &folder, "/").await.1.contains("まだメールはありません"));
}
