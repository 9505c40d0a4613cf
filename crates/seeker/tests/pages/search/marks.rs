//! Why a posting was found: marked words, and excerpts of what the list does not show.

use testkit::posting;

use super::{fresh, registered_seeker, site_with};

#[tokio::test]
async fn words_and_their_synonyms_are_marked_where_they_stand_in_any_width() {
    let columns =
        [("職種", "ｹｱﾏﾈ"), ("仕事の内容", "介護支援専門員の仕事です"), ("こだわり条件", "転勤なし")];
    for site in site_with(&[posting(1, &columns)]).await {
        let page = site.visitor().get("/search?words=ケアマネ+転勤").await;
        assert_eq!(page.texts(".job-card h3 mark"), ["ｹｱﾏﾈ"], "{}", site.name);
        assert_eq!(page.texts(".job-card dd mark"), ["介護支援専門員"], "{}", site.name);
        assert_eq!(page.texts(".job-card li mark"), ["転勤"], "{}", site.name);
        assert!(page.texts(".excerpt").is_empty(), "{}: everything is shown", site.name);
        let page = site.visitor().get("/search").await;
        assert!(page.texts("mark").is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn what_a_card_does_not_show_is_quoted_with_the_name_of_its_text() {
    let long = format!("{}夜勤は月4回です。", "入浴の介助をします。".repeat(12));
    let columns = [("仕事の内容", long.as_str()), ("求人に関する特記事項", "駐車場は無料です")];
    for site in site_with(&[posting(1, &columns)]).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?words=夜勤+駐車場+介護福祉士").await;
        let excerpts = page.texts(".excerpt").iter().map(|text| testkit::plain(text)).collect::<Vec<_>>();
        assert_eq!(excerpts.len(), 2, "{}: {excerpts:?}", site.name);
        assert!(
            excerpts[0].starts_with("仕事の内容:...") && excerpts[0].ends_with("夜勤は月4回です。"),
            "{excerpts:?}"
        );
        assert_eq!(excerpts[1], "求人に関する特記事項:駐車場は無料です", "{}", site.name);
        assert_eq!(page.texts(".excerpt mark"), ["夜勤", "駐車場"], "{}", site.name);
        // In other words: only the fields in which the words are looked for.
        let page = visitor.get("/search?words=夜勤&in=work").await;
        assert_eq!(page.texts(".excerpt").len(), 1, "{}", site.name);
    }
}

#[tokio::test]
async fn what_people_wrote_is_text_also_where_it_is_marked() {
    let columns =
        [("職種", "<b>介護</b>&amp;"), ("求人に関する特記事項", "<script>夜勤</script>｜求《もと》める")];
    for site in site_with(&[posting(1, &columns)]).await {
        let page = site.visitor().get("/search?words=b%3E介護+夜勤").await;
        assert_eq!(page.texts(".job-card h3 a"), ["<b>介護</b>&amp;"], "{}", site.name);
        assert_eq!(page.texts("h3 mark"), ["b>介護"], "{}", site.name);
        assert!(
            page.texts(".excerpt").concat().contains("<script>夜勤</script>｜求《もと》める"),
            "{}",
            site.name
        );
        assert!(!page.body.contains("<script>夜勤") && !page.body.contains("<ruby>"), "{}", site.name);
    }
}

#[tokio::test]
async fn nothing_is_marked_or_quoted_that_the_viewer_may_not_see() {
    let secret = |serial: u32, scope: &str| {
        let columns = [
            ("公開範囲", scope),
            ("事業所名", "株式会社　大塚マート"),
            ("職種", "レジ係"),
            ("仕事の内容", "大塚マートのレジの仕事です。"),
            ("会社の特長", "青空タワーにあります。"),
        ];
        posting(serial, &columns)
    };
    for site in fresh().await {
        site.import(&[secret(1, "1"), secret(2, "2"), secret(3, "3")]).await;
        let mut seeker = registered_seeker(&site).await;
        for (words, hits) in
            [("レジ+大塚", ["大塚", "大塚"]), ("レジ+青空タワー", ["青空タワー", "青空タワー"])]
        {
            let path = format!("/search?words={words}&match=any");
            let marked = |page: &testkit::Page, hit: &str| {
                page.texts(".job-card").iter().filter(|card| card.contains(hit)).count()
            };
            let open = site.visitor().get(&path).await;
            let shown = seeker.get(&path).await;
            assert_eq!(
                (open.texts(".job-card").len(), shown.texts(".job-card").len()),
                (3, 3),
                "{}",
                site.name
            );
            assert_eq!((marked(&open, hits[0]), marked(&shown, hits[0])), (1, 2), "{} {words}", site.name);
        }
    }
}
