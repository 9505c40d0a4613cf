"""Invented employers. Large chains (`is_chain`) have establishments all over the country."""
import re
from dataclasses import dataclass

from .chance import pick, pick_early

FORMS = [("株式会社", "カブシキガイシャ"), ("有限会社", "ユウゲンガイシャ"), ("合同会社", "ゴウドウガイシャ")]
ANY_ENDING = ["工業 コウギョウ", "商事 ショウジ", "サービス", "産業 サンギョウ"]
# Industries (two digits, JSIC) of schools, medicine and welfare, whose employers are often corporations of
# their own kind.
PUBLIC_SERVICES = ("83", "85", "81", "84", "82")
PUBLIC_ENDINGS = ("会", "福祉会", "学園")


@dataclass
class Company:
    """An establishment that offers work."""

    number: str
    name: str
    kana: str
    postal_code: str
    address: str
    place: int
    industry: str  # two digits
    minor_industry: str  # three digits
    occupation: int  # what it is usually looking for
    employees: int
    main_office: str
    core: str  # the name without form and ending


def house_number(draw):
    x = draw()
    if x < 0.55:
        return f"{1 + int(draw() * 5)}丁目{1 + int(draw() * 28)}－{1 + int(draw() * 25)}"
    if x < 0.85:
        return f"{1 + int(draw() * 1800)}－{1 + int(draw() * 12)}"
    return f"{1 + int(draw() * 400)}番地"


def split_pair(text):
    """「建設 ケンセツ」 → text and reading; a text alone is read as it is written."""
    name, _, kana = text.partition(" ")
    return name, kana or name


def core_name(draw, world, place):
    """(name, reading) of what stands between the form and the ending."""
    x = draw()
    surname = pick_early(draw, world.surnames)
    parts = world.companies
    if x < 0.30:
        return surname
    if x < 0.42:
        return place.core, re.sub("(シ|マチ|チョウ|ムラ|ソン|ク)$", "", place.kana.split("グン")[-1])
    if x < 0.72:
        first, first_kana = split_pair(pick(draw, parts["first"]))
        second, second_kana = split_pair(pick(draw, parts["second"]))
        return first + second, first_kana + second_kana
    words = parts["katakana"].split()
    name = pick(draw, words) + (pick(draw, words) if draw() < 0.55 else "")
    return name, name


def public_form(industry, x):
    """The form of a corporation in a public service; None when it is an ordinary company."""
    if industry == "83":
        return ("医療法人", "イリョウホウジン") if x < 0.5 else ("医療法人社団", "イリョウホウジンシャダン")
    if industry == "81":
        return ("学校法人", "ガッコウホウジン")
    if industry == "85" and x < 0.55:
        return ("社会福祉法人", "シャカイフクシホウジン") if x < 0.45 else ("医療法人", "イリョウホウジン")
    return None


def full_name(draw, world, place, industry):
    """(name, reading, core)"""
    x = draw()
    endings = world.companies["endings"].get(industry, ANY_ENDING)
    ending, ending_kana = split_pair(pick(draw, endings))
    core, kana = core_name(draw, world, place)
    if industry in PUBLIC_SERVICES and x < 0.80:
        form = public_form(industry, x)
        if form:
            rest = "" if ending in PUBLIC_ENDINGS else f"　{core}{ending}"
            return f"{form[0]}　{core}会{rest}", f"{form[1]} {kana}カイ", core
        form = FORMS[0]
        return f"{form[0]}　{core}{ending}", f"{form[1]} {kana}{ending_kana}", core
    form = FORMS[0] if x < 0.80 else FORMS[1] if x < 0.95 else FORMS[2]
    if draw() < 0.62:
        return f"{form[0]}　{core}{ending}", f"{form[1]} {kana}{ending_kana}", core
    return f"{core}{ending}　{form[0]}", f"{kana}{ending_kana} {form[1]}", core


def number_of_employees(draw):
    x = draw()
    if x < 0.42:
        return int(4 + draw() * 12)
    if x < 0.75:
        return int(16 + draw() * 50)
    if x < 0.95:
        return int(66 + draw() * 300)
    return int(366 + draw() * 3000)


def company(draw, world, serial):
    """A company; different serials give different establishment numbers."""
    occupation = world.any_occupation.pick(draw)
    industry = pick_early(draw, world.occupations[occupation].industries)
    at = world.any_place.pick(draw)
    place = world.places[at]
    postal_code, town = pick(draw, place.towns)
    name, kana, core = full_name(draw, world, place, industry)
    employees = number_of_employees(draw)
    office = place.main_office
    address = f"{place.prefecture}{place.name}{town}{house_number(draw)}"
    return Company(
        number=f"{office[:4]}-{(serial * 7919 + 612347) % 1000000:06d}-{(serial * 7 + 3) % 10}",
        name=name,
        kana=kana,
        postal_code=postal_code,
        address=address,
        place=at,
        industry=industry,
        minor_industry=pick(draw, world.minor_industries.get(industry, [industry + "9"])),
        occupation=occupation,
        employees=employees,
        main_office=office,
        core=core,
    )
