"""Whole postings, chunk by chunk. Every chunk has random numbers of its own, so the output is the same for
any number of processes, and fewer rows are a beginning of more."""
import datetime
import random

from . import conditions
from .chance import pick, pick_early
from .companies import company, house_number
from .conditions import Job
from .description import description

CHUNK = 5000
CHAINS = 400
# Companies of a chunk for each posting in it, and the serial numbers that a chunk may use.
COMPANIES_PER_POSTING = 0.36
SERIALS_PER_CHUNK = 1800
FIRST_CHAIN_SERIAL = 990000
# Days over which the postings were received, and weekdays on which offices accept none.
DAYS = 91
FRIDAY = 4
# Above this minimum wage a place counts as urban.
URBAN_WAGE = 1110


class Chunks:
    """Makes the rows of a chunk."""

    def __init__(self, world, seed, as_of):
        self.world = world
        self.seed = seed
        self.as_of = as_of
        draw = random.Random(f"{seed}/big").random
        self.chains = [company(draw, world, FIRST_CHAIN_SERIAL + at) for at in range(CHAINS)]

    def rows(self, chunk, count):
        """The rows of a chunk, as dictionaries of column and value."""
        draw = random.Random(f"{self.seed}/{chunk}").random
        companies = [None] * max(1, int(count * COMPANIES_PER_POSTING))
        for at in range(count):
            employer, is_chain = self.employer(draw, companies, chunk * SERIALS_PER_CHUNK)
            yield self.row(draw, employer, is_chain, chunk * CHUNK + at)

    def employer(self, draw, companies, first_serial):
        """A chain, or a company of this chunk; a few companies offer much of the work."""
        if draw() < 0.06:
            return self.chains[int(CHAINS * draw() * draw())], True
        x = draw()
        at = int(len(companies) * x * x) if draw() < 0.4 else int(len(companies) * x)
        if companies[at] is None:
            companies[at] = company(draw, self.world, first_serial + at)
        return companies[at], False

    def occupation(self, draw, employer):
        """Mostly what the company usually looks for, else another occupation of its industry."""
        at = employer.occupation
        if draw() > 0.55 and employer.industry in self.world.occupation_in:
            at = self.world.occupation_in[employer.industry].pick(draw)
        return self.world.occupations[at]

    def workplace(self, draw, employer, is_chain):
        """(position of the place, postal code, town, address)"""
        world, x = self.world, draw()
        if is_chain and x < 0.75:
            at = world.any_place.pick(draw)
        elif x < 0.76:
            at = employer.place
        elif x < 0.96:
            at = world.place_in[world.places[employer.place].prefecture_code].pick(draw)
        else:
            at = world.any_place.pick(draw)
        place = world.places[at]
        if at == employer.place and draw() < 0.6:
            return place, employer.postal_code, pick(draw, place.towns)[1], employer.address
        postal_code, town = pick(draw, place.towns)
        return place, postal_code, town, f"{place.prefecture}{place.name}{town}{house_number(draw)}"

    def row(self, draw, employer, is_chain, serial):
        occupation = self.occupation(draw, employer)
        place, postal_code, town, address = self.workplace(draw, employer, is_chain)
        part_time = draw() < occupation.part_time_share
        disabled = draw() < 0.022
        job = Job(occupation, place, part_time, conditions.employment_kind(draw, part_time))
        row = {
            "求人番号": f"{employer.main_office}-{(serial * 6180339 + 1234567) % 10000000:07d}1",
            "事業所番号": employer.number,
            "受理安定所コード": employer.main_office,
            "求人区分": ("パート" if part_time else "フルタイム") + ("(障)" if disabled else ""),
            "事業所名": employer.name,
            "事業所名カナ": employer.kana,
            "所在地郵便番号": employer.postal_code,
            "所在地": employer.address,
            "就業場所郵便番号": postal_code,
            "就業場所都道府県": place.prefecture,
            "就業場所市区町村コード": place.code,
            "就業場所市区町村": place.name,
            "就業場所住所": address,
            "雇用形態": job.employment,
            "従業員数": employer.employees,
            "職業分類コード": occupation.code,
            "産業分類コード": employer.minor_industry,
        }
        row["雇用期間"] = conditions.employment_period(draw, job)
        plain_title, row["職種"] = self.title(draw, job, town)
        row["仕事の内容"] = self.description(draw, employer, job, town, plain_title)
        received_on = self.received_on(draw)
        row["受付年月日"] = received_on.isoformat()
        self.add_conditions(draw, row, job)
        row["紹介期限日"] = referral_deadline(draw, received_on).isoformat()
        return row

    def title(self, draw, job, town):
        """(title, title as the employer writes it)"""
        occupation = job.occupation
        title = pick_early(draw, occupation.titles)
        if occupation.further_titles and draw() < 0.16:
            title = pick(draw, occupation.further_titles)
        x = draw()
        kind = "正社員" if job.employment == "正社員" else "短時間" if job.part_time else "契約社員"
        for limit, written in (
            (0.10, f"{title}（未経験歓迎）"),
            (0.16, f"{title}／{job.place.short_name}"),
            (0.20, f"【急募】{title}"),
            (0.24, f"{title}（{town[:8]}）"),
            (0.28, f"{title}【{kind}】"),
            (0.31, f"{title}（日勤のみ）"),
            (0.34, f"{title}※オープニングスタッフ"),
            (0.36, f"{title}（請）"),
            (0.38, title if job.part_time else f"{title}／年間休日１２０日以上"),
            (0.40, f"{title}候補（定年６５歳）"),
        ):
            if x < limit:
                return title, written
        return title, title

    def description(self, draw, employer, job, town, title):
        target = 110 + int(150 * draw() + (300 if job.part_time else 400) * draw() * draw())
        surname = self.world.surnames[int(draw() * draw() * 500)][0]
        about = {
            "town": town,
            "city": job.place.short_name,
            "pref": job.place.prefecture,
            "company": employer.core,
            "surname": surname if draw() < 0.6 else employer.core,
        }
        return description(draw, self.world, job.occupation, title, about, target)

    def received_on(self, draw):
        """A working day; the last days have more."""
        day = self.as_of - datetime.timedelta(int(DAYS * draw() * (0.35 + 0.65 * draw())))
        return day - datetime.timedelta(max(0, day.weekday() - FRIDAY))

    def add_conditions(self, draw, row, job):
        urban = job.place.minimum_wage > URBAN_WAGE
        row["賃金形態"], row["賃金下限"], row["賃金上限"] = conditions.wage(draw, job)
        row["就業時間"] = conditions.hours(draw, job)
        row["時間外労働月平均"] = conditions.overtime(draw, job)
        row["休日"], row["週休二日制"], row["年間休日数"] = conditions.holidays(draw, job)
        row["年齢制限"], row["年齢下限"], row["年齢上限"] = conditions.age_limit(draw, job)
        row["学歴"] = conditions.education(draw, job)
        row["必要な経験"] = conditions.experience(draw, job)
        row["必要な免許・資格"] = conditions.licences(draw, job)
        row["通勤手当"] = conditions.commuting_allowance(draw)
        row["マイカー通勤"] = conditions.commuting_by_car(draw, urban)
        row["転勤"] = "なし" if draw() < (0.95 if job.part_time else 0.82) else "あり"
        row["試用期間"] = conditions.trial_period(draw)
        row["加入保険"] = conditions.insurance(draw, job.part_time)
        row["採用人数"] = conditions.openings(draw)
        row["公開範囲"] = conditions.disclosure_scope(draw)
        row["賞与"] = conditions.bonus(draw, job.employment)
        row["オンライン自主応募"] = online_application(draw, row["公開範囲"])
        row["こだわり条件"] = features(draw, row, job, urban)


