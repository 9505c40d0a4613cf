//! 求人検索.

use axum::http::StatusCode;
use domain::posting::Posting;
use testkit::{days, posting};

use super::{fresh, site_with};

fn many(count: u32) -> Vec<Posting> {
    (1..=count).map(|serial| posting(serial, &[])).collect()
}

#[tokio::test]
async fn a_free_word_is_typed_and_found_in_any_width() {
    let one = posting(1, &[("職種", "ケアマネージャー"), ("事業所名", "株式会社　あおぞら")]);
    for site in site_with(&[one, posting(2, &[("職種", "事務")])]).await {
        let mut visitor = site.visitor();
        visitor.get("/search").await;
        let page = visitor.submit("検索", &[("フリーワード", "ｹｱﾏﾈ　あおぞら")]).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::OK, "求人検索"), "{}", site.name);
        assert_eq!(page.value_of("words").as_deref(), Some("ｹｱﾏﾈ あおぞら"), "{}", site.name);
        assert!(page.says("1件中 1～1件"), "{}", site.name);
        assert_eq!(page.texts(".job-card h3 a"), ["ケアマネージャー"], "{}", site.name);
    }
}

#[tokio::test]
async fn the_card_has_the_items_of_the_seed_in_its_order() {
    let whole = posting(
        999_999,
        &[
            ("求人番号", "13010-09999999"),
            ("受付年月日", "2026-11-05"),
            ("紹介期限日", "2026-11-30"),
            ("求人区分", "フルタイム(障)"),
            ("就業時間", "（１）09時00分～18時00分"),
            ("事業所名", "株式会社ハローワークケア"),
            ("休日", "土日祝"),
            ("週休二日制", "毎週"),
            ("年間休日数", "120"),
            ("就業場所都道府県", "東京都"),
            ("就業場所市区町村", "千代田区"),
            ("年齢制限", "制限あり"),
            ("年齢上限", "59"),
            ("賃金形態", "月給"),
            ("賃金下限", "205000"),
            ("賃金上限", "290000"),
            ("こだわり条件", "経験不問|学歴不問"),
            ("採用人数", "3"),
        ],
    );
    for site in site_with(&[whole]).await {
        let page = site.visitor().get("/search").await;
        let card = testkit::plain(&page.texts(".job-card").join(""));
        let items = [
            "職種：介護福祉士",
            "有効",
            "受付年月日：2026年11月05日",
            "応募期限日：2026年11月30日",
            "求人区分フルタイム(障)",
            "就業時間（１）09時00分～18時00分",
            "事業所名株式会社ハローワークケア",
            "休日土日祝週休二日制：毎週年間休日数：120日",
            "就業場所東京都千代田区",
            "年齢制限あり～59歳以下",
            "仕事の内容グループホームでの介護です。",
            "求人番号13010-09999999",
            "雇用形態正社員",
            "公開範囲１．事業所名等を含む求人情報を公開する",
            "賃金（手当等を含む）205,000円～290,000円",
            "経験不問",
            "学歴不問",
            "求人数：3名",
            "詳細を表示",
        ];
        let mut rest = card.as_str();
        for item in items {
            let item = testkit::plain(item);
            let (_, after) = rest.split_once(&item).unwrap_or_else(|| panic!("{item} is not next in {rest}"));
            rest = after;
        }
        assert_eq!(page.link("詳細を表示：介護福祉士").as_deref(), Some("/postings/13010-09999999"));
    }
}

#[tokio::test]
async fn the_card_shows_the_beginning_of_a_long_text_as_one_paragraph() {
    let text = format!("一行目\n二行目\r\n{}おわり", "あ".repeat(300));
    for site in site_with(&[posting(1, &[("職種", "介護職員"), ("仕事の内容", text.as_str())])]).await
    {
        let mut visitor = site.visitor();
        let card = visitor.get("/search").await.texts(".job-card dt:nth-of-type(7) + dd").join("");
        assert!(card.starts_with("一行目　二行目　あ") && card.ends_with("あ…"), "{}: {card}", site.name);
        assert_eq!(card.chars().count(), 61, "{}: thirty of them are a light page", site.name);
        assert!(
            visitor.follow("詳細を表示：介護職員").await.says("あおわり"),
            "{}: whole on the 求人票",
            site.name
        );
    }
}

