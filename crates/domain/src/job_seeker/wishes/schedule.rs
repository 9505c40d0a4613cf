//! 希望就業時間, 休日 and 週休二日.

use jiff::civil::Time;

use crate::japanese::number_text;

/// Working times outside of these many minutes a day, the break included, are asked about once more [A].
const USUAL_MINUTES: std::ops::RangeInclusive<i64> = 60..=12 * 60;
const MINUTES_A_DAY: i64 = 24 * 60;

/// 希望就業時間: from when to when. Work that ends before it begins ends on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingHours {
    /// The beginning, to the minute.
    pub from: Time,
    /// The end, to the minute.
    pub to: Time,
}

/// Working hours that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWorkingHours {
    /// An end without a beginning.
    #[error("希望就業時間の開始時刻を入力してください。例：9:00")]
    NoBeginning,
    /// A beginning without an end.
    #[error("希望就業時間の終了時刻を入力してください。例：17:30")]
    NoEnd,
    /// The beginning is no time of day.
    #[error("希望就業時間の開始時刻は、「9:00」のように、0:00から23:59までで入力してください。")]
    BadBeginning,
    /// The end is no time of day.
    #[error("希望就業時間の終了時刻は、「17:30」のように、0:00から23:59までで入力してください。")]
    BadEnd,
    /// Both are the same.
    #[error("希望就業時間の終了時刻には、開始時刻と違う時刻を入力してください。")]
    NoLength,
}

impl BadWorkingHours {
    /// True when the beginning is to be mended, false when the end is.
    pub fn is_about_beginning(self) -> bool {
        matches!(self, Self::NoBeginning | Self::BadBeginning)
    }
}

impl WorkingHours {
    /// Reads both times as typed; neither of them means no wish.
    ///
    /// # Errors
    /// Only one of them is there, or one is no time of day.
    pub fn parse(from: &str, to: &str) -> Result<Option<Self>, BadWorkingHours> {
        let (from, to) = (number_text(from), number_text(to));
        match (from.is_empty(), to.is_empty()) {
            (true, true) => return Ok(None),
            (true, false) => return Err(BadWorkingHours::NoBeginning),
            (false, true) => return Err(BadWorkingHours::NoEnd),
            (false, false) => {}
        }
        let from = time_of_day(&from).ok_or(BadWorkingHours::BadBeginning)?;
        let to = time_of_day(&to).ok_or(BadWorkingHours::BadEnd)?;
        if from == to {
            return Err(BadWorkingHours::NoLength);
        }
        Ok(Some(Self { from, to }))
    }

    /// Minutes from beginning to end, from 1 to 1,439.
    pub fn minutes(self) -> i64 {
        let minutes = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
        (minutes(self.to) - minutes(self.from)).rem_euclid(MINUTES_A_DAY)
    }

    /// What is to be asked once more about an unusual length, before it is taken.
    pub fn doubt(self) -> Option<String> {
        (!USUAL_MINUTES.contains(&self.minutes())).then(|| {
            format!(
                "希望就業時間が「{}」になっています（{}時間{}分）。時刻に間違いがないか確認してください。",
                self.in_words(),
                self.minutes() / 60,
                self.minutes() % 60
            )
        })
    }

    /// `9時00分～17時30分`, with 「翌日の」 where it ends on the next day.
    pub fn in_words(self) -> String {
        let words = |time: Time| format!("{}時{:02}分", time.hour(), time.minute());
        let next_day = if self.to < self.from { "翌日の" } else { "" };
        format!("{}～{next_day}{}", words(self.from), words(self.to))
    }

    /// Beginning and end as they are kept and shown in the fields: `09:00`.
    pub fn as_fields(self) -> [String; 2] {
        [self.from, self.to].map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
    }
}

