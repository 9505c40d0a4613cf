//! 就業時間: up to three shifts and the 又は時間帯, read from one text (domain 5.5, block 労働時間).

use crate::fold::fold;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
/// The sheet has room for so many (domain 5.5: 就業時間1..3).
pub const MOST_SHIFTS: usize = 3;

/// A span of working time. `from` is 0 to 1439 minutes after midnight, `to` lies behind it; a shift that
/// ends on the next day ends after 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shift {
    /// Begin, in minutes after midnight.
    pub from: u16,
    /// End, in minutes after the midnight before the begin.
    pub to: u16,
}

/// 又は時間帯: some hours within a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Band {
    /// Within which the work lies.
    pub span: Shift,
    /// At least so many minutes of it (「の時間の間の3時間以上」); `None`: the posting does not say.
    pub least: Option<u16>,
}

/// The hours of a posting; empty where it states none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hours {
    /// At most [`MOST_SHIFTS`], in the order of the posting.
    pub shifts: Vec<Shift>,
    /// 又は時間帯
    pub band: Option<Band>,
}

/// The hours in which somebody can work: from, to, or both, in minutes after midnight (0 to 1439). An end
/// that does not lie behind the begin is one of the next day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Window {
    /// Not before.
    pub from: Option<u16>,
    /// Not after.
    pub to: Option<u16>,
}

impl Shift {
    /// From a begin and an end of the clock; an end at or before the begin is one of the next day.
    fn new(from: u16, to: u16) -> Self {
        let from = from % DAY;
        Self { from, to: if to > from { to } else { to + DAY } }
    }

    fn minutes(self) -> u16 {
        self.to - self.from
    }
}

impl Window {
    /// True when one of the shifts lies wholly inside, or enough of the 又は時間帯 does.
    pub fn holds(self, hours: &Hours) -> bool {
        hours.shifts.iter().any(|shift| self.common(*shift) == shift.minutes())
            || hours.band.is_some_and(|band| {
                self.common(band.span) >= band.least.unwrap_or_else(|| band.span.minutes()).max(1)
            })
    }

    /// The most minutes that a span, today's or tomorrow's, has inside.
    fn common(self, span: Shift) -> u16 {
        let from = self.from.unwrap_or(0);
        let to = match (self.from, self.to) {
            (_, None) => 3 * DAY,
            (None, Some(to)) => to,
            (Some(from), Some(to)) => Shift::new(from, to).to,
        };
        let inside = |later: u16| (span.to + later).min(to).saturating_sub((span.from + later).max(from));
        // With an end alone, the span of tomorrow lies behind it; with a begin alone, every begin would pass.
        if self.from.is_some() && self.to.is_some() { inside(0).max(inside(DAY)) } else { inside(0) }
    }
}

impl Hours {
    /// Reads 「（１）08時30分～17時30分（２）16時30分～09時30分」, 「9:00-18:00」 and
    /// 「08時00分～11時00分又は09時00分～18時00分の時間の間の3時間以上」, in any width.
    pub fn read(text: &str) -> Self {
        // ①8時 would fold to 18時.
        let divided = text.replace(|c: char| ('①'..='⑳').contains(&c), "、");
        let letters: Vec<char> = fold(&divided).chars().collect();
        let mut hours = Self::default();
        let mut at = 0;
        while at < letters.len() {
            let Some((span, next)) = span(&letters[at..]) else {
                // Never begins in the middle of a number: 125時 is not 25時.
                let run = letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
                at += run.max(1);
                continue;
            };
            let rest = &letters[at + next..];
            if letters[..at].ends_with(&['又', 'ハ']) && hours.band.is_none() {
                hours.band = Some(Band { span, least: least(rest) });
            } else if hours.shifts.len() < MOST_SHIFTS {
                hours.shifts.push(span);
            }
            at += next;
        }
        hours
    }
}

/// A span at the beginning, and how many letters it takes.
fn span(letters: &[char]) -> Option<(Shift, usize)> {
    let (from, taken) = clock(letters)?;
    matches!(letters.get(taken), Some('~' | '-')).then_some(())?;
    let (to, more) = clock(&letters[taken + 1..])?;
    Some((Shift::new(from, to), taken + 1 + more))
}

/// A time of day at the beginning (「8時30分」, 「8時」, 「8:30」), up to 24:00, and how many letters it takes.
fn clock(letters: &[char]) -> Option<(u16, usize)> {
    let (hour, digits) = digits(letters)?;
    let after = digits + 1;
    let (minute, taken) = match letters.get(digits)? {
        ':' => self::digits(&letters[after..]).map(|(minute, more)| (minute, after + more))?,
        // 「3時間」 is no time of day.
        '時' if letters.get(after) == Some(&'間') => return None,
        '時' => match self::digits(&letters[after..]) {
            Some((minute, more)) if letters.get(after + more) == Some(&'分') => (minute, after + more + 1),
            _ => (0, after),
        },
        _ => return None,
    };
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY).then_some((minutes, taken))
}

