//! The pages on which values of long lists are chosen.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use store::reference::{CodeName, OccupationTitle};
use testkit::{Page, TestSite, Visitor};

use super::{everything, path, sites};

const WHATS: [(&str, &str); 6] = [
    ("place", "市区町村やほかの場所を選ぶ"),
    ("job", "職種を選び直す"),
    ("occupation", "職業分類を選ぶ"),
    ("line", "沿線を選ぶ"),
    ("industry", "産業を選ぶ"),
    ("licence", "免許・資格を選ぶ"),
];

fn entry(list: &str, code: &str, name: &str, parent: Option<&str>) -> (String, CodeName) {
    let entry = CodeName { code: code.into(), name: name.into(), parent: parent.map(str::to_owned) };
    (list.to_owned(), entry)
}

/// With a few classes of occupations and licences.
async fn listed() -> Vec<TestSite> {
    let sites = sites().await;
    for site in &sites {
        let mut tx = site.store().begin().await.unwrap();
        let class = |code, name, parent| entry("occupation", code, name, parent);
        tx.replace_code_lists(
            "occupations",
            &[
                class("03", "医療・看護・保健の職業", None),
                class("023", "看護師、准看護師", Some("03")),
                class("023-01", "看護師", Some("023")),
                class("023-02", "准看護師", Some("023")),
                class("06", "福祉・介護の職業", None),
                class("051", "訪問介護の職業", Some("06")),
                class("051-01", "訪問介護員", Some("051")),
            ],
        )
        .await
        .unwrap();
        let licence = |code, name, of| entry("licence", code, name, Some(of));
        tx.replace_code_lists(
            "licences",
            &[
                licence("1001", "家畜人工授精師", "農林水産技術"),
                licence("1002", "総括畜産コンサルタント", "農林水産技術"),
                licence("2302", "介護福祉士", "福祉・介護"),
            ],
        )
        .await
        .unwrap();
        let title = |class: &str, title: &str| OccupationTitle { class: class.into(), title: title.into() };
        tx.replace_occupation_titles(&[title("36201", "ホームヘルパー"), title("13301", "訪問看護師")])
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    sites
}

async fn opens(visitor: &mut Visitor, button: &str) -> Page {
    visitor.get("/search?open=more").await;
    visitor.submit(button, &[]).await
}

#[tokio::test]
async fn on_the_way_through_a_picker_nothing_else_is_lost() {
    for site in listed().await {
        let mut visitor = site.visitor();
        let canonical = visitor.get(&path(&everything())).await.path;
        let open = format!("{canonical}&open=more");
        for (what, button) in WHATS {
            let home = if ["place", "job"].contains(&what) { &canonical } else { &open };
            visitor.get(&open).await;
            let page = visitor.submit(button, &[]).await;
            assert_eq!(page.status, StatusCode::OK, "{} {what}", site.name);
            assert!(page.path.starts_with(&format!("/search/choose/{what}?")), "{}", page.path);
            let back = page.link("検索条件へ戻る").unwrap();
            assert_eq!(back, format!("{home}#{what}"), "{}: back at the field", site.name);
            let page = visitor.submit("決めて条件に戻る", &[]).await;
            assert_eq!(page.path, *home, "{} {what}", site.name);
            visitor.submit(button, &[]).await;
            let page = visitor.submit("これで検索する", &[]).await;
            assert_eq!(page.path, canonical, "{} {what}", site.name);
        }
    }
}

#[tokio::test]
async fn what_was_chosen_leads_back_to_its_field_or_to_the_results() {
    for site in listed().await {
        for (what, _) in WHATS {
            for (done, fragment) in [("form", what), ("search", "results")] {
                let path = format!("/search/choose/{what}?words=a&age=&done={done}");
                let request = Request::get(path).body(Body::empty()).unwrap();
                let page = site.visitor().raw(request).await;
                let location = page.header("location");
                let open = done == "form" && !["place", "job"].contains(&what);
                let open = if open { "&open=more" } else { "" };
                assert_eq!(location, format!("/search?words=a{open}#{fragment}"), "{} {what}", site.name);
            }
        }
        // The field is there to be led to.
        let page = site.visitor().get("/search?open=more").await;
        for (what, _) in WHATS {
            assert_eq!(page.texts(&format!(".search-form [id={what}]")).len(), 1, "{} {what}", site.name);
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_carried_as_it_was_typed_and_told_in_the_end() {
    for site in listed().await {
        let mut visitor = site.visitor();
        visitor.get("/search?open=more").await;
        let page = visitor.submit("職種を細かく選ぶ", &[("年齢（歳）", "四十五")]).await;
        assert!(!page.says("年齢は、"), "{}: it is not about the kinds of work", site.name);
        let page = visitor.submit("決めて条件に戻る", &[("施設介護員", "0501")]).await;
        assert!(page.says("年齢は、0から99までの数字"), "{}", site.name);
        assert!(page.says("施設介護員"), "{}", site.name);
    }
}

#[tokio::test]
async fn up_to_three_places_are_chosen_with_their_municipalities() {
    for site in listed().await {
        let mut visitor = site.visitor();
        let page = opens(&mut visitor, "市区町村やほかの場所を選ぶ").await;
        assert_eq!(page.texts("select[name=prefecture]").len(), 3, "{}", site.name);
        assert!(page.texts("[name=municipality]").is_empty(), "{}", site.name);
        let typed = [("就業場所1（都道府県）", "13"), ("就業場所2（都道府県）", "27")];
        let page = visitor.submit("市区町村を表示する", &typed).await;
        assert!(page.says("千代田区") && page.says("大阪市北区"), "{}", site.name);
        let page = visitor
            .submit(
                "これで検索する",
                &[("世田谷区", "on"), ("大阪市北区", "on"), ("就業場所3（都道府県）", "59")],
            )
            .await;
        assert_eq!(
            page.path,
            "/search?prefecture=13&prefecture=27&prefecture=59&municipality=13112&municipality=27127",
            "{}",
            site.name
        );
        // A municipality of a prefecture that was changed does not stay behind unseen.
        visitor.get("/search?prefecture=13&municipality=13112").await;
        visitor.submit("市区町村やほかの場所を選ぶ", &[]).await;
        let page = visitor.submit("決めて条件に戻る", &[("就業場所1（都道府県）", "27")]).await;
        assert!(page.path.starts_with("/search/choose/place"), "{}: {}", site.name, page.path);
        assert!(page.says("大阪府にない市区町村を外しました"), "{}", site.name);
    }
}

#[tokio::test]
async fn kinds_of_work_are_chosen_by_group_and_detail_within_their_limits() {
    for site in listed().await {
        let mut visitor = site.visitor();
        opens(&mut visitor, "職種を細かく選ぶ").await;
        let page = visitor.submit("決めて条件に戻る", &[("job", "0501"), ("job", "04")]).await;
        assert_eq!(page.path, "/search?job=04&job=0501", "{}", site.name);
        assert!(page.says("施設介護員"), "{}", site.name);
        // Taking the tick off in the form takes it back.
        let page = visitor.submit("検索", &[("施設介護員", "")]).await;
        assert_eq!(page.path, "/search?job=04", "{}", site.name);
        let four = "/search/choose/job?job=01&job=02&job=03&job=04&done=form";
        let page = visitor.get(four).await;
        assert!(page.says("希望する職種の分類は3つまで選べます"), "{}", site.name);
        assert_eq!(page.texts(".fold[open]").len(), 3, "{}: what is kept is ticked", site.name);
    }
}

#[tokio::test]
async fn an_occupation_is_found_by_a_job_title_a_name_or_the_tree() {
    for site in listed().await {
        let mut visitor = site.visitor();
        opens(&mut visitor, "職業分類を選ぶ").await;
        let page = visitor.submit("探す", &[("q", "ﾎｰﾑﾍﾙﾊﾟｰ")]).await;
        assert!(page.says("1件あります") && page.says("訪問介護の職業"), "{}: {}", site.name, page.text());
        assert!(page.says("例：ホームヘルパー"), "{}", site.name);
        // What is ticked stays while one goes on looking.
        let page = visitor.submit("医療・看護・保健の職業", &[("訪問介護の職業", "on")]).await;
        assert!(page.says("選んだもの") && page.says("051 訪問介護の職業"), "{}", site.name);
        let page = visitor.submit("決めて条件に戻る", &[("准看護師", "023-02")]).await;
        assert_eq!(page.path, "/search?occupation=023-02&occupation=051&open=more", "{}", site.name);
        let page = visitor.get("/search/choose/occupation?q=宇宙").await;
        assert!(page.says("0件です"), "{}", site.name);
        let many = "/search/choose/occupation?occupation=001&occupation=002&occupation=003&occupation=004&done=search";
        let page = visitor.get(many).await;
        assert!(page.says("職業分類は3つまで選べます"), "{}", site.name);
    }
}

#[tokio::test]
async fn lines_are_chosen_one_by_one_and_as_a_run() {
    for site in listed().await {
        let mut visitor = site.visitor();
        opens(&mut visitor, "沿線を選ぶ").await;
        let typed = [("line", "020"), ("line_from", "003"), ("line_to", "001")];
        let page = visitor.submit("この範囲を加える", &typed).await;
        assert!(page.says("選んだもの"), "{}", site.name);
        assert_eq!(page.texts(".pick-list li").len(), 1, "{}: the run", site.name);
        let page = visitor.submit("決めて条件に戻る", &[]).await;
        assert_eq!(page.path, "/search?line=001-003&line=020&open=more", "{}", site.name);
        // A run that was chosen but not added yet counts too.
        visitor.submit("沿線を選ぶ", &[]).await;
        let page = visitor.submit("これで検索する", &[("line_from", "100"), ("line_to", "")]).await;
        assert!(page.path.contains("line=100"), "{}: {}", site.name, page.path);
        visitor.get(&format!("{}&open=more", page.path)).await;
        visitor.submit("沿線を選ぶ", &[]).await;
        let page = visitor.submit("これで検索する", &[("line_from", "110")]).await;
        assert!(page.says("沿線は3つまで選べます"), "{}", site.name);
    }
}

#[tokio::test]
async fn industries_are_chosen_from_their_classes() {
    for site in listed().await {
        let mut visitor = site.visitor();
        opens(&mut visitor, "産業を選ぶ").await;
        let page = visitor.submit("決めて条件に戻る", &[("industry", "85")]).await;
        assert_eq!(page.path, "/search?industry=85&open=more", "{}", site.name);
        assert!(page.says("社会保険・社会福祉・介護事業"), "{}", site.name);
        let page =
            visitor.get("/search/choose/industry?industry=01&industry=02&industry=03&industry=85").await;
        assert!(page.says("産業は3つまで選べます"), "{}", site.name);
    }
}

#[tokio::test]
async fn licences_are_found_by_a_word_or_their_category_and_can_be_left_out() {
    for site in listed().await {
        let mut visitor = site.visitor();
        opens(&mut visitor, "免許・資格を選ぶ").await;
        let page = visitor.submit("農林水産技術", &[]).await;
        assert_eq!(page.texts(".pick-list li").len(), 2, "{}", site.name);
        let page = visitor
            .submit(
                "探す",
                &[("選ぶ：家畜人工授精師", "on"), ("のぞく：総括畜産コンサルタント", "on"), ("q", "かいご")],
            )
            .await;
        assert!(page.says("選んだもの") && page.says("家畜人工授精師"), "{}: {}", site.name, page.text());
        let page = visitor.submit("決めて条件に戻る", &[]).await;
        assert_eq!(page.path, "/search?licence=1001&licence_not=1002&open=more", "{}", site.name);
        assert!(page.says("次の免許・資格をのぞく"), "{}", site.name);
        let many = "/search/choose/licence?licence=1001&licence=1002&licence=1003&licence_not=1004";
        assert!(visitor.get(many).await.says("合わせて3つまで選べます"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_picker_that_is_not_there_is_not_found() {
    for site in listed().await {
        let page = site.visitor().get("/search/choose/anything").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", site.name);
    }
}
