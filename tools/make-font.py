#!/usr/bin/env python3
"""Makes data/font/NotoSansCJKjp-names.otf, the font that a PDF is set with.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install fonttools
    apt-get install fonts-noto-cjk
    /tmp/venv/bin/python tools/make-font.py

It takes the Japanese face of Noto Sans CJK, keeps every kanji that a name can be written with (with the variants that a
variation selector asks for), kana, and what stands between them, and drops Hangul, layout features and hints.
"""

import pathlib

from fontTools import subset
from fontTools.ttLib import TTCollection

SOURCE = pathlib.Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "data" / "font" / "NotoSansCJKjp-names.otf"

KEPT = [
    (0x0020, 0x024F),  # Latin
    (0x0370, 0x04FF),  # Greek, Cyrillic
    (0x2000, 0x27BF),  # punctuation, numbers in circles, symbols
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x30FF),  # punctuation and kana
    (0x31F0, 0x33FF),  # small kana, squared words
    (0x3400, 0x4DBF),  # kanji: extension A
    (0x4E00, 0x9FFF),  # kanji
    (0xF900, 0xFAFF),  # kanji kept apart for round trips: 﨑
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFF00, 0xFFEF),  # full and half width
    (0x20000, 0x2FA1F),  # kanji beyond the first plane: 𠮷
    (0xE0100, 0xE01EF),  # variation selectors of the ideographic variation database
]


def main() -> None:
    """Subsets the face and writes it."""
    font = TTCollection(str(SOURCE)).fonts[0]
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["BASE", "DSIG", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
    worker.subset(font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.save(str(TARGET))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {font['maxp'].numGlyphs} glyphs")


if __name__ == "__main__":
    main()
