//! The letter about new postings that fit saved searches.

use crate::{
    letters::{Letter, account::Sender},
    matches::NewMatches,
};

impl Sender<'_> {
    /// Told at most once a day. Names and numbers only: a mail may be read over a shoulder, and employers are not
    /// named where the person may not know them. The subject does not even say the name of the search.
    pub fn new_matches(&self, to: &str, found: &[NewMatches]) -> Letter {
        let lines: Vec<String> = found
            .iter()
            .filter(|one| one.count > 0)
            .map(|one| format!("「{}」：{}件", one.name, one.count))
            .collect();
        let text = format!(
            "保存した検索条件に合う、新しい求人があります。\n\n\
             {}\n\n\
             次の画面からログインして、確認できます。\n{url}/notices\n\n\
             件数は、このお知らせを作ったときのものです。求人の掲載が終わると、件数は減ります。\n\
             このお知らせは、1日に1回まで届きます。検索条件は、次の画面から変更や削除ができます。\n{url}/search/saved",
            lines.join("\n"),
            url = self.base_url
        );
        self.letter(to, "保存した検索条件に合う新しい求人があります", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_says_names_and_numbers_and_where_to_look_and_its_subject_says_no_name() {
        let sender = Sender { base_url: "https://mypage.example" };
        let found = [
            NewMatches { name: "夜勤なし".into(), count: 3 },
            NewMatches { name: "事務".into(), count: 0 },
            NewMatches { name: "駅から近い".into(), count: 1 },
        ];
        let letter = sender.new_matches("a@example.jp", &found);
        assert!(letter.body.contains("「夜勤なし」：3件\n「駅から近い」：1件\n"), "{}", letter.body);
        assert!(!letter.body.contains("事務"));
        assert!(letter.body.contains("https://mypage.example/notices\n"));
        assert!(!letter.subject.contains("夜勤"));
    }
}
