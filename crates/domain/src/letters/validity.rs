//! Letters about the validity of a registration.

use crate::{
    clock::{Date, japanese_date},
    letters::{Letter, account::Sender},
    validity::{ExtendingDeed, Validity},
};

impl Sender<'_> {
    /// Told 30, 14, 3 and 0 days before the registration ends; after it where the service was away that day.
    pub fn validity_reminder(&self, to: &str, valid: Validity, last_day: Date) -> Letter {
        let last_day = japanese_date(last_day);
        let subject = validity_reminder_subject(valid);
        let text = match valid {
            Validity::Valid { .. } => format!(
                "求職登録の有効期限が近づいています。\n\n\
                 有効期限：{last_day}（{}）\n\n\
                 有効期限の月に、ハローワークで相談や紹介を受けるか、オンライン自主応募をすると、有効期限が1か月延びます。\n\
                 有効期限を過ぎると、求職登録は無効になり、マイページ内での求人検索やメッセージなど、一部の機能を利用できなくなります。\n\
                 登録した内容は消えません。無効になった後も、12か月以内は、マイページから有効に戻せます。\n\n\
                 次の画面で、有効期限を確認できます。\n{}/settings/validity",
                valid.in_words(),
                self.base_url
            ),
            Validity::Expired { .. } => format!(
                "求職登録の有効期限が過ぎ、求職登録は無効になりました。\n\n\
                 有効期限：{last_day}（{}）\n\n\
                 マイページ内での求人検索やメッセージなど、一部の機能を利用できません。登録した内容は消えていません。\n\
                 12か月以内は、次の画面から有効に戻せます。\n{}/settings/validity",
                valid.in_words(),
                self.base_url
            ),
        };
        self.letter(to, subject, &text)
    }

    /// Told after a deed in its last month has lengthened the registration by a month.
    pub fn validity_extended(&self, to: &str, deed: ExtendingDeed, valid_until: Date) -> Letter {
        let text = format!(
            "{}により、求職登録の有効期限が1か月延びました。\n\n新しい有効期限：{}\n\n\
             次の画面で、有効期限を確認できます。\n{}/settings/validity",
            deed.name(),
            japanese_date(valid_until),
            self.base_url
        );
        self.letter(to, VALIDITY_EXTENDED, &text)
    }

    /// Told after the person set the registration to 無効.
    pub fn switched_off(&self, to: &str, last_day_to_switch_back: Date) -> Letter {
        let text = format!(
            "求職登録を無効にしました。\n\n\
             マイページ内での求人検索やメッセージなど、一部の機能を利用できなくなりました。登録した内容は消えていません。\n\
             {}までは、次の画面から有効に戻せます。それより後は、ハローワークにご相談ください。\n{}/settings/validity\n\n\
             お心当たりのない場合は、ほかの人が操作した可能性があります。新しいパスワードを登録してください。\n{1}/password-reset",
            japanese_date(last_day_to_switch_back),
            self.base_url
        );
        self.letter(to, SWITCHED_OFF, &text)
    }

    /// Told after the person or an office set the registration back to 有効.
    pub fn switched_on(&self, to: &str, valid_until: Date) -> Letter {
        let text = format!(
            "求職登録を有効にしました。\n\n新しい有効期限：{}\n\n次の画面からログインしてご利用ください。\n{}/login",
            japanese_date(valid_until),
            self.base_url
        );
        self.letter(to, SWITCHED_ON, &text)
    }
}

/// Subject of the letter and of the notice after a deed that lengthened the registration.
pub const VALIDITY_EXTENDED: &str = "求職登録の有効期限が延びました";
/// Subject of the letter and of the notice after switching to 無効.
pub const SWITCHED_OFF: &str = "求職登録を無効にしました";
/// Subject of the letter and of the notice after switching back to 有効.
pub const SWITCHED_ON: &str = "求職登録を有効にしました";

/// Subject of the letter and of the notice before the end, and after it.
pub fn validity_reminder_subject(valid: Validity) -> &'static str {
    match valid {
        Validity::Valid { days_left: 0 } => "求職登録の有効期限は今日までです",
        Validity::Valid { .. } => "求職登録の有効期限が近づいています",
        Validity::Expired { .. } => "求職登録の有効期限が過ぎました",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::notice::NoticeKind;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };

    #[test]
    fn a_reminder_says_the_last_day_the_days_left_and_where_to_go() {
        let letter =
            SENDER.validity_reminder("a@example.jp", Validity::Valid { days_left: 14 }, date(2027, 1, 31));
        assert!(letter.body.contains("2027年01月31日（残り14日）"));
        assert!(letter.body.contains("https://mypage.example/settings/validity"));
        let last =
            SENDER.validity_reminder("a@example.jp", Validity::Valid { days_left: 0 }, date(2027, 1, 31));
        assert_eq!(last.subject, "求職登録の有効期限は今日までです");
        let late =
            SENDER.validity_reminder("a@example.jp", Validity::Expired { days_ago: 2 }, date(2027, 1, 31));
        assert!(late.body.contains("2日前に終了") && late.subject.contains("過ぎました"));
    }

    #[test]
    fn what_has_lengthened_it_and_to_which_day_is_told() {
        let letter = SENDER.validity_extended("a@example.jp", ExtendingDeed::Consultation, date(2027, 2, 28));
        assert!(letter.body.contains("ハローワークでの相談により、求職登録の有効期限が1か月延びました"));
        assert!(letter.body.contains("新しい有効期限：2027年02月28日"));
    }

    #[test]
    fn the_way_to_stop_is_said_at_the_end() {
        let letter = SENDER.switched_on("a@example.jp", date(2027, 1, 31));
        let stoppable =
            letter.with_way_to_stop(NoticeKind::Validity, "https://mypage.example/notices/stop/x");
        assert!(stoppable.body.starts_with(&letter.body));
        assert!(stoppable.body.contains("「求職登録の有効期限」のお知らせメールが不要なときは"));
        assert!(stoppable.body.ends_with("https://mypage.example/notices/stop/x\n"));
    }
}