/// One or two digits at the beginning.
fn digits(letters: &[char]) -> Option<(u16, usize)> {
    let taken = letters.iter().take_while(|c| c.is_ascii_digit()).count();
    let number: String = letters[..taken].iter().collect();
    (1..=2).contains(&taken).then(|| number.parse().ok()).flatten().map(|number| (number, taken))
}

/// The hours of 「の時間の間の3時間以上」, in minutes.
fn least(rest: &[char]) -> Option<u16> {
    let rest: String = rest.iter().collect();
    let rest: Vec<char> = rest.strip_prefix("ノ時間ノ間ノ")?.chars().collect();
    let (hours, taken) = digits(&rest)?;
    rest[taken..].starts_with(&['時', '間']).then_some(hours * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(from: u16, to: u16) -> Shift {
        Shift { from: from / 100 * 60 + from % 100, to: to / 100 * 60 + to % 100 }
    }

    fn window(from: &str, to: &str) -> Window {
        let minutes = |text: &str| clock(&text.chars().collect::<Vec<_>>()).map(|(minutes, _)| minutes);
        Window { from: minutes(from), to: minutes(to) }
    }

    #[test]
    fn shifts_are_read_as_postings_write_them() {
        let hours = Hours::read("交替制（シフト制）（１）08時30分～17時30分（２）１６時３０分〜０９時３０分");
        assert_eq!(hours.shifts, [shift(830, 1730), shift(1630, 3330)]);
        assert_eq!(hours.band, None);
        assert_eq!(Hours::read("9:00-18:00").shifts, [shift(900, 1800)]);
        assert_eq!(Hours::read("9時～18時").shifts, [shift(900, 1800)]);
        assert_eq!(Hours::read("①8時～17時②10時～19時").shifts, [shift(800, 1700), shift(1000, 1900)]);
        assert_eq!(Hours::read("0時00分～24時00分").shifts, [shift(0, 2400)]);
        assert_eq!(
            Hours::read("変形労働時間制（1年単位）（１）07時45分～17時00分").shifts,
            [shift(745, 1700)]
        );
    }

    #[test]
    fn a_band_is_read_with_its_least_hours() {
        let text = "08時00分～11時00分又は09時00分～18時00分の時間の間の3時間以上";
        let hours = Hours::read(text);
        assert_eq!(hours.shifts, [shift(800, 1100)]);
        assert_eq!(hours.band, Some(Band { span: shift(900, 1800), least: Some(180) }));
        assert_eq!(Hours::read("又は9時～18時").band.unwrap().least, None);
    }

    #[test]
    fn what_is_no_time_of_day_is_left_alone() {
        for text in [
            "",
            "3時間",
            "25時00分～26時00分",
            "12時60分～13時00分",
            "シフトによる",
            "9時から18時",
            "100:00-1:00",
        ] {
            assert!(Hours::read(text).shifts.is_empty(), "{text}");
        }
        assert_eq!(Hours::read("1時～2時、3時～4時、5時～6時、7時～8時").shifts.len(), MOST_SHIFTS);
    }

    #[test]
    fn a_shift_must_lie_wholly_inside_the_window() {
        let day = Hours::read("8時30分～17時30分");
        for (from, to, holds) in [
            ("8:30", "17:30", true),
            ("8:40", "17:30", false),
            ("8:30", "17:20", false),
            ("8:30", "", true),
            ("8:40", "", false),
            ("", "17:30", true),
            ("", "17:20", false),
            ("8:00", "8:00", true),
        ] {
            assert_eq!(window(from, to).holds(&day), holds, "{from} {to}");
        }
        assert!(!window("8:00", "").holds(&Hours::default()), "no stated hours, no match");
    }

    #[test]
    fn a_night_shift_needs_a_window_over_midnight() {
        let night = Hours::read("16時30分～09時30分");
        assert!(window("16:30", "9:30").holds(&night));
        assert!(!window("16:30", "9:20").holds(&night));
        assert!(!window("16:40", "9:30").holds(&night));
        assert!(!window("", "23:50").holds(&night), "ends on the next day");
        assert!(window("16:00", "").holds(&night));
        let early = Hours::read("1時～5時");
        assert!(window("22:00", "5:00").holds(&early), "after the midnight of the window");
        assert!(!window("22:00", "4:50").holds(&early));
        assert!(!window("22:00", "").holds(&early));
    }

    #[test]
    fn of_a_band_the_least_hours_must_lie_inside() {
        let band = Hours::read("又は9時～18時の時間の間の3時間以上");
        assert!(window("9:00", "12:00").holds(&band));
        assert!(!window("9:00", "11:50").holds(&band));
        assert!(window("15:00", "").holds(&band));
        assert!(!window("15:10", "").holds(&band));
        let whole = Hours::read("又は9時～18時");
        assert!(window("9:00", "18:00").holds(&whole));
        assert!(!window("9:10", "18:00").holds(&whole));
    }

    #[test]
    fn one_of_several_shifts_is_enough() {
        let hours = Hours::read("（１）6時～15時（２）13時～22時");
        assert!(window("6:00", "15:00").holds(&hours));
        assert!(window("13:00", "22:00").holds(&hours));
        assert!(!window("7:00", "21:00").holds(&hours));
    }
}
