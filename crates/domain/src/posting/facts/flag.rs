//! Every yes or no that a posting says, as one number each: a posting's flags are one set of bits.

use std::fmt;

/// Makes the enum, `ALL` and nothing else: `/// doc` `Variant = number`.
macro_rules! flags {
    ($($(#[$doc:meta])* $flag:ident = $number:literal),+ $(,)?) => {
        /// One thing that is so or not so of a posting. A flag that is not set means "no" or "the posting does
        /// not say". The numbers are stable: an index may keep them. All of them are open: none is derived from
        /// anything that tells the employer (see [`super::IdentityFacts`] for what is).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Flag {
            $($(#[$doc])* $flag = $number),+
        }

        impl Flag {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$flag),+];
        }
    };
}

flags! {
    /// 一般求人
    General = 0,
    /// 新卒・既卒求人 (大卒等, 高卒, 中卒)
    Graduates = 1,
    /// 季節求人
    Seasonal = 2,
    /// 出稼ぎ求人
    AwayFromHome = 3,
    /// 障害のある方のための求人
    Disability = 4,
    /// フルタイム
    FullTime = 5,
    /// パート
    PartTime = 6,
    /// 年齢不問
    AgeUnlimited = 7,
    /// 年齢制限あり
    AgeLimited = 8,
    /// 正社員
    Regular = 9,
    /// 正社員以外
    NonRegular = 10,
    /// 有期雇用派遣労働者
    FixedTermDispatched = 11,
    /// 無期雇用派遣労働者
    OpenEndedDispatched = 12,
    /// パート労働者
    PartTimer = 13,
    /// 有期雇用派遣パート
    FixedTermDispatchedPartTimer = 14,
    /// 無期雇用派遣パート
    OpenEndedDispatchedPartTimer = 15,
    /// The wage is told by the month, the day or the year.
    PaidByMonth = 16,
    /// 時給
    PaidByHour = 17,
    /// 交代制（シフト制）
    ShiftWork = 18,
    /// 裁量労働制
    DiscretionaryHours = 19,
    /// 変形労働時間制
    VariableHours = 20,
    /// 時間外労働あり
    Overtime = 21,
    /// 時間外労働なし (also the こだわり condition)
    NoOvertime = 22,
    /// 休日：月曜日
    MondayOff = 23,
    /// 休日：火曜日
    TuesdayOff = 24,
    /// 休日：水曜日
    WednesdayOff = 25,
    /// 休日：木曜日
    ThursdayOff = 26,
    /// 休日：金曜日
    FridayOff = 27,
    /// 休日：土曜日
    SaturdayOff = 28,
    /// 休日：日曜日
    SundayOff = 29,
    /// 休日：祝日
    HolidaysOff = 30,
    /// 週休二日制：毎週
    TwoDaysOffEveryWeek = 31,
    /// 週休二日制：その他
    TwoDaysOffOtherwise = 32,
    /// 派遣
    Dispatch = 33,
    /// 請負
    Contracting = 34,
    /// Neither 派遣 nor 請負, or nothing said.
    NeitherDispatchNorContracting = 35,
    /// 雇用保険
    EmploymentInsurance = 36,
    /// 労災保険
    AccidentInsurance = 37,
    /// 健康保険
    HealthInsurance = 38,
    /// 厚生年金
    EmployeesPension = 39,
    /// 公務災害補償
    PublicServiceAccidents = 40,
    /// 財形
    PropertySaving = 41,
    /// 企業年金
    CompanyPension = 42,
    /// 退職金制度
    SeverancePay = 43,
    /// 退職金共済
    SeveranceMutualAid = 44,
    /// 契約更新の可能性あり
    RenewalPossible = 45,
    /// 契約更新：原則更新
    RenewalInPrinciple = 46,
    /// 契約更新：条件あり
    RenewalOnConditions = 47,
    /// 定年制あり
    RetirementAge = 48,
    /// 定年制なし (also a こだわり condition)
    NoRetirementAge = 49,
    /// 入居可能住宅：単身用あり
    HousingForOne = 50,
    /// 入居可能住宅：世帯用あり
    HousingForFamilies = 51,
    /// 利用可能な託児施設あり
    Nursery = 52,
    /// 従業員数 10人以上
    Employees10 = 53,
    /// 従業員数 100人以上
    Employees100 = 54,
    /// 従業員数 300人以上
    Employees300 = 55,
    /// 従業員数 1000人以上
    Employees1000 = 56,
    /// 学歴不問
    EducationFree = 57,
    /// 経験不問
    ExperienceFree = 58,
    /// 資格不問
    LicenceFree = 59,
    /// 普通自動車運転免許：必須
    DrivingRequired = 60,
    /// 普通自動車運転免許：あれば尚可
    DrivingWelcome = 61,
    /// 普通自動車運転免許：AT限定可
    DrivingAutomaticEnough = 62,
    /// 普通自動車運転免許：neither 必須 nor あれば尚可
    DrivingNotAsked = 63,
    /// 週休二日制（土日休）
    WeekendsOff = 64,
    /// 転勤なし
    NoTransfer = 65,
    /// 書類選考なし
    NoPaperScreening = 66,
    /// 通勤手当あり
    CommutingAllowance = 67,
    /// 駅近（最寄り駅から徒歩10分以内）: the badge; the station itself is identity.
    NearStation = 68,
    /// マイカー通勤可
    CarCommuting = 69,
    /// UIJターン歓迎
    ReturnersWelcome = 70,
    /// トライアル雇用併用
    TrialEmployment = 71,
    /// 正社員登用あり
    PromotionToRegular = 72,
    /// 在宅勤務
    WorkFromHome = 73,
    /// 受動喫煙対策あり
    AgainstPassiveSmoking = 74,
    /// 賞与あり
    Bonus = 75,
    /// オンライン自主応募可
    OnlineApplication = 76,
    /// バイク通勤可
    MotorcycleCommuting = 77,
    /// 社会保険完備: all of 雇用, 労災, 健康 and 厚生年金.
    AllSocialInsurance = 78,
}

impl Flag {
    /// Its number: 0 to 127, stable.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// By its number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

/// A set of flags, one bit each.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FlagSet(u128);

impl FlagSet {
    /// True when a flag is in it.
    pub fn has(self, flag: Flag) -> bool {
        self.0 & 1 << flag.number() != 0
    }

    /// Puts a flag in.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag.number();
    }

    /// Puts a flag in when a condition holds.
    pub(super) fn insert_if(&mut self, holds: bool, flag: Flag) {
        self.0 |= u128::from(holds) << flag.number();
    }

    /// The flags in it, in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |flag| self.has(*flag))
    }

    /// All flags as the bits of one number: bit n is the flag with [`Flag::number`] n.
    pub fn bits(self) -> u128 {
        self.0
    }
}

impl FromIterator<Flag> for FlagSet {
    fn from_iter<T: IntoIterator<Item = Flag>>(flags: T) -> Self {
        let mut set = Self::default();
        flags.into_iter().for_each(|flag| set.insert(flag));
        set
    }
}

impl fmt::Debug for FlagSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_places_in_the_list_and_fit_128_bits() {
        for (number, flag) in (0..=127).zip(Flag::ALL) {
            assert_eq!((flag.number(), Flag::from_number(number)), (number, Some(*flag)));
        }
        assert!(Flag::ALL.len() <= 128);
        assert_eq!(Flag::from_number(127), None);
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let set: FlagSet = [Flag::AllSocialInsurance, Flag::General].into_iter().collect();
        assert!(set.has(Flag::General) && set.has(Flag::AllSocialInsurance) && !set.has(Flag::Bonus));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Flag::General, Flag::AllSocialInsurance]);
        assert_eq!(set.bits(), 1 | 1 << 78);
        assert_eq!(FlagSet::default().iter().count(), 0);
    }
}