#[tokio::test]
async fn pages_count_exactly_and_lead_to_each_other() {
    for site in site_with(&many(61)).await {
        let mut visitor = site.visitor();
        assert!(visitor.get("/search?words=介護").await.says("61件中 1～30件"), "{}", site.name);
        assert!(visitor.follow("次へ").await.says("61件中 31～60件"), "{}", site.name);
        assert_eq!(visitor.page().path, "/search?words=%E4%BB%8B%E8%AD%B7&page=2");
        let page = visitor.follow("次へ").await;
        assert!(page.says("61件中 61～61件"), "{}", site.name);
        assert_eq!((page.texts(".job-card").len(), page.link("次へ")), (1, None), "{}", site.name);
        assert!(visitor.follow("前へ").await.says("31～60件"), "{}", site.name);
        assert!(visitor.follow("先頭へ").await.says("1～30件"), "{}", site.name);
        assert!(visitor.follow("3ページ目").await.says("61～61件"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_page_behind_the_last_one_says_so_and_leads_back() {
    for site in site_with(&many(31)).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?page=3").await;
        assert_eq!(page.status, StatusCode::OK, "{}", site.name);
        assert!(page.says("このページには求人がありません") && page.says("31件の求人は、2ページまで"));
        assert!(visitor.follow("最後のページを表示する").await.says("31件中 31～31件"), "{}", site.name);
    }
}

#[tokio::test]
async fn nothing_found_says_which_condition_emptied_the_list_and_loosens_it() {
    for site in site_with(&many(2)).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?words=宇宙飛行士&category=full&new=2").await;
        assert!(page.says("0件") && !page.says("条件を減らすと"), "{}", site.name);
        assert!(page.texts(".job-card").is_empty());
        // The postings are of 5 November: two conditions are in the way, and neither alone.
        assert!(page.says("どの条件も、1つ外すだけでは見つかりません"), "{}", site.name);
        let page = visitor.get("/search?words=宇宙飛行士&category=full").await;
        assert!(
            page.says("『「宇宙飛行士」を含む』を外す：2件") && !page.says("フルタイム』を外す"),
            "{}",
            site.name
        );
        let page = visitor.follow("『「宇宙飛行士」を含む』を外す：2件").await;
        assert_eq!(page.path, "/search?category=full", "{}", site.name);
        assert_eq!(page.texts(".job-card").len(), 2, "{}", site.name);
    }
}

#[tokio::test]
async fn conditions_of_an_address_are_told_and_survive_the_form() {
    let postings = [posting(1, &[("年間休日数", "120")]), posting(2, &[("年間休日数", "96")])];
    for site in site_with(&postings).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?annual_holidays=100&sort=deadline&page=1").await;
        assert_eq!(page.texts(".job-card").len(), 1, "{}", site.name);
        assert!(page.says("年間休日数：100日以上"), "{}", site.name);
        assert_eq!(page.value_of("annual_holidays").as_deref(), Some("100"), "{}", site.name);
        assert_eq!(page.value_of("sort").as_deref(), Some("deadline"), "{}", site.name);
        let page = visitor.follow("年間休日数の多い順").await;
        assert_eq!(page.path, "/search?annual_holidays=100&sort=holidays", "{}", site.name);
    }
}

#[tokio::test]
async fn pages_of_ten_reach_every_posting() {
    for site in site_with(&many(25)).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?size=10").await;
        assert!(page.says("25件中 1～10件"), "{}", site.name);
        let page = visitor.get("/search?size=10&page=3").await;
        assert!(page.says("25件中 21～25件"), "{}", site.name);
        assert_eq!(page.texts(".job-card").len(), 5, "{}", site.name);
    }
}

#[tokio::test]
async fn the_count_tells_nothing_that_the_index_has_not_heard_yet() {
    let before = posting(1, &[("事業所名", "大塚マート"), ("公開範囲", "1")]);
    let after = posting(1, &[("事業所名", "大塚マート"), ("公開範囲", "3")]);
    for site in site_with(&[before, posting(2, &[])]).await {
        site.put(std::slice::from_ref(&after)).await;
        let mut visitor = site.visitor();
        for address in ["/search?employer=大塚マート", "/search?employer=大塚マート&words=宇宙飛行士"]
        {
            let page = visitor.get(address).await;
            assert!(page.says("0件です") && !page.says("1件"), "{} {address}", site.name);
        }
    }
}

