//! The items of a 求人票: their words, the block they stand in, and whether they tell who the employer
//! is (domain 5.5 and 5.6). Importers name what a feed brings by these words, so that it finds its place.

/// The blocks of a 求人票 in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// The head of the sheet.
    Head,
    /// 求人事業所
    Establishment,
    /// 仕事内容
    Work,
    /// 賃金・手当
    Pay,
    /// 労働時間
    Hours,
    /// その他の労働条件
    Conditions,
    /// 会社の情報
    Company,
    /// 選考等
    Selection,
    /// 求人に関する特記事項
    Remarks,
    /// 求人・事業所PR
    Appeal,
    /// What no block knows.
    Further,
}

impl Block {
    /// All blocks in the order of the sheet.
    pub const ALL: [Self; 11] = [
        Self::Head,
        Self::Establishment,
        Self::Work,
        Self::Pay,
        Self::Hours,
        Self::Conditions,
        Self::Company,
        Self::Selection,
        Self::Remarks,
        Self::Appeal,
        Self::Further,
    ];

    /// The heading of the block.
    pub fn title(self) -> &'static str {
        match self {
            Self::Head => "求人情報",
            Self::Establishment => "求人事業所",
            Self::Work => "仕事内容",
            Self::Pay => "賃金・手当",
            Self::Hours => "労働時間",
            Self::Conditions => "その他の労働条件",
            Self::Company => "会社の情報",
            Self::Selection => "選考等",
            Self::Remarks => "求人に関する特記事項",
            Self::Appeal => "求人・事業所PR",
            Self::Further => "その他",
        }
    }

    /// The number of the block on the paper; the head has none, nor has what no block knows.
    pub fn number(self) -> Option<usize> {
        let numbered = Self::ALL.iter().filter(|block| !matches!(block, Self::Head | Self::Further));
        numbered.zip(1..).find_map(|(block, number)| (*block == self).then_some(number))
    }

    /// Its place on a page, for links that jump to it.
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Head => "block-head",
            Self::Establishment => "block-establishment",
            Self::Work => "block-work",
            Self::Pay => "block-pay",
            Self::Hours => "block-hours",
            Self::Conditions => "block-conditions",
            Self::Company => "block-company",
            Self::Selection => "block-selection",
            Self::Remarks => "block-remarks",
            Self::Appeal => "block-appeal",
            Self::Further => "block-further",
        }
    }

    /// The items of the block, in the order of the sheet.
    pub fn items(self) -> &'static [Item] {
        match self {
            Self::Head => HEAD,
            Self::Establishment => ESTABLISHMENT,
            Self::Work => WORK,
            Self::Pay => PAY,
            Self::Hours => HOURS,
            Self::Conditions => CONDITIONS,
            Self::Company => COMPANY,
            Self::Selection => SELECTION,
            Self::Remarks => REMARKS,
            Self::Appeal => APPEAL,
            Self::Further => &[],
        }
    }
}

/// One item of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Says nothing that leads to the employer.
    Open(&'static str),
    /// Tells the employer, or leads to the employer: hidden as 公開範囲 says.
    Identity(&'static str),
}

impl Item {
    /// The words of the item.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open(label) | Self::Identity(label) => label,
        }
    }
}

/// True when an item may be shown to whoever may not know the employer. An item that the sheet does not
/// know is kept back: better a missing line than a name that slipped through.
pub fn is_open(label: &str) -> bool {
    Block::ALL.iter().flat_map(|block| block.items()).any(|item| matches!(item, Open(open) if *open == label))
}

/// True when the sheet has a place for an item.
pub fn is_known(label: &str) -> bool {
    Block::ALL.iter().flat_map(|block| block.items()).any(|item| item.label() == label)
}

use Item::{Identity, Open};

const HEAD: &[Item] = &[
    Open("求人番号"),
    Open("受付年月日"),
    Open("紹介期限日"),
    Open("受理安定所"),
    Open("求人区分"),
    Open("公開範囲"),
    Open("オンライン自主応募の受付"),
    Open("職業分類"),
    Open("産業分類"),
    Open("トライアル雇用併用の希望"),
    Open("就労継続支援A型事業の利用者募集"),
];

const ESTABLISHMENT: &[Item] = &[
    Identity("事業所番号"),
    Identity("事業所名"),
    Identity("事業所名カナ"),
    Identity("所在地"),
    Identity("ホームページ"),
];

const WORK: &[Item] = &[
    Open("職種"),
    Open("仕事の内容"),
    Open("雇用形態"),
    Open("正社員以外の名称"),
    Open("正社員登用の有無"),
    Open("正社員登用の実績"),
    Open("派遣・請負等の就労形態"),
    Identity("労働者派遣事業の許可番号"),
    Open("雇用期間"),
    Open("契約更新の可能性"),
    Open("契約更新の条件"),
    Open("就業場所"),
    Identity("就業場所の最寄り駅"),
    Identity("最寄り駅から就業場所までの交通手段"),
    Identity("最寄り駅から就業場所までの所要時間"),
    Open("在宅勤務"),
    Identity("就業場所に関する特記事項"),
    Open("受動喫煙対策"),
    Open("受動喫煙対策に関する特記事項"),
    Open("マイカー通勤"),
    Open("駐車場の有無"),
    Open("転勤"),
    Identity("転勤範囲"),
    Open("UIJターン"),
    Open("年齢"),
    Open("年齢制限該当事由"),
    Open("年齢制限の理由"),
    Open("学歴"),
    Open("専攻"),
    Open("必要な経験"),
    Open("必要な経験の詳細"),
    Open("必要なPCスキル"),
    Open("必要な免許・資格"),
    Open("その他の必要な免許・資格"),
    Open("試用期間"),
    Open("試用期間中の労働条件"),
    Open("試用期間中の労働条件の内容"),
    Open("こだわり条件"),
];

