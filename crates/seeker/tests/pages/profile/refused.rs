//! Who cannot register on the web is shown the way to the nearest office, and never why.

use testkit::hours;

use super::world::{
    counter_registration, fill_everything, newcomer, registered, send_basic, signs_in, sites,
};

#[tokio::test]
async fn a_known_person_a_child_and_somebody_with_a_page_get_the_same_page_to_the_letter() {
    for site in sites().await {
        counter_registration(&site, "2026-11-01").await;
        registered(&site, "open", &[("birth_date_year", "1985")]).await;
        let mut answers = Vec::new();
        for (name, otherwise) in [
            ("known", ("姓のフリガナ（カタカナ）", "アシタ")),
            ("child", ("birth_date_year", "2015")),
            ("again", ("birth_date_year", "1985")),
        ] {
            let (mut visitor, _) = newcomer(&site, name).await;
            fill_everything(&mut visitor, &[otherwise]).await;
            let page = visitor.submit("完了", &[]).await;
            assert_eq!(page.h1(), "お近くのハローワークで手続きをしてください", "{name} {}", site.name);
            answers.push((page.status, page.path.clone(), page.body.clone()));
            assert_eq!(visitor.get("/home").await.path, "/profile", "{name}");
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    }
}

#[tokio::test]
async fn the_way_to_the_office_has_its_address_and_telephone_where_they_are_known() {
    for site in sites().await {
        counter_registration(&site, "2026-11-01").await;
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        let page = visitor.submit("完了", &[]).await;
        for words in ["ハローワーク越谷", "埼玉県越谷市東越谷1-5-6", "048-969-8609", "所在地情報"]
        {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let elsewhere = [("郵便番号", "100-0001"), ("都道府県", "13"), ("市区町村", "千代田区")];
        send_basic(&mut visitor, &elsewhere).await;
        let page = visitor.get("/profile/refused").await;
        assert!(page.says("ハローワーク飯田橋") && !page.says("電話 0"), "{}", page.text());
    }
}

#[tokio::test]
async fn after_three_refusals_even_an_unknown_name_is_refused_until_the_next_day() {
    for site in sites().await {
        counter_registration(&site, "2026-11-01").await;
        let (mut prober, account) = newcomer(&site, "prober").await;
        fill_everything(&mut prober, &[]).await;
        let mut answers = Vec::new();
        for _ in 0..3 {
            answers.push(prober.post("/profile/check", &[]).await.body);
        }
        send_basic(&mut prober, &[("姓", "誰か")]).await;
        answers.push(prober.post("/profile/check", &[]).await.body);
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{}", site.name);

        site.advance(hours(14)); // midnight in Tokyo
        let mut next_day = signs_in(&site, account).await;
        let page = next_day.post("/profile/check", &[]).await;
        assert_eq!(page.h1(), "求職情報の登録完了", "{}", site.name);
    }
}

#[tokio::test]
async fn the_page_tells_nothing_to_who_has_saved_nothing() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.get("/profile/refused").await;
        assert_eq!(page.h1(), "お近くのハローワークで手続きをしてください");
        assert!(!page.says("お住まいの地域を担当するハローワーク"));
    }
}
