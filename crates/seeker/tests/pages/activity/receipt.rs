//! ハローワーク受付票 as a PDF, and the code large for the reader at a counter.

use super::{registered, sites};

#[tokio::test]
async fn the_pdf_is_offered_on_the_page_kept_by_nothing_and_for_its_person_only() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[("姓", "𠮷田")]).await;
        let page = visitor.get("/home/receipt").await;
        assert_eq!(page.link("PDFで保存").as_deref(), Some("/home/receipt.pdf"));
        assert!(page.says("𠮷田 勇気 様") && page.says("オンライン登録者"), "{}", page.text());
        let pdf = visitor.get("/home/receipt.pdf").await;
        assert_eq!(
            (pdf.header("content-type"), pdf.header("cache-control")),
            ("application/pdf", "no-store"),
            "{}",
            site.name
        );
        assert!(pdf.header("content-disposition").starts_with("attachment"));
        assert!(pdf.body.starts_with("%PDF-"));
        assert!(site.visitor().get("/home/receipt.pdf").await.path.starts_with("/login"));
    }
}

#[tokio::test]
async fn the_code_stands_large_on_a_page_of_its_own() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        visitor.get("/home").await;
        let page = visitor.follow("2次元バーコードを大きく表示する").await;
        assert_eq!(page.h1(), "求職番号の2次元バーコード");
        assert_eq!(page.texts(".big-code__number"), ["11080-00000001"], "{}", site.name);
        assert_eq!(page.texts(".big-code img[alt='求職番号11080-00000001の2次元バーコード']").len(), 1);
        assert_eq!(page.header("cache-control"), "no-store");
        visitor.get("/home/receipt").await;
        assert_eq!(visitor.follow("2次元バーコードを大きく表示する").await.h1(), page.h1());
    }
}
