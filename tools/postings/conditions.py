"""Wages, hours, holidays and the other conditions of a posting."""
from dataclasses import dataclass

from .chance import pick, pick_early

FULL_TIME_KINDS = (
    ["正社員"] * 78 + ["正社員以外"] * 17 + ["有期雇用派遣労働者"] * 3 + ["無期雇用派遣労働者"] * 2
)
SHIFT_FAMILIES = {
    "care", "nurse", "serve", "guard", "factory", "foodfac", "sale", "cook", "welfare", "medtech",
}  # fmt: skip
OPEN_ON_HOLIDAYS = SHIFT_FAMILIES | {"beauty", "service", "drive", "realty"}
DAILY_PAID = ("conswork", "drive", "elec", "guard")
ANNUALLY_PAID = ("itjob", "manager", "research", "nurse", "pharm", "consmgr", "eigyo")
SIMPLE_WORK = ("light", "clean", "factory", "foodfac")

DAY_HOURS = [
    "08時30分～17時30分", "08時00分～17時00分", "09時00分～18時00分", "08時15分～17時15分",
    "08時30分～17時15分", "09時00分～17時30分", "09時30分～18時30分", "10時00分～19時00分",
    "07時30分～16時30分", "08時00分～16時45分", "08時20分～17時20分", "09時00分～17時45分",
    "07時00分～16時00分", "13時00分～22時00分", "08時45分～17時30分",
]  # fmt: skip
SHIFT_HOURS = [
    "（１）07時00分～16時00分（２）09時00分～18時00分（３）16時30分～09時30分",
    "（１）08時30分～17時30分（２）16時30分～09時30分",
    "（１）07時30分～16時30分（２）10時00分～19時00分（３）12時00分～21時00分",
    "（１）06時00分～15時00分（２）14時00分～23時00分（３）22時00分～07時00分",
    "（１）08時00分～17時00分（２）20時00分～05時00分",
    "（１）09時30分～18時30分（２）11時30分～20時30分",
    "（１）05時30分～14時30分（２）10時30分～19時30分",
    "（１）08時30分～08時30分（２４時間勤務）",
]
EXPERIENCE = ["不問"] * 4 + ["あれば尚可"] * 2 + [
    "必須（実務経験１年以上）", "必須（実務経験３年以上）", "必須（同職種経験者）",
]  # fmt: skip
TERMS = ("1年", "6ヶ月", "3ヶ月", "年度末まで", "1年以内")
RENEWALS = (
    "（契約更新の可能性あり・原則更新）",
    "（契約更新の可能性あり・条件付きで更新あり）",
    "（契約更新の可能性なし）",
)


@dataclass
class Job:
    """What the conditions depend on."""

    occupation: object
    place: object
    part_time: bool
    employment: str


def employment_kind(draw, part_time):
    if not part_time:
        return FULL_TIME_KINDS[int(draw() * 100)]
    if draw() < 0.97:
        return "パート労働者"
    return "有期雇用派遣パート" if draw() < 0.8 else "無期雇用派遣パート"


def employment_period(draw, job):
    if job.employment == "正社員" or draw() < (0.45 if job.part_time else 0.3):
        return "雇用期間の定めなし"
    return pick(draw, TERMS) + pick_early(draw, RENEWALS)


def wage(draw, job):
    """(form, lower, upper) in yen; never below the minimum wage of the place."""
    minimum = job.place.minimum_wage
    # Between the cheapest and the dearest prefecture monthly wages differ by about a quarter.
    level = 0.88 + (minimum - 1023) / 203 * 0.26
    middle = draw() + draw() - 1
    form, lower, upper = (hourly_part_time if job.part_time else full_time_wage)(draw, job, level, middle)
    return form, lower, max(upper, lower)


