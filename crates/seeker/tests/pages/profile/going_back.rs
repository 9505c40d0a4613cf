//! Nothing that was typed is lost by going back: 戻る and a page that goes away lay it aside, and it stands there
//! when the person comes again (`site/src/leaving.rs`).

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use testkit::{PASSWORD, Page, TestSite, Visitor, hours, minutes, seconds};
use uuid::Uuid;

use super::world::{newcomer, registered, send_basic, send_work, signs_in, sites};
use crate::account::opening::opened;

const FORM: &str = "/profile/basic";
const NOTICE: &str = "前に入力した内容を表示しています。まだ保存されていません。";
const MARK: &str = "入力の途中です（保存されていません）";
const THROW_AWAY: &str = "入力した内容を捨てて、保存されている内容を表示する";

/// How many forms wait for a person, at whatever path.
async fn waiting(site: &TestSite, account: Uuid) -> usize {
    let mut conn = site.store().read().await.unwrap();
    conn.parked_forms(account, site.now() - hours(1)).await.unwrap().len()
}

/// Opens 基本情報登録, types a name and presses 戻る.
async fn types_and_goes_back(visitor: &mut Visitor) -> Page {
    visitor.get(FORM).await;
    visitor.submit("戻る", &[("姓", "明日"), ("電話番号", "1")]).await
}

/// Sends what the script sends when the page goes away; nothing is followed.
async fn goes_away(visitor: &mut Visitor, path: &str, fields: &str, site_of_origin: &str) -> Page {
    let request = Request::post(path)
        .header("host", "127.0.0.1:8080")
        .header("content-type", "application/x-www-form-urlencoded;charset=UTF-8")
        .header("sec-fetch-site", site_of_origin);
    visitor.raw(request.body(Body::from(format!("{fields}&page_went_away=yes"))).unwrap()).await
}

/// The values that wait for whoever this browser's session belongs to, ended or not.
async fn kept_values(site: &TestSite, visitor: &Visitor) -> Vec<String> {
    let hash = adapters::secrets::sha256(visitor.cookie("seeker").unwrap());
    let mut conn = site.store().read().await.unwrap();
    let account = conn.session(&hash, "seeker").await.unwrap().unwrap().account;
    let forms = conn.parked_forms(account, site.now() - hours(1)).await.unwrap();
    let fields =
        forms.iter().flat_map(|(_, fields)| serde_urlencoded::from_str::<Vec<(String, String)>>(fields));
    fields.flatten().map(|(_, value)| value).collect()
}

#[tokio::test]
async fn going_back_keeps_what_was_typed_without_checking_or_saving_it() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let page = types_and_goes_back(&mut visitor).await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/profile"), "{}", site.name);
        assert_eq!(page.texts(".task-list .tag")[0], "未入力", "nothing is saved");
        assert!(page.texts(".task-list li")[0].contains(MARK), "{}", page.text());
        assert_eq!(page.texts(".unsaved"), [MARK], "at this step and no other");
        assert_eq!(site.store().read().await.unwrap().job_seeker(account).await.unwrap().basic, None);

        let page = visitor.get(FORM).await;
        assert_eq!(page.value_of("family_name").as_deref(), Some("明日"), "{}", site.name);
        assert_eq!(page.value_of("telephone").as_deref(), Some("1"), "wrong as it is");
        assert_eq!(page.texts("main [role=status]"), [NOTICE]);
        assert!(page.errors().is_empty(), "nothing was sent yet: nothing is wrong");
    }
}

#[tokio::test]
async fn it_is_found_again_on_another_device_and_by_nobody_else() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let (mut other, _) = newcomer(&site, "b").await;
        types_and_goes_back(&mut visitor).await;
        let mut elsewhere = signs_in(&site, account).await;
        assert_eq!(elsewhere.get(FORM).await.value_of("family_name").as_deref(), Some("明日"));
        let page = other.get(FORM).await;
        assert_eq!(page.value_of("family_name").as_deref(), Some(""), "{}", site.name);
        assert!(!page.says(NOTICE) && !other.get("/profile").await.says(MARK));
    }
}

