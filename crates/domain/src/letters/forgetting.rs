//! Letters before something is erased.

use crate::{
    clock::{Date, japanese_date},
    forgetting::PAGE_YEARS,
    letters::{Letter, account::Sender},
    validity::Standing,
};

/// Subject of the letter and of the notice before a page is erased.
pub const PAGE_ERASURE: &str = "求職者マイページが消去されます";

/// The line in お知らせ for messages that vanish on these days, the earliest first.
pub fn messages_vanish_notice(days: &[(Date, u64)]) -> String {
    let count: u64 = days.iter().map(|(_, count)| count).sum();
    let first = days.first().map(|(day, _)| japanese_date(*day)).unwrap_or_default();
    let from = if days.len() > 1 { "から順に" } else { "に" };
    format!("メッセージ{count}件が、{first}{from}消去されます")
}

/// Whether the person can still read messages that vanish: メッセージ is closed while the registration is 無効.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VanishingMessages {
    /// They can be read.
    Open,
    /// They can be read once the person has set the registration back to 有効.
    AfterSwitchBack,
    /// Only an office can help.
    AtOffice,
}

impl VanishingMessages {
    /// What holds on a day for a registration; without one nothing is closed for being 無効.
    pub fn of(standing: Option<Standing>, today: Date) -> Self {
        match standing {
            Some(standing) if standing.is_in_force(today) => Self::Open,
            Some(standing) if standing.may_switch_back(today) => Self::AfterSwitchBack,
            Some(_) => Self::AtOffice,
            None => Self::Open,
        }
    }

    /// Where the person reads on.
    pub fn path(self) -> &'static str {
        match self {
            Self::Open => "/messages",
            Self::AfterSwitchBack | Self::AtOffice => "/settings/validity",
        }
    }

    /// What the person can do before they vanish.
    fn advice(self) -> &'static str {
        match self {
            Self::Open => "必要な内容は、その前に、次の画面で確認してください。",
            Self::AfterSwitchBack => {
                "求職登録が無効の間は、メッセージを見られません。必要なときは、消去される前に、求職登録を有効に戻してください。"
            }
            Self::AtOffice => {
                "求職登録が無効の間は、メッセージを見られません。必要なときは、消去される前に、利用安定所にご相談ください。"
            }
        }
    }
}

impl Sender<'_> {
    /// Told 14, 7 and 1 days before an account that left is erased.
    pub fn erasure_warning(&self, to: &str, days_left: i64, last_day: Date) -> Letter {
        let text = format!(
            "退会したアカウントの情報が、まもなく消去されます。\n\n\
             再登録ができる最後の日：{}（あと{days_left}日）\n\n\
             利用を再開したいときは、この日までに、「アカウントを再登録」から手続きをしてください。以前のメールアドレスとパスワードを使います。\n{}/reopen\n\n\
             この日を過ぎると、求職情報、お気に入りの求人、保存した検索条件、メッセージなどは、すべて消去され、元に戻せません。\n\
             利用を再開しないときは、何もする必要はありません。",
            japanese_date(last_day),
            self.base_url
        );
        self.letter(to, "退会したアカウントの消去のお知らせ", &text)
    }

    /// Told 14, 7 and 1 days before a page that was 無効 for five years is erased.
    pub fn page_warning(&self, to: &str, days_left: i64, last_day: Date) -> Letter {
        let text = format!(
            "求職登録が無効になってから{PAGE_YEARS}年がたつため、求職者マイページと登録した情報が、まもなく消去されます。\n\n\
             最後の日：{}（あと{days_left}日）\n\n\
             この日を過ぎると、求職情報、お気に入りの求人、保存した検索条件、メッセージなどは、すべて消去され、元に戻せません。\n\
             これからも利用したいときは、この日までに、ハローワークに再求職申込みをご相談ください。\n\
             登録した内容は、次の画面からログインして確認できます。\n{}/login\n\n\
             利用しないときは、何もする必要はありません。",
            japanese_date(last_day),
            self.base_url
        );
        self.letter(to, PAGE_ERASURE, &text)
    }

    /// Told 14, 7 and 1 days before messages vanish: how many on which days, the earliest first, and nothing else
    /// of them.
    pub fn messages_vanish(&self, to: &str, days: &[(Date, u64)], reach: VanishingMessages) -> Letter {
        let lines: Vec<String> =
            days.iter().map(|(day, count)| format!("{}：{count}件", japanese_date(*day))).collect();
        let text = format!(
            "送受信から1年がたつメッセージを消去します。消去する日と件数は、次のとおりです。\n\n{}\n\n\
             消去されたメッセージは、元に戻せません。\n{}\n{}{}",
            lines.join("\n"),
            reach.advice(),
            self.base_url,
            reach.path()
        );
        self.letter(to, "メッセージがまもなく消去されます", &text)
    }

    /// Told when such a page was erased.
    pub fn page_erased(&self, to: &str) -> Letter {
        let text = format!(
            "求職登録が無効になってから{PAGE_YEARS}年以内に再求職申込みがなかったため、求職者マイページと登録した情報を消去しました。\n\n\
             求職者マイページをもう一度利用したいときは、はじめからアカウントを登録するか、最寄りのハローワークにご相談ください。\n{}/",
            self.base_url
        );
        self.letter(to, "求職者マイページを消去しました", &text)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };

    #[test]
    fn how_many_messages_vanish_on_which_days_is_said() {
        let days = [(date(2027, 11, 21), 2), (date(2027, 11, 22), 1)];
        assert_eq!(messages_vanish_notice(&days), "メッセージ3件が、2027年11月21日から順に消去されます");
        assert_eq!(messages_vanish_notice(&days[..1]), "メッセージ2件が、2027年11月21日に消去されます");
        let letter = SENDER.messages_vanish("a@example.jp", &days, VanishingMessages::Open);
        assert!(letter.body.contains("2027年11月21日：2件\n2027年11月22日：1件\n"), "{}", letter.body);
        assert!(letter.body.contains("https://mypage.example/messages"));
    }

    #[test]
    fn who_is_invalid_is_told_how_to_reach_the_messages_before_they_vanish() {
        let standing = Standing { valid_until: date(2026, 11, 30), switched_off_on: None };
        let off = Standing { switched_off_on: Some(date(2026, 11, 20)), ..standing };
        for (standing, today, advice, path) in [
            (standing, date(2026, 11, 30), "次の画面で確認", "/messages"),
            (standing, date(2026, 12, 1), "有効に戻してください", "/settings/validity"),
            (standing, date(2027, 12, 1), "有効に戻してください", "/settings/validity"),
            (standing, date(2027, 12, 2), "利用安定所にご相談ください", "/settings/validity"),
            (off, date(2026, 11, 20), "有効に戻してください", "/settings/validity"),
        ] {
            let reach = VanishingMessages::of(Some(standing), today);
            assert_eq!(reach.path(), path, "{today}");
            let letter = SENDER.messages_vanish("a@example.jp", &[(today, 1)], reach);
            assert!(letter.body.contains(advice), "{}", letter.body);
            assert!(letter.body.contains(&format!("https://mypage.example{path}")), "{}", letter.body);
        }
        assert_eq!(VanishingMessages::of(None, date(2026, 11, 30)), VanishingMessages::Open);
    }
}