/// A time of day in half-width signs: `9:00`, `9時`, `9時半`, `9時30分`, `0900`, `9`.
fn time_of_day(typed: &str) -> Option<Time> {
    let text = typed.replace("時半", "時30分").replace(['：', '時', '.'], ":").replace('分', "");
    let (hour, minute) = match text.split_once(':') {
        Some((hour, "")) => (hour, "0"),
        Some((hour, minute)) => (hour, minute),
        None if text.len() >= 3 && text.is_ascii() => text.split_at(text.len() - 2),
        None => (text.as_str(), "0"),
    };
    let number = |digits: &str| -> Option<i8> {
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    Time::new(number(hour)?, number(minute)?, 0, 0).ok()
}

/// A day that the person wants off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOff {
    code: &'static str,
    name: &'static str,
}

impl DayOff {
    /// The week, and 祝日, in the order of the page (spec/domain.md 4.2).
    pub const ALL: [Self; 8] = [
        Self { code: "mon", name: "月曜日" },
        Self { code: "tue", name: "火曜日" },
        Self { code: "wed", name: "水曜日" },
        Self { code: "thu", name: "木曜日" },
        Self { code: "fri", name: "金曜日" },
        Self { code: "sat", name: "土曜日" },
        Self { code: "sun", name: "日曜日" },
        Self { code: "holiday", name: "祝日" },
    ];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The words on the page.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Reads [`DayOff::code`]; anything else is no day.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.code == code)
    }
}

/// 週休二日制 (spec/domain.md 4.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoDaysOff {
    /// 毎週
    Weekly,
    /// その他: two days in some weeks only
    Other,
}

impl TwoDaysOff {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Weekly, Self::Other];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Other => "other",
        }
    }

    /// The words on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weekly => "毎週",
            Self::Other => "その他（隔週など）",
        }
    }

    /// Reads [`TwoDaysOff::code`]; anything else is no wish.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: &str, to: &str) -> WorkingHours {
        WorkingHours::parse(from, to).unwrap().unwrap()
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        for typed in ["9:00", "９：００", "09:00", "9時", "９時００分", "0900", "900", "9", " 9 : 00 "]
        {
            assert_eq!(hours(typed, "17:30").as_fields(), ["09:00", "17:30"], "{typed}");
        }
        assert_eq!(hours("9時半", "17時30分").in_words(), "9時30分～17時30分");
    }

    #[test]
    fn both_times_or_none_and_only_times_of_the_day() {
        assert_eq!(WorkingHours::parse("", " "), Ok(None));
        assert_eq!(WorkingHours::parse("", "17:00"), Err(BadWorkingHours::NoBeginning));
        assert_eq!(WorkingHours::parse("9:00", ""), Err(BadWorkingHours::NoEnd));
        assert_eq!(WorkingHours::parse("9:00", "9時"), Err(BadWorkingHours::NoLength));
        assert_eq!(hours("0:00", "23:59").minutes(), 1439);
        for wrong in ["24:00", "9:60", "朝", "-1:00", "9:0:0", "12345", "時"] {
            assert_eq!(WorkingHours::parse(wrong, "17:00"), Err(BadWorkingHours::BadBeginning), "{wrong}");
            assert_eq!(WorkingHours::parse("9:00", wrong), Err(BadWorkingHours::BadEnd), "{wrong}");
        }
    }

    #[test]
    fn work_at_night_ends_on_the_next_day() {
        let night = hours("22:00", "6:00");
        assert_eq!((night.minutes(), night.in_words().as_str()), (480, "22時00分～翌日の6時00分"));
        assert_eq!(night.doubt(), None);
    }

    #[test]
    fn a_day_shorter_than_an_hour_or_longer_than_twelve_is_asked_about() {
        assert_eq!(hours("9:00", "10:00").doubt(), None);
        assert!(hours("9:00", "9:59").doubt().unwrap().contains("0時間59分"));
        assert_eq!(hours("9:00", "21:00").doubt(), None);
        assert!(hours("9:00", "21:01").doubt().unwrap().contains("12時間1分"));
    }

    #[test]
    fn codes_of_days_read_back_and_nothing_else_is_one() {
        for day in DayOff::ALL {
            assert_eq!(DayOff::from_code(day.code()), Some(day));
        }
        for choice in TwoDaysOff::ALL {
            assert_eq!(TwoDaysOff::from_code(choice.code()), Some(choice));
        }
        assert_eq!((DayOff::from_code("月"), TwoDaysOff::from_code("")), (None, None));
    }
}
