"""Texts with gaps: {name} is filled with a word of words.toml, or with a word about the posting."""
import re

from .chance import pick

# Gaps that are filled with words about the posting itself.
ABOUT = ("town", "city", "pref", "company", "surname")


class Theme:
    """A gap whose words come from a window in a list, so that one posting speaks of one kind of goods."""

    def __init__(self, name, words, window):
        self.name = name
        self.words = words
        self.window = window


class Templates:
    """Divides texts at their gaps and knows the themes."""

    def __init__(self, words, themes):
        self.words = words
        self.starts = themes
        self.themes = {name: Theme(name, words[name], window) for name, window in themes["window"].items()}
        self.places = {}
        for name, theme in self.themes.items():
            for at, word in enumerate(theme.words):
                if len(word) > 1:
                    self.places.setdefault(word, []).append((name, at))
        longest_first = sorted(self.places, key=len, reverse=True)
        self.any_word = re.compile("|".join(re.escape(word) for word in longest_first))

    def divided(self, text):
        """The parts of a text: plain texts, themes, lists of words, and names of ABOUT."""
        parts = []
        for at, part in enumerate(re.split(r"\{(\w+)\}", text)):
            if at % 2 == 0:
                parts += [part] if part else []
            elif part in ABOUT:
                parts.append((part,))
            else:
                parts.append(self.themes.get(part) or self.words[part])
        return parts

    def fitting(self, texts, code):
        """The divided texts that fit an occupation's code."""
        parts = []
        for text in texts:
            if isinstance(text, str):
                parts.append(self.divided(text))
            elif any(code.startswith(front) for front in text["only"]):
                parts.append(self.divided(text["text"]))
        return parts

    def themes_of(self, code, family):
        words = self.starts["family"].get(family, {}) | self.starts["occupation"].get(code, {})
        return {name: self.words[name].index(word) for name, word in words.items()}

    def themes_of_titles(self, titles):
        found = {}
        for title in titles:
            for word in self.any_word.findall(title):
                for name, at in self.places[word]:
                    found.setdefault(title, {})[name] = at
        return found

    def limits_of(self, family):
        return self.starts["first"].get(family, {})


class Writer:
    """Fills the gaps of the texts of one posting."""

    def __init__(self, draw, about, themes, limits):
        self.draw = draw
        self.about = about
        self.themes = dict(themes)
        self.limits = limits

    def fill(self, parts):
        text = ""
        for part in parts:
            if isinstance(part, str):
                text += part
            elif isinstance(part, tuple):
                text += self.about[part[0]]
            elif isinstance(part, list):
                text += self.new_word(part, text)
            else:
                text += self.theme_word(part, text)
        return text

    def new_word(self, words, text):
        """A word that does not stand in the text already, if that is easily found."""
        draw = self.draw
        word = words[int((draw() * draw() if draw() < 0.5 else draw()) * len(words))]
        for _ in range(2):
            if word in text:
                word = pick(draw, words)
        return word

    def theme_word(self, theme, text):
        draw, words = self.draw, theme.words
        start = self.themes.get(theme.name)
        if start is None:
            start = self.themes[theme.name] = int(draw() * self.limits.get(theme.name, len(words)))
        word = words[(start + int(draw() * theme.window)) % len(words)]
        if word in text:
            word = words[(start + int(draw() * theme.window)) % len(words)]
        return word
