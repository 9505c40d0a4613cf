//! The texts of a posting in which a free word is looked for, by the fields to which the form restricts it.

use super::Visible;

/// Where a free word may be looked for (domain 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// 職種
    Title,
    /// 事業所名, with its カナ. Identity: only in a posting that shows its employer.
    Employer,
    /// 仕事内容
    Work,
    /// 最寄り駅. Identity.
    Station,
    /// 就業場所: the address where the viewer may know it, else prefecture and municipality.
    Place,
    /// 事業内容, with 会社の特長. Identity.
    Business,
    /// 必要な免許・資格
    Licence,
    /// 必要な経験, with 必要なPCスキル.
    Experience,
    /// その他: every other text.
    Other,
}

/// A text of a posting, as its viewer sees it, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledText {
    /// The field to which the form restricts free words.
    pub field: TextField,
    /// Its words on the 求人票.
    pub label: String,
    /// What it says; not empty.
    pub text: String,
}

impl TextField {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Employer,
        Self::Work,
        Self::Station,
        Self::Place,
        Self::Business,
        Self::Licence,
        Self::Experience,
        Self::Other,
    ];

    /// Its value in forms and URLs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Employer => "employer",
            Self::Work => "work",
            Self::Station => "station",
            Self::Place => "place",
            Self::Business => "business",
            Self::Licence => "licence",
            Self::Experience => "experience",
            Self::Other => "other",
        }
    }

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "職種",
            Self::Employer => "事業所名",
            Self::Work => "仕事の内容",
            Self::Station => "最寄り駅",
            Self::Place => "就業場所",
            Self::Business => "事業内容",
            Self::Licence => "必要な免許・資格",
            Self::Experience => "必要な経験",
            Self::Other => "その他",
        }
    }

    /// By its value in forms and URLs.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The field of an item beyond the typed ones.
    fn of_item(label: &str) -> Self {
        match label {
            "就業場所の最寄り駅" | "最寄り駅から就業場所までの交通手段" => {
                Self::Station
            }
            "就業場所に関する特記事項" => Self::Place,
            "事業内容" | "会社の特長" => Self::Business,
            "その他の必要な免許・資格" => Self::Licence,
            "必要な経験の詳細" | "必要なPCスキル" => Self::Experience,
            _ => Self::Other,
        }
    }
}

impl Visible {
    /// The texts in which a free word is looked for, each by itself: a word never spans two.
    pub fn searchable(&self) -> Vec<String> {
        self.texts().into_iter().map(|(_, text)| text).collect()
    }

    /// The same texts with the field that each belongs to; none is empty.
    pub fn texts(&self) -> Vec<(TextField, String)> {
        self.labelled().map(|(field, _, text)| (field, text)).collect()
    }

    /// The same texts with what each is called on the 求人票.
    pub fn labelled_texts(&self) -> Vec<LabelledText> {
        let owned = |(field, label, text): (TextField, &str, String)| LabelledText {
            field,
            label: label.to_owned(),
            text,
        };
        self.labelled().map(owned).collect()
    }

    fn labelled(&self) -> impl Iterator<Item = (TextField, &str, String)> {
        use TextField::{Employer, Experience, Licence, Other, Place, Title, Work};
        let place = if self.workplace.address.is_empty() {
            self.workplace.area()
        } else {
            self.workplace.address.clone()
        };
        let employer = &self.establishment;
        let typed = [
            (Title, "職種", self.title.clone()),
            (Work, "仕事の内容", self.description.clone()),
            (Other, "求人番号", self.number.to_string()),
            (Place, "就業場所", place),
            (Employer, "事業所名", employer.name.clone()),
            (Employer, "事業所名カナ", employer.name_kana.clone()),
            (Other, "所在地", employer.address.clone()),
            (Other, "事業所番号", employer.number.clone()),
            (Other, "雇用形態", self.employment.label().to_owned()),
            (Other, "求人区分", self.category.to_string()),
            (Other, "学歴", self.education.clone()),
            (Experience, "必要な経験", self.experience.clone()),
            (Other, "休日", self.holidays.clone()),
            (Other, "就業時間", self.working_hours.clone()),
        ];
        let licences = self.licences.iter().map(|text| (Licence, "必要な免許・資格", text.clone()));
        let features = self.features.iter().map(|text| (Other, "こだわり条件", text.clone()));
        let further = self
            .further
            .iter()
            .map(|item| (TextField::of_item(&item.label), item.label.as_str(), item.text.clone()));
        let all = typed.into_iter().chain(licences).chain(features).chain(further);
        all.filter(|(.., text)| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::{Posting, Viewer, catalogue};

    fn fields(scope: &str, viewer: Viewer) -> Vec<(TextField, String)> {
        let columns = [
            ("求人番号", "13070-12345671"),
            ("受付年月日", "2026-11-05"),
            ("求人区分", "フルタイム"),
            ("職種", "販売"),
            ("雇用形態", "正社員"),
            ("公開範囲", scope),
            ("事業所名", "大塚マート"),
            ("就業場所都道府県", "東京都"),
            ("就業場所市区町村", "品川区"),
            ("就業場所住所", "東京都品川区大崎1-2-3"),
            ("就業場所の最寄り駅", "大崎駅"),
            ("事業内容", "スーパー"),
            ("必要な免許・資格", "販売士"),
            ("必要な経験の詳細", "レジ"),
            ("求人に関する特記事項", "急募"),
        ];
        Posting::from_columns(columns).unwrap().seen_by(viewer).unwrap().texts()
    }

    #[test]
    fn every_text_belongs_to_one_field() {
        use TextField::{Business, Employer, Experience, Licence, Other, Place, Station, Title};
        let all = fields("1", Viewer::Anyone);
        for (field, text) in [
            (Title, "販売"),
            (Employer, "大塚マート"),
            (Place, "東京都品川区大崎1-2-3"),
            (Station, "大崎駅"),
            (Business, "スーパー"),
            (Licence, "販売士"),
            (Experience, "レジ"),
            (Other, "急募"),
            (Other, "正社員"),
        ] {
            let of: Vec<_> = all.iter().filter(|(_, other)| other == text).map(|(field, _)| *field).collect();
            assert_eq!(of, [field], "{text}");
        }
    }

    #[test]
    fn texts_that_tell_the_employer_are_not_there_for_who_may_not_know() {
        let open = fields("2", Viewer::Anyone);
        for identity in [TextField::Employer, TextField::Station, TextField::Business] {
            assert!(!open.iter().any(|(field, _)| *field == identity), "{identity:?}");
        }
        assert!(open.contains(&(TextField::Place, "東京都品川区".to_owned())));
        assert!(fields("2", Viewer::RegisteredSeeker).contains(&(TextField::Station, "大崎駅".to_owned())));
    }

    #[test]
    fn items_with_a_field_of_their_own_are_items_of_the_sheet() {
        for label in [
            "就業場所の最寄り駅",
            "最寄り駅から就業場所までの交通手段",
            "就業場所に関する特記事項",
            "事業内容",
            "会社の特長",
            "その他の必要な免許・資格",
            "必要な経験の詳細",
            "必要なPCスキル",
        ] {
            assert!(catalogue::is_known(label), "{label}");
            assert_ne!(TextField::of_item(label), TextField::Other, "{label}");
        }
    }

    #[test]
    fn codes_read_back() {
        for field in TextField::ALL {
            assert_eq!(TextField::from_code(field.code()), Some(field));
        }
        assert_eq!(TextField::from_code("職種"), None);
    }
}