#[tokio::test]
async fn thrown_away_it_is_gone_and_what_was_saved_stands_there() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[("姓", "昨日")]).await;
        let page = types_and_goes_back(&mut visitor).await;
        assert_eq!(page.texts(".task-list .tag")[0], "入力済み", "what was saved is still saved");
        assert!(page.says(MARK), "{}", site.name);
        visitor.get(FORM).await;
        let page = visitor.submit(THROW_AWAY, &[]).await;
        assert_eq!((page.path.as_str(), page.value_of("family_name").as_deref()), (FORM, Some("昨日")));
        assert!(!page.says(NOTICE) && !visitor.get("/profile").await.says(MARK), "{}", site.name);
        assert_eq!(waiting(&site, account).await, 0);
    }
}

#[tokio::test]
async fn saved_it_is_forgotten() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        types_and_goes_back(&mut visitor).await;
        let page = send_basic(&mut visitor, &[]).await;
        assert!(page.path == "/profile" && !page.says(MARK), "{:?}", page.errors());
        assert_eq!(waiting(&site, account).await, 0, "{}", site.name);
        assert!(!visitor.get(FORM).await.says(NOTICE));
    }
}

#[tokio::test]
async fn it_waits_an_hour_and_not_longer() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        types_and_goes_back(&mut visitor).await;
        site.advance(hours(1) - seconds(1));
        let mut later = signs_in(&site, account).await;
        assert!(later.get("/profile").await.says(MARK) && later.get(FORM).await.says(NOTICE));
        site.advance(seconds(1));
        assert!(!later.get("/profile").await.says(MARK), "{}", site.name);
        let page = later.get(FORM).await;
        assert!(!page.says(NOTICE) && page.value_of("family_name").as_deref() == Some(""));
    }
}

/// Fills everything in, entries of each list too, and says which pages have a form.
async fn has_everything(visitor: &mut Visitor, site: &TestSite, account: Uuid) -> Vec<String> {
    let yes = [("disability", "yes"), ("建物名・部屋番号", "メゾン"), ("gender", "woman")];
    send_basic(visitor, &yes).await;
    let work = [
        ("occupation_1", "36101"),
        ("employment", "1"),
        ("day_off", "sun"),
        ("work_from", "9:00"),
        ("work_to", "17:30"),
        ("note", "午後は\n休みたい"),
    ];
    let places = [("place_1_prefecture", "11"), ("place_1_municipality", "11222"), ("by_car", "yes")];
    let school = [("kind", "high"), ("name", "越谷高校"), ("state", "graduated")];
    let (own, listed) = ([("name", "漢字検定"), ("acquired_year", "平成２２")], [("code", "3501")]);
    let job = [
        ("company", "竹田商店"),
        ("employment", "regular"),
        ("occupation", "事務"),
        ("started_year", "2012"),
        ("started_month", "4"),
        ("employed", "on"),
        ("duties", "書類\n電話"),
    ];
    let sent: [(&str, &[(&str, &str)]); 9] = [
        ("/profile/disclosure", &[("disclosure", "open"), ("office_contact", "yes")]),
        ("/profile/work", &work),
        ("/profile/places", &places),
        ("/profile/disability", &[("kinds", "physical"), ("needs", "通院\n月に1回")]),
        ("/profile/introduction", &[("introduction", "よろしく\n\nお願いします")]),
        ("/profile/education/schools/new", &school),
        ("/profile/education/licences/new", &[&own[..], &[("acquired_month", "8")]].concat()),
        ("/profile/education/licences/new", &listed),
        ("/profile/career/new", &job),
    ];
    for (path, fields) in sent {
        let page = visitor.post(path, fields).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {:?}", page.errors());
    }
    let mut conn = site.store().read().await.unwrap();
    let details = conn.profile_details(account).await.unwrap();
    let mut forms: Vec<String> = ["basic", "disclosure", "work", "places", "disability", "introduction"]
        .map(|page| format!("/profile/{page}"))
        .into();
    let new = ["education/schools/new", "education/licences/new", "education/licences/new?code=3501"];
    forms.extend(new.map(|page| format!("/profile/{page}")));
    forms.push("/profile/career/new".to_owned());
    forms.extend(details.schools.iter().map(|it| format!("/profile/education/schools/{}", it.id)));
    forms.extend(details.licences.iter().map(|it| format!("/profile/education/licences/{}", it.id)));
    forms.extend(details.experiences.iter().map(|it| format!("/profile/career/{}", it.id)));
    assert_eq!(forms.len(), 14, "{forms:?}");
    forms
}

