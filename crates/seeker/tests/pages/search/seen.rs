//! 閲覧済み.

use testkit::posting;

use super::{fresh, registered_seeker, site_with};

/// The titles of the cards that are marked as seen.
fn seen(page: &testkit::Page) -> Vec<String> {
    let marked = |card: &String| card.contains("閲覧済み");
    page.texts(".job-card > header").into_iter().filter(marked).collect()
}

#[tokio::test]
async fn who_is_signed_in_sees_which_postings_were_looked_at_and_can_forget_them() {
    for site in fresh().await {
        site.import(&[posting(1, &[("職種", "調理")]), posting(2, &[("職種", "販売")])]).await;
        let mut visitor = registered_seeker(&site).await;
        assert!(seen(&visitor.get("/search").await).is_empty(), "{}", site.name);
        visitor.get("/postings/13010-00000001").await;
        let page = visitor.get("/search?words=調理&match=all").await;
        assert_eq!(seen(&page).len(), 1, "{}", site.name);
        let page = visitor.get("/search").await;
        assert!(
            seen(&page).len() == 1 && seen(&page)[0].contains("調理"),
            "{}: {:?}",
            site.name,
            seen(&page)
        );
        let page = visitor.submit("「閲覧済み」の記録をすべて消す", &[]).await;
        assert_eq!((page.path.as_str(), seen(&page).len()), ("/search", 0), "{}", site.name);
        assert!(!page.says("記録をすべて消す"), "{}", site.name);
    }
}

#[tokio::test]
async fn nothing_is_written_down_of_who_is_not_signed_in() {
    for site in site_with(&[posting(1, &[])]).await {
        let mut visitor = site.visitor();
        visitor.get("/postings/13010-00000001").await;
        assert!(seen(&visitor.get("/search").await).is_empty(), "{}", site.name);
        assert_eq!(visitor.post("/search/seen", &[]).await.h1(), "求職者マイページログイン", "{}", site.name);
    }
}

#[tokio::test]
async fn a_posting_is_shown_also_when_the_look_cannot_be_written_down() {
    for site in fresh().await {
        site.import(&[posting(1, &[]), posting(2, &[])]).await;
        let mut visitor = registered_seeker(&site).await;
        let email = domain::account::EmailAddress::parse(super::EMAIL).unwrap();
        let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap();
        // Somebody else writes about the same person, and does not come to an end.
        let mut tx = site.store().begin().await.unwrap();
        let number = "13010-00000002".parse().unwrap();
        tx.note_seen_posting(account.unwrap().id, number, site.now()).await.unwrap();
        let page = visitor.get("/postings/13010-00000001").await;
        assert_eq!((page.status.as_u16(), page.h1().as_str()), (200, "求人票"), "{}", site.name);
        drop(tx);
        assert!(seen(&visitor.get("/search").await).is_empty(), "{}", site.name);
    }
}