def hourly_part_time(draw, job, _level, _middle):
    minimum, low, spread = job.place.minimum_wage, job.occupation.monthly_low, job.occupation.spread
    usual = minimum * (low / 181) ** 0.9 * (1 + 0.05 * draw()) if low > 185 else minimum * (1 + 0.045 * draw() * draw())
    hourly = max(minimum, usual)
    lower = int(-(-hourly // 10) * 10) if draw() < 0.8 else int(hourly) + 1
    upper = lower if draw() < 0.38 else lower + int(draw() * draw() * spread * 4) // 10 * 10
    return "時給", lower, upper


def full_time_wage(draw, job, level, middle):
    minimum, family, spread = job.place.minimum_wage, job.occupation.family, job.occupation.spread
    monthly = max(job.occupation.monthly_low * level * (1 + 0.16 * middle), minimum * 0.168)  # thousand yen
    x = draw()
    if family in DAILY_PAID and x < 0.16:
        lower = int(monthly * 1000 / 22) // 100 * 100
        return "日給", lower, lower + int(draw() * spread * 40) // 100 * 100
    if x < 0.035 and family in ANNUALLY_PAID:
        lower = int(monthly * 14) * 1000 // 10000 * 10000
        return "年俸制", lower, lower + int(spread * draw() * 18) * 1000 // 10000 * 10000
    if x < 0.05:
        lower = int(max(minimum, monthly * 1000 / 168) // 10 * 10 + 10)
        return "時給", lower, lower + int(draw() * 200) // 10 * 10
    step = pick(draw, (1000, 1000, 1000, 5000, 500, 100))
    lower = -(-int(monthly * 1000) // step) * step
    return "月給", lower, lower + int(spread * 1000 * draw() * (0.4 + draw())) // step * step


def hours(draw, job):
    if job.part_time:
        start, length = 7 + int(draw() * draw() * 12), 3 + int(draw() * 5)
        text = f"{start:02d}時{pick_early(draw, ('00', '30', '15'))}分～{min(start + length, 23):02d}時00分"
        if draw() < 0.35:
            first, last = 7 + int(draw() * 3), 18 + int(draw() * 5)
            text += f"又は{first:02d}時00分～{last}時00分の時間の間の{length}時間以上"
        return text
    if job.occupation.family in SHIFT_FAMILIES and draw() < 0.55:
        return "交替制（シフト制）" + pick(draw, SHIFT_HOURS)
    text = f"（１）{pick_early(draw, DAY_HOURS)}"
    if draw() < 0.18:
        text += f"（２）{pick(draw, DAY_HOURS)}"
    return f"変形労働時間制（１年単位）{text}" if draw() < 0.2 else text


def overtime(draw, job):
    """Hours a month."""
    none = draw() < (0.62 if job.part_time else 0.2)
    return 0 if none else int(1 + draw() * draw() * (12 if job.part_time else 42))


def holidays(draw, job):
    """(休日, 週休二日制, 年間休日数)"""
    x = draw()
    open_on_holidays = job.occupation.family in OPEN_ON_HOLIDAYS
    if x < (0.18 if open_on_holidays else 0.52):
        return pick(draw, ("土日祝日", "土日祝日その他")), "毎週", 112 + int(draw() * 16)
    if x < (0.26 if open_on_holidays else 0.78):
        return "日祝日その他", ("その他", "毎週")[int(draw() * 1.4)], 88 + int(draw() * 32)
    if x < 0.86:
        return "その他（シフトによる）", pick(draw, ("毎週", "その他")), 100 + int(draw() * 24)
    days = pick(draw, ("日曜日その他", "月曜日その他", "水曜日その他", "木日その他", "土曜日その他"))
    return days, pick(draw, ("その他", "毎週", "なし")), 85 + int(draw() * 35)


def age_limit(draw, job):
    """(年齢制限, lower, upper); None where there is no bound."""
    x, family = draw(), job.occupation.family
    if job.employment == "正社員" and x < 0.72:
        grown_up = family in ("guard", "drive") or family == "care" and draw() < 0.4
        return "制限あり", 18 if grown_up else None, pick(draw, (59, 59, 59, 64, 64, 35, 40, 45, 69))
    if family == "guard":
        return "制限あり", 18, None
    if not job.part_time and x < 0.5:
        return "制限あり", None, pick(draw, (59, 64, 64))
    return "不問", None, None


def education(draw, job):
    x = draw()
    if x < (0.9 if job.part_time else 0.66):
        level = "不問"
    elif x < 0.92:
        level = "高校以上"
    else:
        level = pick(draw, ("専修学校以上", "短大以上", "大学以上", "高専以上"))
    if job.occupation.family in ("itjob", "research") and draw() < 0.35:
        level = pick(draw, ("高専以上", "大学以上", "専修学校以上"))
    return level


def experience(draw, job):
    if job.occupation.family in SIMPLE_WORK or job.part_time:
        return pick(draw, EXPERIENCE[:5])
    return pick(draw, EXPERIENCE)


def licences(draw, job):
    names = []
    for name, share, is_driving_licence in job.occupation.licences:
        if draw() < share:
            names.append(name + ("（ＡＴ限定可）" if is_driving_licence and draw() < 0.6 else ""))
    return names


def commuting_allowance(draw):
    x = draw()
    if x < 0.72:
        limit = pick(draw, (5000, 8000, 10000, 12000, 15000, 20000, 24500, 31600, 50000))
        return f"実費支給（上限あり）月額{limit:,}円"
    if x < 0.86:
        return "実費支給（上限なし）"
    if x < 0.92:
        return f"一定額 月額{pick(draw, (3000, 5000, 8000, 10000)):,}円"
    return "なし"


def commuting_by_car(draw, urban):
    if draw() < (0.55 if urban else 0.08):
        return "不可"
    return "可（駐車場あり）" if draw() < 0.9 else "可（駐車場なし）"


def trial_period(draw):
    if draw() < 0.16:
        return "なし"
    return f"あり（{pick(draw, ('３', '３', '３', '２', '６', '１'))}ヶ月）"


def insurance(draw, part_time):
    if part_time:
        return pick(draw, ("労災", "雇用・労災", "雇用・労災・健康・厚生"))
    return "雇用・労災・健康・厚生" + pick(draw, ("", "・退職金共済", "・財形", "・退職金制度"))


def openings(draw):
    if draw() < 0.55:
        return 1
    return 2 if draw() < 0.6 else 3 + int(draw() * draw() * draw() * 18)


def disclosure_scope(draw):
    x = draw()
    return 1 if x < 0.60 else 2 if x < 0.68 else 3 if x < 0.985 else 4


def bonus(draw, employment):
    if employment == "正社員" and draw() < 0.72:
        return f"あり（前年度実績 年２回・計{1 + draw() * 3.6:.2f}ヶ月分）"
    return "あり" if draw() < 0.15 else "なし"