const PAY: &[Item] = &[
    Open("賃金（手当等を含む）"),
    Open("基本給"),
    Open("定額的に支払われる手当"),
    Open("固定残業代"),
    Open("固定残業代に関する特記事項"),
    Open("その他の手当等付記事項"),
    Open("月平均労働日数"),
    Open("賃金形態"),
    Open("賃金形態のその他内容"),
    Open("通勤手当"),
    Open("賃金締切日"),
    Open("賃金支払日"),
    Open("昇給"),
    Open("賞与"),
];

const HOURS: &[Item] = &[
    Open("就業時間"),
    Open("就業時間に関する特記事項"),
    Open("変形労働時間制の単位"),
    Open("時間外労働"),
    Open("時間外労働月平均"),
    Open("36協定における特別条項"),
    Open("特別な事情・期間等"),
    Open("休憩時間"),
    Open("週所定労働日数"),
    Open("休日"),
    Open("週休二日制"),
    Open("休日のその他"),
    Open("年間休日数"),
    Open("6か月経過後の年次有給休暇日数"),
];

const CONDITIONS: &[Item] = &[
    Open("加入保険"),
    Open("企業年金"),
    Open("退職金共済"),
    Open("退職金制度"),
    Open("退職金制度の勤続年数"),
    Open("定年制"),
    Open("定年年齢"),
    Open("再雇用制度"),
    Open("再雇用の上限年齢"),
    Open("勤務延長"),
    Open("勤務延長の上限年齢"),
    Open("入居可能住宅"),
    Identity("入居可能住宅に関する特記事項"),
    Open("利用可能託児施設"),
    Identity("利用可能託児施設に関する特記事項"),
];

const COMPANY: &[Item] = &[
    Open("従業員数"),
    Open("従業員数（就業場所）"),
    Open("従業員数（うち女性）"),
    Open("従業員数（うちパート）"),
    Open("設立年"),
    Open("資本金"),
    Open("労働組合"),
    Identity("事業内容"),
    Identity("会社の特長"),
    Identity("役職"),
    Identity("代表者名"),
    Identity("法人番号"),
    Open("就業規則（フルタイム）"),
    Open("就業規則（パートタイム）"),
    Open("育児休業取得実績"),
    Open("介護休業取得実績"),
    Open("看護休暇取得実績"),
    Open("外国人雇用実績"),
];

const SELECTION: &[Item] = &[
    Open("採用人数"),
    Open("募集理由"),
    Open("募集理由のその他"),
    Open("選考方法"),
    Open("選考結果通知"),
    Open("求職者への通知方法"),
    Open("選考日時等"),
    Identity("選考場所の郵便番号"),
    Identity("選考場所"),
    Identity("選考場所の最寄り駅"),
    Identity("最寄り駅から選考場所までの交通手段"),
    Identity("最寄り駅から選考場所までの所要時間"),
    Open("応募書類等"),
    Open("応募書類の送付方法"),
    Identity("郵送の送付場所の郵便番号"),
    Identity("郵送の送付場所"),
    Open("応募書類の返戻"),
    Identity("選考に関する特記事項"),
    Identity("担当者の課係名・役職名"),
    Identity("担当者"),
    Identity("担当者カナ"),
    Identity("担当者の電話番号"),
    Identity("担当者の内線"),
    Identity("担当者のFAX番号"),
    Identity("担当者のEメール"),
];

const REMARKS: &[Item] = &[Open("求人に関する特記事項")];

const APPEAL: &[Item] = &[
    Identity("事業所からのメッセージ"),
    Open("職務給制度"),
    Open("復職制度"),
    Identity("福利厚生の内容"),
    Identity("研修制度"),
    Identity("両立支援の内容"),
    Identity("支店・営業所・工場等"),
    Identity("年商"),
    Identity("主要取引先"),
    Identity("関連会社"),
    Identity("事業所に関する特記事項"),
    Open("企業在籍型ジョブコーチ"),
    Open("エレベーター"),
    Open("点字設備"),
    Open("階段手すり"),
    Open("手すり設置"),
    Open("バリアフリー対応トイレ"),
    Open("建物内の車いす移動"),
    Open("休憩室"),
    Open("就労支援設備"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_have_the_numbers_of_the_paper() {
        let numbers: Vec<_> = Block::ALL.map(|block| block.number()).into_iter().flatten().collect();
        assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
        assert_eq!(Block::Establishment.number(), Some(1));
        assert_eq!(Block::Appeal.number(), Some(9));
        assert_eq!((Block::Head.number(), Block::Further.number()), (None, None));
    }

    #[test]
    fn no_item_and_no_place_stands_twice() {
        let mut labels: Vec<_> =
            Block::ALL.iter().flat_map(|block| block.items()).map(|item| item.label()).collect();
        let all = labels.len();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), all);
        let mut anchors = Block::ALL.map(Block::anchor).to_vec();
        anchors.sort_unstable();
        anchors.dedup();
        assert_eq!(anchors.len(), Block::ALL.len());
    }
}