#[tokio::test]
async fn a_form_in_which_nothing_was_changed_leaves_nothing_behind() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        for path in has_everything(&mut visitor, &site, account).await {
            visitor.get(&path).await;
            let page = visitor.submit("戻る", &[]).await;
            assert!(path.starts_with(&format!("{}/", page.path)), "{path} leads back to {}", page.path);
            assert_eq!(waiting(&site, account).await, 0, "{path}, {}", site.name);
        }
    }
}

#[tokio::test]
async fn every_form_keeps_what_was_typed_and_its_lists_say_so() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let forms = has_everything(&mut visitor, &site, account).await;
        for path in forms {
            let typed = match visitor.get(&path).await.value_of("acquired_year").is_some() {
                true => ("acquired_year", "2001"),
                false => {
                    let texts = ["town", "note", "wage_yen", "needs", "introduction", "department", "reason"];
                    let field = texts.into_iter().find(|name| visitor.page().value_of(name).is_some());
                    field.map_or(("disclosure", "closed"), |field| (field, "途中"))
                }
            };
            let page = visitor.submit("戻る", &[typed]).await;
            assert!(page.says(MARK), "{path}: {}", page.path);
            assert!(visitor.get("/profile").await.says(MARK), "{path}");
            let page = visitor.get(&path).await;
            assert_eq!(page.texts("main [role=status]"), [NOTICE], "{path}, {}", site.name);
            assert!(page.body.contains(typed.1), "{path}");
            let page = visitor.submit(THROW_AWAY, &[]).await;
            assert!(page.path == path && !page.says(NOTICE), "{path} led to {}", page.path);
            assert!(!visitor.get("/profile").await.says(MARK), "{path}");
        }
    }
}

#[tokio::test]
async fn the_enter_key_saves_and_does_not_go_back() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        for path in has_everything(&mut visitor, &site, account).await {
            let page = visitor.get(&path).await;
            let form = r#"main form:has([name="go_back"])"#;
            let buttons = page.texts(&format!("{form} button"));
            let saves = buttons.last().unwrap();
            assert!(saves.starts_with("保存"), "{path}: {buttons:?}");
            assert_eq!(&buttons[0], saves, "{path}: the first button of the form is pressed by Enter");
            assert_eq!(page.attribute(&format!("{form} button"), "name"), None, "{path}");
            assert_eq!(&page.texts(".deeds button")[0], "戻る", "seen and reached in the same order");
        }
    }
}

#[tokio::test]
async fn after_the_page_was_opened_the_steps_keep_it_too() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        visitor.get("/profile/work").await;
        let page = visitor.submit("戻る", &[("希望の補足", "下書き")]).await;
        assert_eq!((page.path.as_str(), page.h1().as_str()), ("/profile", "求職情報"));
        assert_eq!(page.texts(".unsaved"), [MARK], "{}", site.name);
        let page = visitor.get("/profile/work").await;
        assert!(page.says(NOTICE) && page.body.contains("下書き"));
        visitor.submit("変更を保存する", &[]).await;
        assert!(visitor.page().says("下書き") && !visitor.page().says(MARK), "{}", site.name);
    }
}

#[tokio::test]
async fn what_a_counter_has_checked_is_no_part_of_what_was_typed() {
    for site in sites().await {
        let (mut visitor, account) = opened(&site).await;
        visitor.get(FORM).await;
        visitor.submit("戻る", &[]).await;
        assert_eq!(waiting(&site, account).await, 0, "{}", site.name);
        visitor.get(FORM).await;
        visitor.submit("戻る", &[("電話番号", "080-1111-2222")]).await;
        let page = visitor.get(FORM).await;
        assert!(page.says(NOTICE) && page.says("窓口 次郎"), "{}", page.text());
        site.letters().await;
    }
}