#[tokio::test]
async fn an_index_that_was_never_fed_asks_for_patience() {
    for site in fresh().await {
        let page = site.visitor().get("/search").await;
        assert!(page.says("求人情報を準備しています"), "{}", site.name);
    }
}

#[tokio::test]
async fn kinds_of_work_are_ticked_and_combined() {
    let postings = [
        posting(1, &[]),
        posting(2, &[("求人区分", "パート"), ("雇用形態", "パート労働者")]),
        posting(3, &[("雇用形態", "正社員以外")]),
    ];
    for site in site_with(&postings).await {
        let mut visitor = site.visitor();
        visitor.get("/search").await;
        let page = visitor.submit("検索", &[("パート", "part")]).await;
        assert!(page.says("1件中") && page.says("13010-00000002"), "{}", site.name);
        let page = visitor.get("/search?employment=1&employment=2").await;
        assert!(page.says("2件中") && page.says("雇用形態：正社員または正社員以外"), "{}", site.name);
    }
}

#[tokio::test]
async fn the_list_is_ordered_by_wage_when_asked_and_says_how_wages_are_compared() {
    let wage = |serial, form, yen| posting(serial, &[("賃金形態", form), ("賃金下限", yen)]);
    for site in
        site_with(&[wage(1, "月給", "200000"), wage(2, "時給", "1200"), wage(3, "月給", "190000")]).await
    {
        let mut visitor = site.visitor();
        visitor.get("/search").await;
        let page = visitor.follow("賃金（下限）の高い順").await;
        let numbers: Vec<String> = page
            .texts(".job-card")
            .iter()
            .map(|card| card.split("13010-0000000").nth(1).unwrap()[..1].to_owned())
            .collect();
        assert_eq!(numbers, ["2", "1", "3"], "{}", site.name);
        assert!(page.says("1か月21日、1日8時間として月額に直し"), "{}", site.name);
        // The order stays when the search is changed.
        let page = visitor.submit("検索", &[("フリーワード", "介護")]).await;
        assert!(page.path.contains("sort=lower"), "{}", page.path);
    }
}

#[tokio::test]
async fn a_posting_is_listed_on_its_last_day_and_not_after_it() {
    for site in site_with(&[posting(1, &[("紹介期限日", "2026-11-21")])]).await {
        // It is 10 o'clock on the 20th in Japan.
        site.advance(days(1));
        assert!(site.visitor().get("/search").await.says("1件中"), "{}", site.name);
        site.advance(days(1));
        assert!(
            site.visitor().get("/search").await.says("いま公開している求人はありません"),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn what_was_closed_since_the_index_saw_it_is_left_out_and_told() {
    for site in site_with(&many(3)).await {
        site.close_all_but(&many(2)).await;
        let page = site.visitor().get("/search").await;
        assert_eq!(page.texts(".job-card").len(), 2, "{}", site.name);
        assert!(page.says("公開が終わった求人を除いて"), "{}", site.name);
    }
}

#[tokio::test]
async fn whatever_stands_in_the_address_the_answer_is_a_plain_page() {
    let long = format!("/search?words={}", "a".repeat(60_000));
    let twice = "/search?sort=lower&sort=upper";
    let addresses = [
        ("/search?prefecture=99", "都道府県の指定を読み取れません"),
        ("/search?page=0", "ページの指定を読み取れません"),
        ("/search?page=99999999999999999999", "ページの指定を読み取れません"),
        ("/search?sort=x&category=y&employment=z", "並び順の指定を読み取れません"),
        (twice, "同じ条件が2回以上指定されています"),
        ("/search?municipality=abc", "市区町村の指定を読み取れません"),
        (long.as_str(), "フリーワードは50文字までです"),
        ("/search?surprise=1&words=%00%07介護", "1件中"),
        ("/search?words=%22%27%3Cscript%3E%26", "0件"),
    ];
    for site in site_with(&many(1)).await {
        for (address, sentence) in addresses {
            let page = site.visitor().get(address).await;
            assert_eq!(page.status, StatusCode::OK, "{}: {address}", site.name);
            assert!(page.says(sentence), "{}: {address}: {}", site.name, page.text());
            assert!(!page.body.contains("<script>\"") && !page.body.contains("'<script"), "{address}");
        }
        let page = site.visitor().get("/search?words=%FF%FE").await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", site.name);
        assert!(page.h1().contains("読み取れません"), "{}", site.name);
    }
}
