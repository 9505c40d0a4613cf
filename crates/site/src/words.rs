//! The office's own terms in plain words (やさしい日本語). A page lists those that stand on it, one press away
//! from its top; `/words` lists all.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::ruby;

/// A term and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its place on a page, in small Latin letters and hyphens.
    pub id: &'static str,
    /// As it stands on the pages; the first is its name.
    pub terms: &'static [&'static str],
    /// The name with its reading ([`crate::ruby`]).
    pub heading: &'static str,
    /// What it means, in short sentences, with readings.
    pub meaning: &'static str,
}

impl Word {
    /// The name with its reading, for `|safe`.
    pub fn name(&self) -> String {
        ruby::escaped(self.heading)
    }

    /// The meaning with its readings, for `|safe`.
    pub fn explained(&self) -> String {
        ruby::escaped(self.meaning)
    }
}

/// Where `base.html` leaves room for the way to the words of a page.
const WAY: &str = "<!--way to the words-->";
/// Where `base.html` leaves room for the words themselves.
const PLACE: &str = "<!--words-->";

static TERMS: LazyLock<Vec<(&str, usize)>> = LazyLock::new(|| {
    let terms = |(number, word): (usize, &'static Word)| word.terms.iter().map(move |term| (*term, number));
    WORDS.iter().enumerate().flat_map(terms).collect()
});

static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let terms = TERMS.iter().map(|(term, _)| term);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(terms).ok()
});

/// Stands for the words on a page that is too long for them: the way leads to all of them.
const ELSEWHERE: &str = "<!--words elsewhere-->";

/// Puts the words that stand in the content of a page below it, and a way to them above it.
pub(crate) fn explain(html: String) -> String {
    if html.contains(ELSEWHERE) {
        let page = html.replacen(WAY, &way_to("/words"), 1);
        return page.replacen(ELSEWHERE, "", 1);
    }
    let Some(place) = html.find(PLACE) else { return html };
    let from = html.find("<main").unwrap_or(place).min(place);
    // A term may be written in parts, each with its reading.
    let found = on(&ruby::words(&html[from..place]));
    if found.is_empty() {
        return html;
    }
    let (before, after) = html.split_at(place);
    let mut page = before.replacen(WAY, &way_to("#words-list"), 1);
    page.push_str("<details class=\"fold words no-print\"><summary>このページのことばの｜説明《せつめい》（やさしい｜日本語《にほんご》）");
    page.push_str("</summary><div class=\"fold__body\"><dl class=\"words__list\" id=\"words-list\">");
    for word in found {
        page.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>", word.name(), word.explained()));
    }
    page.push_str("</dl><p><a href=\"/words\">ことばの｜説明《せつめい》を｜全部《ぜんぶ》｜見《み》る</a></p></div></details>");
    page.push_str(after);
    page
}

/// The way to the words.
fn way_to(href: &str) -> String {
    format!("<a class=\"to-words\" href=\"{href}\">ことばの｜説明《せつめい》</a>")
}

/// The words that stand in a text, in the order of [`WORDS`].
fn on(text: &str) -> Vec<&'static Word> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let mut stands = vec![false; WORDS.len()];
    for found in finder.find_iter(text) {
        stands[TERMS[found.pattern().as_usize()].1] = true;
    }
    WORDS.iter().zip(stands).filter_map(|(word, stands)| stands.then_some(word)).collect()
}

macro_rules! words {
    ($($id:literal, [$($term:literal),+], $heading:literal, $meaning:literal;)+) => {
        /// Every explained term, by subject.
        pub const WORDS: &[Word] =
            &[$(Word { id: $id, terms: &[$($term),+], heading: $heading, meaning: $meaning }),+];
    };
}