#[tokio::test]
async fn typed_back_to_what_is_saved_it_is_forgotten() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[]).await;
        let saved = visitor.get(FORM).await.value_of("telephone").unwrap();
        types_and_goes_back(&mut visitor).await;
        assert_eq!(waiting(&site, account).await, 1);
        visitor.get(FORM).await;
        let page = visitor.submit("戻る", &[("電話番号", &saved)]).await;
        assert!(!page.says(MARK), "{}", site.name);
        assert_eq!(waiting(&site, account).await, 0);
    }
}

#[tokio::test]
async fn a_window_in_which_nothing_was_typed_takes_nothing_from_another() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get(FORM).await;
        let mut second_window = visitor.clone();
        visitor.submit("戻る", &[("姓", "明日")]).await;
        second_window.submit("戻る", &[]).await;
        assert_eq!(waiting(&site, account).await, 1, "{}", site.name);
        assert_eq!(visitor.get(FORM).await.value_of("family_name").as_deref(), Some("明日"));
    }
}

#[tokio::test]
async fn what_was_refused_and_then_left_is_kept() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = send_basic(&mut visitor, &[("電話番号", "1")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.attribute("[name=saved_then]", "data-typed").is_some(), "it stands nowhere but here");
        visitor.submit("戻る", &[]).await;
        let page = visitor.get(FORM).await;
        assert_eq!(page.value_of("telephone").as_deref(), Some("1"), "{}", site.name);
        assert!(page.attribute("[name=saved_then]", "data-typed").is_none());
    }
}

#[tokio::test]
async fn a_picker_that_was_left_without_choosing_makes_nothing_look_unsaved() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        send_work(&mut visitor).await;
        visitor.get("/profile/work").await;
        visitor.submit("職種を選ぶ：希望職種2", &[]).await;
        let page = visitor.follow("選ばずに戻る").await;
        assert!(!page.says(NOTICE) && !visitor.get("/profile").await.says(MARK), "{}", site.name);
        visitor.get("/profile/work").await;
        visitor.submit("職種を選ぶ：希望職種2", &[("希望の補足", "下書き")]).await;
        assert!(visitor.get("/profile").await.says(MARK), "{}", site.name);
        assert!(visitor.get("/profile/work").await.says(NOTICE));
    }
}

#[tokio::test]
async fn another_licence_that_is_picked_goes_on_with_what_was_typed() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get("/profile/education/licences/new?code=3501").await;
        visitor.submit("戻る", &[("acquired_year", "2010")]).await;
        let page = visitor.follow("追加の続きを入力する").await;
        assert!(page.says("介護福祉士") && page.value_of("acquired_year").as_deref() == Some("2010"));
        let page = visitor.get("/profile/education/licences/new?code=3502").await;
        assert!(page.says("保育士") && !page.says("介護福祉士"), "{}", page.text());
        visitor.submit("保存する", &[("acquired_month", "8")]).await;
        let page = visitor.page();
        assert!(page.says("保育士") && page.says("2010年8月") && !page.says(MARK), "{}", page.text());
        assert_eq!(waiting(&site, account).await, 0, "{}", site.name);
    }
}

#[tokio::test]
async fn a_change_of_an_entry_that_is_deleted_is_forgotten() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let forms = has_everything(&mut visitor, &site, account).await;
        let school = forms.iter().find(|path| path.contains("schools/") && !path.ends_with("new")).unwrap();
        visitor.get(school).await;
        let mut second_window = visitor.clone();
        visitor.submit("戻る", &[("学部・学科", "途中")]).await;
        assert_eq!(waiting(&site, account).await, 1);
        visitor.get(&format!("{school}/delete")).await;
        visitor.submit("削除する", &[]).await;
        assert_eq!(waiting(&site, account).await, 0, "{}", site.name);
        let page = second_window.submit("戻る", &[("学部・学科", "途中")]).await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/profile/education"));
        assert_eq!(waiting(&site, account).await, 0, "there is no page any more on which it would stand");
    }
}

