//! Seed 001, 2.1 アカウントを登録する: the sentences of its three screens.

use testkit::{key_in, sites};

use super::{says_all, way};

const EMAIL: &str = "sakura.tanaka@example.jp";

#[tokio::test]
async fn the_account_screen_says_who_may_register_here_and_how() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/register").await;
        assert_eq!(way(&page), "トップ>求職者マイページアカウント登録");
        says_all(
            &page,
            &[
                "ハローワークインターネットサービスから求職申込みの手続きを行う場合には、求職者マイページの開設が必要です。",
                "求職者マイページを開設するためには、アカウント登録を行う必要があります。",
                "ハローワークに求職登録をしたことがある方(※)で、求職者マイページの開設を希望する方は、このページからは登録ができませんので、最寄りのハローワークへご連絡ください。",
                "(※)おおむね過去5年以内(ただし、直近のハローワークの利用が平成28年度以前の場合を除く)。ご不明な場合は、ハローワークにお問い合わせください。",
                "雇用保険の受給手続きを行うためには、ハローワークへお越しいただく必要があります。",
                "ご入力いただいたメールアドレス宛に「アカウント仮登録完了通知」メールをお送りします。",
                "メール受信制限をされている方は、system@mail.hellowork.mhlw.go.jpからのメール受信を許可してください。",
                "中学・中等教育学校・高等学校在学中の方",
                "中学・中等教育学校・高等学校在学中(夜間・定時制及び通信制の生徒が通学しながら就職活動をする場合などを除く)の方は、求職者マイページをご利用いただけません。",
            ],
        );
        assert!(page.link("最寄りのハローワークを探す").is_some(), "and there is a way to it, {}", site.name);
    }
}

#[tokio::test]
async fn the_five_steps_say_what_happens_in_each() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/register").await;
        assert!(page.says("求職者マイページ開設手順"));
        let steps = [
            "メールアドレスの登録メールアドレスを入力すると、入力したメールアドレス宛にハローワークインターネットサービスから「アカウント仮登録完了通知」メールが届きます。",
            "パスワードの登録パスワードおよび「アカウント仮登録完了通知」メール記載の「認証キー」を入力します。(メール配信から50分以内)",
            "求職者マイページアカウント登録完了",
            "求職情報の登録続いて求職情報を登録します。(アカウント登録完了後14日以内)",
            "求職者マイページの開設求職情報の登録が完了すると、求職者マイページが開設され、求職者マイページの各種メニューをご利用いただけるようになります。",
        ];
        let shown: Vec<String> =
            page.texts("ol.steps > li").iter().map(|step| testkit::plain(step)).collect();
        assert_eq!(shown, steps.map(testkit::plain), "{}", site.name);
    }
}

#[tokio::test]
async fn the_form_says_what_to_read_and_tick() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/register").await;
        says_all(
            &page,
            &[
                "メールアドレスをアカウントとして登録",
                "登録フォームにメールアドレスを入力し、プライバシーポリシーと利用規約をご確認のうえ、「次へ進む」ボタンをクリックしてください。",
                "半角英数字記号100文字以内",
                "「プライバシーポリシー」「利用規約」に同意します",
                "最後までご確認いただくと、「同意します」へのチェックが可能になります。",
                "中学・中等教育学校・高等学校在学中(夜間・定時制及び通信制の生徒が通学しながら就職活動をする場合などを除く)ではありません",
            ],
        );
    }
}

#[tokio::test]
async fn the_password_screen_says_how_to_finish_and_what_to_do_without_a_mail() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        visitor.get("/register").await;
        let typed = [
            ("メールアドレス", EMAIL),
            ("メールアドレス（確認用）", EMAIL),
            ("に同意します", "on"),
            ("在学中", "on"),
        ];
        let page = visitor.submit("次へ進む", &typed).await;
        assert!(way(&page).starts_with("トップ>求職者マイページアカウント登録"), "{}", way(&page));
        says_all(
            &page,
            &[
                "マイページにログインする際に必要なパスワードを設定します。",
                "パスワードと「認証キー」(ハローワークインターネットサービスからの「アカウント仮登録完了通知」メールに記載された「認証キー」)を入力し、「完了」ボタンをクリックしてください(メール配信から50分以内)。",
                "しばらく経っても「アカウント仮登録完了通知」メールが届かない場合は、メール受信制限の設定内容とご登録いただいたメールアドレスが正しいかをご確認ください。",
                "system@mail.hellowork.mhlw.go.jpからのメール受信を許可し、",
                "はじめからアカウント登録をやり直してください。",
                "登録を完了する前に、この「パスワード登録」画面を閉じないでください。",
                "のすべてを含む8桁以上32桁以内で入力してください。",
                "@#$%&()*+-./:;<=>?",
            ],
        );
        assert_eq!(page.link("はじめからアカウント登録をやり直す").as_deref(), Some("/register"));
        let letter = site.letter(EMAIL, "アカウント仮登録完了通知").await;
        assert!(!page.body.contains(&key_in(&letter)), "the key is in the mail alone, {}", site.name);
    }
}

#[tokio::test]
async fn the_done_screen_says_what_comes_next_and_until_when() {
    for site in sites(seeker::router).await {
        let page = site.registered(EMAIL).await.get("/register/done").await;
        says_all(
            &page,
            &[
                "求職者マイページのアカウント登録(メールアドレスとパスワードの登録)が完了しました。",
                "続けて「求職情報を登録」ボタンをクリックし、求職情報を入力してください。",
                "アカウント登録完了後、14日以内に求職登録を行わないと、アカウントは無効となります",
            ],
        );
        assert_eq!(page.texts("a.to-bottom"), ["ページ最下部へ"], "{}", site.name);
    }
}

#[tokio::test]
async fn every_screen_of_it_ends_with_the_copyright_line() {
    for site in sites(seeker::router).await {
        for path in ["/", "/register", "/login"] {
            let page = site.visitor().get(path).await;
            assert_eq!(
                page.texts("footer .copyright"),
                [
                    "All rights reserved, Copyright (C) Employment Security Bureau, Ministry of Health, Labour and Welfare"
                ],
                "{path} {}",
                site.name
            );
            let logo = testkit::plain(&page.texts("a.logo").concat());
            assert_eq!(logo, "HelloWorkInternetServiceハローワークインターネットサービス", "{path}");
        }
    }
}
