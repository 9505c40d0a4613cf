//! Seeds 002 and 003: the leaflet's steps and rules as far as they are told now, and whom to ask.

use testkit::sites;

use super::says_all;

#[tokio::test]
async fn the_help_desk_stands_on_every_page_and_whole_on_its_own() {
    for site in sites(seeker::router).await {
        for path in ["/", "/login", "/register", "/nowhere"] {
            let desk = site.visitor().get(path).await.texts(".help-desk").concat();
            assert!(desk.contains("0570-077450") && desk.contains("9:30～18:00"), "{path} {}", site.name);
        }
        says_all(
            &site.visitor().get("/contact").await,
            &[
                "0570-077450",
                "月～金曜日 9:30～18:00（年末年始、祝日を除く）",
                "ナビダイヤルのため、通話料がかかります。",
                "ご利用の電話回線によっては、接続できない場合があります。",
                "helpdesk@hd.hellowork.mhlw.go.jp",
            ],
        );
    }
}

#[tokio::test]
async fn the_opening_for_people_of_the_counter_tells_the_steps_of_the_leaflet_in_order() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/opening").await;
        let steps = page.texts("ol.steps > li");
        let order = [
            "窓口でメールアドレスを登録する",
            "「ハローワークをご利用中の方のマイページ開設」を選ぶ",
            "「同意します」にチェックを付けます",
            "メールアドレスと生年月日（西暦）を入力する",
            "「パスワード登録申込受付通知」メールが届きます。認証キーは、メールの配信から50分で無効になります",
            "パスワードと認証キーを入力する",
            "「完了」ボタンを押すと、求職者マイページが開設されます",
        ];
        assert_eq!(steps.len(), order.len(), "{}", site.name);
        for (step, words) in steps.iter().zip(order) {
            assert!(step.contains(words), "{words} in {step}");
        }
        says_all(
            &page,
            &["system@mail.hellowork.mhlw.go.jp", "8桁以上32桁以内", "@ # $ % & ( ) * + - . / : ; < = > ?"],
        );
    }
}

#[tokio::test]
async fn the_terms_hold_the_rules_of_the_leaflet() {
    for site in sites(seeker::router).await {
        says_all(
            &site.visitor().get("/terms").await,
            &[
                "求人情報の検索、求職申込みなど、仕事探しに必要なサービスを提供します。",
                "メールアドレスとパスワードは、利用者が自分の責任で管理してください。",
                "他の人に教えること、貸すこと、譲ることはできません。",
                "求職登録が無効になると、マイページの一部の機能を利用できません。",
                "ハローワークの業務を著しく妨げること。",
                "求職者マイページを「利用不可」とすることがあります。",
                "連絡なく面接に参加しなかったとの報告が3か月で5件以上になると、一部の機能の利用を制限します。",
                "制限を解くには、ハローワークにお越しいただく必要があります。",
                "「求職者情報・設定」からいつでも退会できます。",
                "求職登録が無効になった日から5年以内に再び求職申込みがない場合は、求職者マイページと登録した情報を消去します。",
                "メッセージは、送信または受信から1年で消去します。",
            ],
        );
    }
}