#[tokio::test]
async fn the_way_back_leads_to_a_page_above_and_nowhere_else() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        for target in [
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example",
            "/logout",
            "/",
            "",
            "/profile/basic",
            "/profile\r\nX: y",
        ] {
            let page = visitor.post(FORM, &[("family_name", "明日"), ("go_back", target)]).await;
            assert_eq!((page.status, page.header("location")), (StatusCode::BAD_REQUEST, ""), "{target:?}");
        }
        for path in
            ["//evil.example/x", "/profile/nothing", "/profile/career/00000000-0000-0000-0000-000000000000"]
        {
            let fields = "family_name=x&throw_away=yes";
            let request = Request::post(path)
                .header("host", "127.0.0.1:8080")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded");
            let page = visitor.raw(request.body(Body::from(fields)).unwrap()).await;
            assert!(["", path].contains(&page.header("location")), "{}", page.header("location"));
            assert!(!page.header("location").starts_with("//"), "{path}");
            goes_away(&mut visitor, path, "family_name=x", "same-origin").await;
        }
        assert_eq!(
            waiting(&site, account).await,
            0,
            "only pages that are there keep anything, {}",
            site.name
        );
    }
}

#[tokio::test]
async fn a_page_that_goes_away_keeps_it_too_but_not_for_another_site() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let page = goes_away(&mut visitor, FORM, "family_name=x", "cross-site").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert_eq!(waiting(&site, account).await, 0, "{}", site.name);
        let fields = "family_name=%E6%98%8E%E6%97%A5&password=Secret-1%23&login_key=3467";
        let page = goes_away(&mut visitor, FORM, fields, "same-origin").await;
        assert_eq!((page.status, page.body.as_str()), (StatusCode::NO_CONTENT, ""));
        let kept = site.store().read().await.unwrap().parked_forms(account, site.now() - hours(1)).await;
        let [(path, fields)] = &kept.unwrap()[..] else { panic!("one form waits") };
        assert_eq!((path.as_str(), fields.as_str()), (FORM, "family_name=%E6%98%8E%E6%97%A5"));
        let page = visitor.get(FORM).await;
        assert!(page.says(NOTICE) && page.value_of("family_name").as_deref() == Some("明日"));
    }
}

#[tokio::test]
async fn whose_session_had_ended_signs_in_first_and_finds_it() {
    for site in sites().await {
        let mut visitor = site.registered("a@example.jp").await;
        visitor.get(FORM).await;
        site.advance(minutes(31));
        let away = "family_name=%E6%98%A8%E6%97%A5&town=%E6%9D%B1";
        let page = goes_away(&mut visitor, FORM, away, "same-origin").await;
        assert_eq!(page.status, StatusCode::NO_CONTENT, "nobody looks at the answer");
        assert_eq!(kept_values(&site, &visitor).await, ["昨日", "東"], "{}", site.name);
        let page = visitor.submit("戻る", &[("姓", "明日")]).await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}", site.name);
        let login = [("ID（メールアドレス）", "a@example.jp"), ("パスワード", PASSWORD)];
        let page = visitor.submit("ログイン", &login).await;
        assert!(page.path == FORM && page.says(NOTICE), "{}", page.text());
        assert_eq!(page.value_of("family_name").as_deref(), Some("明日"));
        let mut stranger = site.visitor();
        let page = stranger.post(FORM, &[("family_name", "誰か"), ("go_back", "/profile")]).await;
        assert!(page.path.starts_with("/login?next=%2Fprofile%2Fbasic"), "{}", page.path);
    }
}

#[tokio::test]
async fn what_another_device_has_saved_meanwhile_is_not_overwritten_without_a_press() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[]).await;
        visitor.get(FORM).await;
        let mut elsewhere = signs_in(&site, account).await;
        send_basic(&mut elsewhere, &[("電話番号", "080-1111-2222")]).await;
        visitor.submit("戻る", &[("名", "変更")]).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().basic.unwrap();
        assert_eq!((saved.given_name.as_str(), saved.telephone.as_str()), ("勇気", "080-1111-2222"));
        assert!(elsewhere.get(FORM).await.says(NOTICE), "{}", site.name);
        let page = elsewhere.submit(THROW_AWAY, &[]).await;
        assert_eq!(page.value_of("telephone").as_deref(), Some("080-1111-2222"), "{}", site.name);
    }
}
