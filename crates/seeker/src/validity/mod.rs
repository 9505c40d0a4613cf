//! 求職登録の有効・無効: how it stands, setting it, and what 無効 closes (domain.md 1.2, seed 002).

mod closed;
mod settings;
mod switch;

use axum::Router;
use domain::{
    clock::{Date, japanese_date, tokyo_date},
    validity::Standing,
};
use site::{App, Menu, Opened, Problem, Shell};
use store::{Conn, reference::Office};

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(settings::routes()).merge(switch::routes()).merge(closed::routes())
}

/// What a registration that is 無効 closes, in the words of seed 002.
const CLOSED: [&str; 6] = [
    "マイページ内での求人検索",
    "求人検索条件の保存と変更",
    "お気に入り求人の保存と変更",
    "紹介状の確認",
    "メッセージ",
    "オンラインハローワーク紹介",
];

/// What stays as it is.
const OPEN: [&str; 4] = [
    "登録した求職情報の確認",
    "保存した検索条件とお気に入り求人を見ること（消えずに残ります）",
    "応募した求人の一覧とお知らせの確認",
    "求職者情報・設定の各種設定",
];

/// How the registration stands today, in the words of the pages.
struct Now {
    standing: Standing,
    today: Date,
    office: Option<Office>,
}

impl Now {
    async fn of(app: &App, conn: &mut Conn, seeker: &Opened) -> Result<Self, Problem> {
        let standing = conn.standing(seeker.account).await?.ok_or(Problem::NotOpened)?;
        let code = conn.job_seeker(seeker.account).await?.registration.map(|known| known.office_code);
        let office = match code {
            Some(code) => conn.office(&code).await?,
            None => None,
        };
        Ok(Self { standing, today: tokyo_date(app.clock.now()), office })
    }

    fn is_in_force(&self) -> bool {
        self.standing.is_in_force(self.today)
    }

    fn may_switch_back(&self) -> bool {
        self.standing.may_switch_back(self.today)
    }

    /// `2027年01月31日（残り42日）`.
    fn valid_until(&self) -> String {
        format!(
            "{}（{}）",
            japanese_date(self.standing.valid_until),
            self.standing.validity(self.today).in_words()
        )
    }

    /// Why it is 無効, in one sentence.
    fn why(&self) -> String {
        match self.standing.switched_off_on {
            Some(day) => format!("求職登録は、{}に無効に切り替えられました。", japanese_date(day)),
            None => format!(
                "求職登録の有効期限（{}）が過ぎたため、求職登録は無効になっています。",
                japanese_date(self.standing.valid_until)
            ),
        }
    }

    fn last_day_to_switch_back(&self) -> String {
        self.standing.last_day_to_switch_back(self.today).map(japanese_date).unwrap_or_default()
    }
}

fn shell(seeker: &Opened, h1: &str) -> Shell {
    seeker
        .shell(h1)
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
}
