"""What postings are made of: places and classifications from the project's own data/, and the vocabulary
beside this file."""
import csv
import io
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .chance import Weighted
from .templates import Templates

HERE = Path(__file__).resolve().parent


@dataclass
class Place:
    """A municipality."""

    code: str
    prefecture_code: str
    prefecture: str
    name: str  # with county
    short_name: str  # without county
    core: str  # without 市区町村
    kana: str
    towns: list  # (postal code, town)
    main_office: str
    minimum_wage: int  # yen an hour


@dataclass
class Occupation:
    """A row of occupations.csv, with what its family brings."""

    code: str
    weight: float
    family: str
    industries: list
    monthly_low: int  # thousand yen
    spread: int  # thousand yen
    part_time_share: float
    licences: list  # (name, share, whether it is the ordinary driving licence)
    titles: list
    further_titles: list  # from the classification
    openings: list
    tasks: list
    notes: list
    traits: list
    themes: dict  # word list -> where its window begins
    themes_of_title: dict  # title -> the same, from the words it holds
    theme_limits: dict  # word list -> how many of its first words a window may begin with


def read_toml(name):
    with open(HERE / name, "rb") as file:
        return tomllib.load(file)


def read_csv(path):
    """Rows of a CSV, packed with zstd or not."""
    if path.suffix == ".zst":
        data = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout
        return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class World:
    """Everything that is the same for all postings."""

    def __init__(self, data):
        self.data = data
        self.words = {name: text.split() for name, text in read_toml("words.toml").items()}
        self.places = list(self.read_places())
        attraction = read_toml("places.toml")["attraction"]
        population = {row["code"]: int(row["population"] or 500) for row in read_csv(data / "municipalities.csv")}
        # Work gathers a little less than people do, and more in business districts.
        weights = [population[place.code] ** 0.97 * attraction.get(place.code, 1) for place in self.places]
        self.any_place = Weighted(weights)
        self.place_in = self.grouped(weights, [[place.prefecture_code] for place in self.places])
        self.templates = Templates(self.words, read_toml("themes.toml"))
        self.occupations = list(self.read_occupations())
        weights = [occupation.weight for occupation in self.occupations]
        self.any_occupation = Weighted(weights)
        self.occupation_in = self.grouped(weights, [o.industries for o in self.occupations])
        self.surnames = [(row["kanji"], row["kana"]) for row in read_csv(data / "surnames.csv")]
        self.minor_industries = {}
        for row in read_csv(data / "industries.csv"):
            if row["level"] == "minor" and not row["code"].endswith("0"):
                self.minor_industries.setdefault(row["parent"], []).append(row["code"])
        self.companies = read_toml("companies.toml")

    @staticmethod
    def grouped(weights, groups):
        """One weighted choice for each group that an item is in."""
        members = {}
        for at, names in enumerate(groups):
            for name in names:
                members.setdefault(name, []).append(at)
        return {name: Weighted([weights[at] for at in ats], ats) for name, ats in members.items()}

    def read_places(self):
        towns = {}
        for row in read_csv(self.data / "postal_codes.csv.zst"):
            known = towns.setdefault(row["municipality"], [])
            # Towns only: a large receiver of mail has no reading, and buildings have codes of their own.
            if row["town_kana"] and not re.search("階|ビル|タワー", row["town"]):
                known.append((row["code"], row["town"]))
        prefectures = {row["code"]: row["name"] for row in read_csv(self.data / "prefectures.csv")}
        parents = {row["code"]: row["parent"] for row in read_csv(self.data / "offices.csv")}
        minimum_wage = read_toml("places.toml")["minimum_wage"]
        for row in read_csv(self.data / "municipalities.csv"):
            prefecture = row["prefecture"]
            short_name = re.sub("^.+?郡", "", row["name"]) if row["county"] else row["name"]
            ward = short_name.split("市")[-1] or short_name
            yield Place(
                code=row["code"],
                prefecture_code=prefecture,
                prefecture=prefectures[prefecture],
                name=row["name"],
                short_name=short_name,
                core=re.sub("[市区町村]$", "", ward) or short_name,
                kana=row["kana"],
                towns=towns.get(row["code"]) or [("0000000", "")],
                main_office=parents[row["office"]] or row["office"],
                minimum_wage=minimum_wage[prefecture],
            )

    def read_occupations(self):
        families, fitting = read_toml("families.toml"), read_toml("fitting.toml")
        titles_of_class = self.titles_of_class()
        licences = {row["code"]: row["name"] for row in read_csv(self.data / "licences.csv")}
        for row in read_csv(HERE / "occupations.csv"):
            code, family = row["code"], row["family"]
            titles = row["titles"].split("|")
            further = [t for name in row["title_classes"].split() for t in titles_of_class.get(name, [])]
            shares = [pair.split(":") for pair in row["licences"].split()]
            yield Occupation(
                code=code,
                weight=float(row["weight"]),
                family=family,
                industries=row["industries"].split(),
                monthly_low=int(row["monthly_low"]),
                spread=int(row["spread"]),
                part_time_share=float(row["part_time_share"]),
                licences=[(licences[licence], float(share), licence == "4803") for licence, share in shares],
                titles=titles,
                further_titles=further,
                openings=self.templates.fitting(families[family]["openings"], code),
                tasks=self.templates.fitting(families[family]["tasks"], code),
                notes=fitting_texts(self.words["note"], fitting["note"], fitting["groups"], family),
                traits=fitting_texts(self.words["trait"], fitting["trait"], fitting["groups"], family),
                themes=self.templates.themes_of(code, family),
                themes_of_title=self.templates.themes_of_titles(titles + further),
                theme_limits=self.templates.limits_of(family),
            )

    def titles_of_class(self):
        """Short titles by the first two and three digits of their class."""
        titles = {}
        for row in read_csv(self.data / "occupation_titles.csv.zst"):
            title = re.sub(r"\(.*?\)", "", row["title"])
            if 2 < len(title) <= 16:
                for digits in (2, 3):
                    titles.setdefault(row["class"][:digits], []).append(title)
        return titles


def fitting_texts(texts, rules, groups, family):
    """The texts that no rule keeps from a family."""

    def members(names):
        return {member for name in names for member in groups.get(name, [name])}

    def fits(text):
        for rule in rules:
            if any(word in text for word in rule["words"]):
                inside = family in members(rule.get("only", rule.get("except")))
                if inside != ("only" in rule):
                    return False
        return True

    return [text for text in texts if fits(text)]