def online_application(draw, scope):
    """Only employers who show their name can take applications online (公開範囲 1 and 2)."""
    return "可" if draw() < 0.34 and scope <= 2 else "不可"


def features(draw, row, job, urban):
    """The badges of the card: some follow from the columns, some stand for themselves."""
    family, regular = job.occupation.family, job.employment == "正社員"
    candidates = (
        ("経験不問", row["必要な経験"] == "不問"),
        ("学歴不問", row["学歴"] == "不問"),
        ("資格不問", not row["必要な免許・資格"]),
        ("年齢不問", row["年齢制限"] == "不問"),
        ("時間外労働なし", row["時間外労働月平均"] == 0),
        ("週休二日制(土日休)", row["週休二日制"] == "毎週" and row["休日"].startswith("土日")),
        ("転勤なし", row["転勤"] == "なし"),
        ("書類選考なし", draw() < 0.56),
        ("通勤手当あり", row["通勤手当"] != "なし"),
        ("駅近(徒歩10分以内)", draw() < (0.42 if urban else 0.13)),
        ("マイカー通勤可", row["マイカー通勤"].startswith("可")),
        ("UIJターン歓迎", draw() < (0.06 if urban else 0.24)),
        ("トライアル雇用併用", draw() < 0.09 and regular),
        ("正社員登用あり", not regular and draw() < 0.3),
        ("賞与あり", row["賞与"] != "なし"),
        ("受動喫煙対策あり", draw() < 0.88),
        ("在宅勤務", draw() < (0.2 if family == "itjob" else 0.012)),
        ("入居可能住宅あり(単身用)", draw() < 0.05),
        ("利用可能な託児施設あり", draw() < 0.03),
    )
    return [name for name, holds in candidates if holds]


def referral_deadline(draw, received_on):
    """The end of the second month after the month of 受付, or earlier when the employer says so."""
    if draw() < 0.88:
        months = received_on.year * 12 + received_on.month - 1 + 3
        return datetime.date(months // 12, months % 12 + 1, 1) - datetime.timedelta(1)
    return received_on + datetime.timedelta(14 + int(draw() * 40))