words! {
    "hello-work", ["ハローワーク", "公共職業安定所"], "ハローワーク（｜公共職業安定所《こうきょうしょくぎょうあんていじょ》）",
        "｜国《くに》が｜作《つく》った、｜仕事《しごと》を｜探《さが》すためのところです。お｜金《かね》はかかりません。";
    "seeker", ["求職者"], "｜求職者《きゅうしょくしゃ》", "｜仕事《しごと》を｜探《さが》している｜人《ひと》です。";
    "application-for-work", ["求職申込み"], "｜求職申込《きゅうしょくもうしこ》み",
        "「｜仕事《しごと》を｜探《さが》しています」と、ハローワークに｜申《もう》し｜込《こ》むことです。";
    "registration", ["求職登録"], "｜求職登録《きゅうしょくとうろく》",
        "｜仕事《しごと》を｜探《さが》す｜人《ひと》として、ハローワークに｜登録《とうろく》していることです。";
    "profile", ["求職情報"], "｜求職情報《きゅうしょくじょうほう》",
        "あなたの｜名前《なまえ》、｜住所《じゅうしょ》、したい｜仕事《しごと》などの｜情報《じょうほう》です。";
    "number", ["求職番号"], "｜求職番号《きゅうしょくばんごう》",
        "あなたの｜番号《ばんごう》です。ハローワークの｜窓口《まどぐち》で｜使《つか》います。";
    "disclosure", ["求職情報公開", "求職公開状況", "求職公開"], "｜求職情報《きゅうしょくじょうほう》｜公開《こうかい》",
        "あなたの｜情報《じょうほう》を、｜人《ひと》を｜探《さが》している｜会社《かいしゃ》に｜見《み》せることです。｜名前《なまえ》や｜連絡先《れんらくさき》は｜見《み》せません。";
    "provision", ["求職情報提供"], "｜求職情報《きゅうしょくじょうほう》｜提供《ていきょう》",
        "あなたの｜情報《じょうほう》を、｜仕事《しごと》を｜紹介《しょうかい》する｜会社《かいしゃ》や｜市役所《しやくしょ》などに｜見《み》せることです。｜名前《なまえ》や｜連絡先《れんらくさき》は｜見《み》せません。";
    "office", ["利用安定所"], "｜利用安定所《りようあんていじょ》",
        "あなたが｜使《つか》うハローワークです。｜住所《じゅうしょ》の｜郵便番号《ゆうびんばんごう》で｜決《き》まります。";
    "counter", ["窓口"], "｜窓口《まどぐち》",
        "ハローワークの｜中《なか》で、｜係《かかり》の｜人《ひと》と｜話《はな》すところです。";
    "slip", ["ハローワーク受付票", "受付票"], "ハローワーク｜受付票《うけつけひょう》",
        "ハローワークの｜窓口《まどぐち》で｜見《み》せるカードです。あなたの｜番号《ばんごう》が｜書《か》いてあります。";
    "code", ["2次元バーコード"], "2｜次元《じげん》バーコード",
        "｜四角《しかく》い｜模様《もよう》です。｜機械《きかい》で｜読《よ》むと、｜番号《ばんごう》やページの｜場所《ばしょ》が｜分《わ》かります。";
    "valid", ["有効期限"], "｜有効期限《ゆうこうきげん》", "｜使《つか》うことができる｜最後《さいご》の｜日《ひ》です。";
    "invalid", ["無効"], "｜無効《むこう》", "｜今《いま》は｜使《つか》うことができないことです。";
    "online-person", ["オンライン登録者"], "オンライン｜登録者《とうろくしゃ》",
        "インターネットだけで｜登録《とうろく》した｜人《ひと》です。";
    "office-person", ["利用登録者"], "｜利用登録者《りようとうろくしゃ》",
        "ハローワークの｜窓口《まどぐち》で｜登録《とうろく》した｜人《ひと》です。";
    "posting", ["求人"], "｜求人《きゅうじん》",
        "「｜働《はたら》く｜人《ひと》を｜探《さが》しています」という、｜会社《かいしゃ》のお｜知《し》らせです。";
    "employer", ["求人者"], "｜求人者《きゅうじんしゃ》", "｜働《はたら》く｜人《ひと》を｜探《さが》している｜会社《かいしゃ》や｜店《みせ》です。";
    "establishment", ["事業所"], "｜事業所《じぎょうしょ》", "｜会社《かいしゃ》、｜店《みせ》、｜工場《こうじょう》など、｜仕事《しごと》をするところです。";
    "posting-number", ["求人番号"], "｜求人番号《きゅうじんばんごう》",
        "｜求人《きゅうじん》1つ1つについている｜番号《ばんごう》です。";
    "posting-kind", ["求人区分"], "｜求人区分《きゅうじんくぶん》",
        "｜求人《きゅうじん》の｜種類《しゅるい》です。フルタイムやパートなどがあります。";
    "posting-disclosure", ["公開範囲"], "｜公開範囲《こうかいはんい》",
        "｜会社《かいしゃ》の｜名前《なまえ》などを、だれに｜見《み》せるかです。";
    "deadline", ["応募期限日", "紹介期限日"], "｜応募期限日《おうぼきげんび》（｜紹介期限日《しょうかいきげんび》）",
        "その｜求人《きゅうじん》に｜申《もう》し｜込《こ》むことができる｜最後《さいご》の｜日《ひ》です。";
    "occupation", ["職種"], "｜職種《しょくしゅ》", "｜仕事《しごと》の｜種類《しゅるい》です。";
    "employment", ["雇用形態"], "｜雇用形態《こようけいたい》",
        "｜働《はたら》き｜方《かた》の｜種類《しゅるい》です。｜正社員《せいしゃいん》、パートなどがあります。";
    "permanent", ["正社員"], "｜正社員《せいしゃいん》",
        "｜期間《きかん》を｜決《き》めないで、その｜会社《かいしゃ》で｜働《はたら》く｜人《ひと》です。";
    "dispatch", ["派遣労働者", "派遣"], "｜派遣《はけん》",
        "｜派遣会社《はけんがいしゃ》にやとわれて、ほかの｜会社《かいしゃ》で｜働《はたら》くことです。";
    "workplace", ["就業場所", "勤務地"], "｜就業場所《しゅうぎょうばしょ》（｜勤務地《きんむち》）", "｜働《はたら》くところです。";
    "hours", ["就業時間"], "｜就業時間《しゅうぎょうじかん》", "｜働《はたら》く｜時間《じかん》です。";
    "overtime", ["時間外労働"], "｜時間外労働《じかんがいろうどう》", "｜決《き》まった｜時間《じかん》より｜長《なが》く｜働《はたら》くことです。";
    "discretionary-hours", ["裁量労働制"], "｜裁量労働制《さいりょうろうどうせい》",
        "｜働《はたら》く｜時間《じかん》の｜決《き》め｜方《かた》を、｜働《はたら》く｜人《ひと》にまかせるやり｜方《かた》です。";
    "changing-hours", ["変形労働時間制"], "｜変形《へんけい》｜労働《ろうどう》｜時間制《じかんせい》",
        "｜日《ひ》や｜週《しゅう》によって、｜働《はたら》く｜時間《じかん》が｜変《か》わることです。";
    "fixed-overtime-pay", ["固定残業代"], "｜固定残業代《こていざんぎょうだい》",
        "｜決《き》まった｜時間《じかん》より｜長《なが》く｜働《はたら》く｜分《ぶん》として、はじめから｜決《き》まっているお｜金《かね》です。";
    "wage", ["賃金"], "｜賃金《ちんぎん》", "｜働《はたら》いてもらうお｜金《かね》です。";
    "two-days", ["週休二日制"], "｜週休二日制《しゅうきゅうふつかせい》", "1｜週間《しゅうかん》に｜2日《ふつか》、｜休《やす》みがあることです。「｜毎週《まいしゅう》」でないときは、｜2日《ふつか》｜休《やす》めない｜週《しゅう》もあります。";
    "holidays", ["年間休日数"], "｜年間休日数《ねんかんきゅうじつすう》", "1｜年《ねん》の｜休《やす》みの｜日《ひ》の｜数《かず》です。";
    "trial", ["トライアル雇用"], "トライアル｜雇用《こよう》", "はじめの｜少《すこ》しの｜間《あいだ》、ためしに｜働《はたら》くことです。";
    "turn", ["UIJターン"], "UIJターン", "｜大《おお》きな｜町《まち》から、ふるさとや｜地方《ちほう》に｜移《うつ》って｜働《はたら》くことです。";
    "apply", ["応募"], "｜応募《おうぼ》", "「ここで｜働《はたら》きたいです」と｜申《もう》し｜込《こ》むことです。";
    "self-application", ["オンライン自主応募"], "オンライン｜自主応募《じしゅおうぼ》",
        "ハローワークの｜紹介《しょうかい》を｜受《う》けないで、インターネットで｜自分《じぶん》で｜応募《おうぼ》することです。";
    "referral", ["紹介"], "｜紹介《しょうかい》",
        "ハローワークが、あなたを｜会社《かいしゃ》に｜紹介《しょうかい》することです。";
    "referral-letter", ["紹介状"], "｜紹介状《しょうかいじょう》",
        "ハローワークが｜出《だ》す｜手紙《てがみ》です。「この｜人《ひと》を｜紹介《しょうかい》します」と｜書《か》いてあります。｜会社《かいしゃ》に｜出《だ》します。";
    "online-referral", ["オンラインハローワーク紹介"], "オンラインハローワーク｜紹介《しょうかい》",
        "ハローワークがすすめる｜求人《きゅうじん》に、インターネットで｜応募《おうぼ》できることです。";
    "request", ["リクエスト求人", "直接リクエスト", "リクエスト"], "リクエスト",
        "｜会社《かいしゃ》から、あなたに「｜応募《おうぼ》しませんか」と｜連絡《れんらく》することです。";
    "insurance", ["雇用保険"], "｜雇用保険《こようほけん》",
        "｜仕事《しごと》をやめたときなどに、お｜金《かね》をもらうことができる｜国《くに》の｜保険《ほけん》です。";
    "education", ["学歴"], "｜学歴《がくれき》", "｜通《かよ》った｜学校《がっこう》のことです。";
    "career", ["職歴", "経歴"], "｜経歴《けいれき》・｜職歴《しょくれき》", "｜今《いま》までにした｜仕事《しごと》のことです。";
    "licence", ["免許・資格", "資格"], "｜免許《めんきょ》・｜資格《しかく》",
        "「この｜仕事《しごと》ができます」と｜認《みと》められたことです。｜運転免許《うんてんめんきょ》などがあります。";
    "introduction", ["自己PR"], "｜自己《じこ》PR", "あなたのよいところや、できることを｜書《か》くものです。";
    "account", ["アカウント"], "アカウント", "マイページを｜使《つか》うための｜登録《とうろく》です。メールアドレスとパスワードで｜使《つか》います。";
    "key", ["認証キー"], "｜認証《にんしょう》キー",
        "メールで｜届《とど》く、｜一回《いっかい》だけ｜使《つか》う｜文字《もじ》です。あなたのメールアドレスだと｜確《たし》かめるために｜使《つか》います。";
    "one-time-password", ["ワンタイムパスワード"], "ワンタイムパスワード", "｜一回《いっかい》だけ｜使《つか》う｜番号《ばんごう》です。";
    "authenticator", ["認証アプリ"], "｜認証《にんしょう》アプリ",
        "スマートフォンのアプリです。ログインに｜使《つか》う｜番号《ばんごう》を｜出《だ》します。";
    "recovery-code", ["回復コード"], "｜回復《かいふく》コード",
        "スマートフォンをなくしたときなどに、ログインするための｜文字《もじ》です。｜紙《かみ》に｜書《か》いておきます。";
    "passkey", ["パスキー"], "パスキー",
        "パスワードを｜入《い》れないで、｜指《ゆび》や｜顔《かお》などでログインする｜方法《ほうほう》です。";
    "portal", ["マイナポータル"], "マイナポータル",
        "マイナンバーカードを｜使《つか》う、｜国《くに》のホームページです。";
    "card", ["マイナンバーカード"], "マイナンバーカード",
        "あなたの｜名前《なまえ》や｜番号《ばんごう》が｜書《か》いてあるカードです。｜市役所《しやくしょ》などで｜作《つく》ります。";
    "login", ["ログイン"], "ログイン", "メールアドレスとパスワードを｜入《い》れて、あなたのページを｜開《ひら》くことです。";
    "logout", ["ログアウト"], "ログアウト", "あなたのページを｜閉《と》じることです。ほかの｜人《ひと》に｜見《み》られなくなります。";
    "leave", ["退会"], "｜退会《たいかい》", "マイページを｜使《つか》うことをやめることです。";
    "favourite", ["お気に入り"], "お｜気《き》に｜入《い》り", "あとでもう｜一度《いちど》｜見《み》るために、とっておいた｜求人《きゅうじん》です。";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn page(content: &str) -> String {
        explain(format!("<header>{WAY}窓口</header><main>{content}</main>{PLACE}<footer>退会</footer>"))
    }

    #[test]
    fn a_page_explains_the_terms_of_its_content_and_no_others() {
        let page = page("<p>求職番号と受付票</p>");
        assert!(page.contains("href=\"#words-list\"") && page.contains("id=\"words-list\""));
        for (term, stands) in [("｜求職番号《", true), ("｜受付票《", true), ("｜退会《", false)]
        {
            assert_eq!(page.contains(term), stands, "{term}");
        }
    }

    #[test]
    fn a_term_that_is_written_in_parts_with_readings_is_the_term() {
        let page =
            page("<p>｜求職《きゅうしょく》｜登録《とうろく》の｜応募《おうぼ》｜期限日《きげんび》</p>");
        for id in ["｜求職登録《", "｜応募期限日《"] {
            assert!(page.contains(id), "{id}");
        }
    }

    #[test]
    fn the_longest_term_counts() {
        let ids = |text: &str| on(text).iter().map(|word| word.id).collect::<Vec<_>>();
        assert_eq!(ids("求人番号"), ["posting-number"]);
        assert_eq!(ids("求人者からの求人"), ["posting", "employer"]);
        assert_eq!(ids("オンライン自主応募"), ["self-application"]);
    }

    #[test]
    fn a_page_that_is_too_long_for_them_leads_to_the_page_of_all_words() {
        let page = explain(format!("<header>{WAY}</header><main>求職番号{ELSEWHERE}</main>"));
        assert_eq!(
            page,
            "<header><a class=\"to-words\" href=\"/words\">ことばの｜説明《せつめい》</a></header><main>求職番号</main>"
        );
    }

    #[test]
    fn a_page_without_terms_stays_as_it_is() {
        let page = page("<p>こんにちは</p>");
        assert!(!page.contains("words-list"), "{page}");
        assert_eq!(explain("<p>求人</p>".to_owned()), "<p>求人</p>", "as does what has no place for them");
    }

    #[test]
    fn every_term_stands_once_and_every_kanji_of_an_explanation_has_its_reading() {
        let kanji = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c == '々');
        let mut seen = HashSet::new();
        for word in WORDS {
            assert!(seen.insert(word.id), "{}", word.id);
            for term in word.terms {
                assert!(seen.insert(term), "{term}");
            }
            for text in [word.heading, word.meaning] {
                let mut without = String::new();
                let mut rest = text;
                while let Some((before, after)) = rest.split_once('｜') {
                    without.push_str(before);
                    rest = after.split_once('》').map_or("", |(_, after)| after);
                }
                without.push_str(rest);
                assert!(!kanji(&without), "{without}");
            }
        }
    }
}
