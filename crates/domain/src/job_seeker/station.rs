//! 最寄り駅: line and station in full, as the official guide asks (spec/domain.md 4.2).

use super::text::{BadText, StationText};

/// 最寄り駅.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// 路線名: 「東武スカイツリーライン」.
    pub line: StationText,
    /// 駅名: 「越谷駅」.
    pub name: StationText,
}

/// A station that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadStation {
    /// A station without its line.
    #[error("最寄り駅の路線名を入力してください。例：東武スカイツリーライン")]
    NoLine,
    /// A line without a station.
    #[error("最寄り駅の駅名を入力してください。例：越谷駅")]
    NoName,
    /// 路線名 is too long.
    #[error(transparent)]
    Line(BadText),
    /// 駅名 is too long.
    #[error(transparent)]
    Name(BadText),
}

impl BadStation {
    /// True when 路線名 is to be mended, false when 駅名 is.
    pub fn is_about_line(self) -> bool {
        matches!(self, Self::NoLine | Self::Line(_))
    }
}

impl Station {
    /// Reads both texts; neither of them means that the person did not tell.
    ///
    /// # Errors
    /// Only one of them is there, or one is too long.
    pub fn parse(line: &str, name: &str) -> Result<Option<Self>, BadStation> {
        let line = StationText::parse("最寄り駅の路線名", line).map_err(BadStation::Line)?;
        let name = StationText::parse("最寄り駅の駅名", name).map_err(BadStation::Name)?;
        match (line, name) {
            (Some(line), Some(name)) => Ok(Some(Self { line, name })),
            (Some(_), None) => Err(BadStation::NoName),
            (None, Some(_)) => Err(BadStation::NoLine),
            (None, None) => Ok(None),
        }
    }

    /// `東武スカイツリーライン 越谷駅`.
    pub fn in_words(&self) -> String {
        format!("{} {}", self.line, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_or_neither_and_each_fault_at_its_field() {
        assert_eq!(Station::parse("", " "), Ok(None));
        let station = Station::parse("ＪＲ武蔵野線", " 南越谷駅").unwrap().unwrap();
        assert_eq!(station.in_words(), "JR武蔵野線 南越谷駅");
        let line = Station::parse("", "越谷駅").unwrap_err();
        assert!(line == BadStation::NoLine && line.is_about_line());
        let name = Station::parse("東武線", "").unwrap_err();
        assert!(name == BadStation::NoName && !name.is_about_line());
        let long = "線".repeat(31);
        assert!(Station::parse(&long, "越谷駅").unwrap_err().to_string().contains("30文字以内"));
    }
}
