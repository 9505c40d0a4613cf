//! What the footer leads to, as far as it is text: policies, terms, answers, addresses, links.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use site::{App, Page, Shell, Visitor};

/// A page that is nothing but its template.
macro_rules! text_page {
    ($handler:ident, $page:ident, $template:literal, $h1:literal) => {
        #[derive(Template)]
        #[template(path = $template)]
        struct $page {
            shell: Shell,
        }

        async fn $handler(visitor: Visitor) -> Page<$page> {
            Page($page { shell: visitor.shell($h1) })
        }
    };
}

text_page!(links, LinksPage, "public/links.html", "リンク｜集《しゅう》");
text_page!(sitemap, SitemapPage, "public/sitemap.html", "サイトマップ");
text_page!(site_policy, SitePolicyPage, "public/site_policy.html", "サイトポリシー");
text_page!(privacy, PrivacyPage, "public/privacy.html", "プライバシーポリシー");
text_page!(terms, TermsPage, "public/terms.html", "｜利用《りよう》｜規約《きやく》");
text_page!(contact, ContactPage, "public/contact.html", "お｜問い合わせ先《といあわせさき》");
text_page!(
    accessibility,
    AccessibilityPage,
    "public/accessibility.html",
    "アクセシビリティ｜方針《ほうしん》"
);

#[derive(Template)]
#[template(path = "public/faq.html")]
struct FaqPage {
    shell: Shell,
    mail_from: String,
}

async fn faq(State(app): State<App>, visitor: Visitor) -> Page<FaqPage> {
    Page(FaqPage {
        shell: visitor.shell("よくあるご｜質問《しつもん》"),
        mail_from: app.settings.mail_from.clone(),
    })
}

/// The footer's pages except 所在地情報, and the accessibility statement.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/links", get(links))
        .route("/sitemap", get(sitemap))
        .route("/site-policy", get(site_policy))
        .route("/privacy", get(privacy))
        .route("/terms", get(terms))
        .route("/faq", get(faq))
        .route("/contact", get(contact))
        .route("/accessibility", get(accessibility))
}
