"""Cut the self-hosted typefaces down to what our people's names and letters need.

Sources (SIL Open Font License 1.1, fetched once, not part of this tree):

    npm install @fontsource-variable/source-serif-4@5.3.1 @fontsource/source-serif-4@5.3.1 \
        @fontsource/ibm-plex-sans@5.3.0 @fontsource/ibm-plex-sans-arabic@5.3.0 \
        @fontsource/noto-naskh-arabic@5.3.0 @fontsource/amiri@5.3.0 \
        @fontsource/noto-serif-hebrew@5.3.0 @fontsource/noto-sans-tifinagh@5.3.0
    python tools/fonts.py node_modules

Source Serif sets names and letters, Noto Naskh stands beside it in Arabic; IBM Plex Sans and its Arabic set
what is printed rather than written: dates, labels, buttons. The subsets are renamed, as the licence asks of
changed versions, and land in src/openletter/web/static/openletter/fonts/.

Paper, and the cards that other sites show beside a link, are drawn by us, where no reader's own fonts can step in.
For them the same faces are kept whole and in more scripts, as plain TrueType, in src/openletter/kernel/pdf/fonts/
beside a list of the letters they have. On paper Arabic is set in Amiri: Noto Naskh draws a letter and its dots apart,
and whoever copies the text of a PDF or has it read out would get every such letter twice.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEB = Path(__file__).parent.parent / "src/openletter/web"
OUT = WEB / "static/openletter/fonts"
PAPER_OUT = WEB.parent / "kernel/pdf/fonts"

LATIN = (
    *range(0x20, 0x7F),
    *(0xA0, 0xA7, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0xBF, 0xA1),
    *range(0xC0, 0x100),
    *(0x152, 0x153, 0x178),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x202F),
)
LATIN_EXTENDED = (
    *range(0x100, 0x152),
    *range(0x154, 0x178),
    *range(0x179, 0x180),
    0x218,
    0x219,
    0x21A,
    0x21B,
)
ARABIC = (
    *(0x20, 0xA0, 0xAB, 0xBB, 0x28, 0x29, 0x2E, 0x3A, 0x2F, 0x2D, 0x25, 0x2013, 0x2014, 0x2026),
    *range(0x30, 0x3A),
    *(0x60C, 0x61B, 0x61F),
    *range(0x621, 0x63B),
    *range(0x640, 0x653),
    *(0x66A, 0x66B, 0x66C, 0x670, 0x671),
    *range(0x660, 0x66A),
    *(
        0x67E,
        0x686,
        0x698,
        0x6A4,
        0x6A9,
        0x6AD,
        0x6AF,
        0x6CC,
    ),  # letters of Maghrebi, Persian and Kurdish names
)
LATIN_FEATURES = ["kern", "liga", "mark", "ccmp", "locl", "lnum", "tnum"]
ARABIC_FEATURES = [
    "init",
    "medi",
    "fina",
    "isol",
    "rlig",
    "liga",
    "calt",
    "ccmp",
    "mark",
    "mkmk",
    "kern",
    "curs",
]


@dataclass(frozen=True)
class Cut:
    """One subset: where it comes from, what it keeps, and what it is called here."""

    name: str
    family: str
    source: str
    characters: tuple[int, ...]
    features: list[str]
    axes: dict[str, float] | None = None


SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-{}-opsz-normal.woff2"
SANS = "@fontsource/ibm-plex-sans/files/ibm-plex-sans-{}-500-normal.woff2"
CUTS = (
    Cut("letter-latin", "Letter", SERIF.format("latin"), LATIN, LATIN_FEATURES, {"opsz": 20, "wght": 400}),
    Cut(
        "letter-latin-ext",
        "Letter",
        SERIF.format("latin-ext"),
        LATIN_EXTENDED,
        LATIN_FEATURES,
        {"opsz": 20, "wght": 400},
    ),
    Cut("print-latin", "Print", SANS.format("latin"), LATIN, LATIN_FEATURES),
    Cut("print-latin-ext", "Print", SANS.format("latin-ext"), LATIN_EXTENDED, LATIN_FEATURES),
    Cut(
        "letter-arabic",
        "Letter Arabic",
        "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2",
        ARABIC,
        ARABIC_FEATURES,
    ),
    Cut(
        "print-arabic",
        "Print Arabic",
        "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-500-normal.woff2",
        ARABIC,
        ARABIC_FEATURES,
    ),
)
UPRIGHT = {"opsz": 20.0, "wght": 400.0}
ARABIC_PRINT = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-500-normal.woff2"


@dataclass(frozen=True)
class Whole:
    """One file of a face with every letter it has, for drawing on our side."""

    name: str
    family: str
    source: str
    axes: dict[str, float] | None = None


WHOLES = (
    *(
        Whole(f"letter-{part}", f"Letter {part}", SERIF.format(part), UPRIGHT)
        for part in ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
    ),
    *(
        Whole(f"print-{part}", f"Print {part}", SANS.format(part))
        for part in ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
    ),
    Whole("letter-arabic", "Letter arabic", CUTS[4].source),
    Whole("paper-arabic", "Paper arabic", "@fontsource/amiri/files/amiri-arabic-400-normal.woff2"),
    Whole("print-arabic", "Print arabic", ARABIC_PRINT),
    Whole(
        "letter-hebrew",
        "Letter hebrew",
        "@fontsource/noto-serif-hebrew/files/noto-serif-hebrew-hebrew-400-normal.woff2",
    ),
    Whole(
        "letter-tifinagh",
        "Letter tifinagh",
        "@fontsource/noto-sans-tifinagh/files/noto-sans-tifinagh-tifinagh-400-normal.woff2",
    ),
)
PAPER_LICENCES = {
    "OFL-paper-arabic.txt": "@fontsource/amiri/LICENSE",
    "OFL-letter-hebrew.txt": "@fontsource/noto-serif-hebrew/LICENSE",
    "OFL-letter-tifinagh.txt": "@fontsource/noto-sans-tifinagh/LICENSE",
}
LICENCES = {
    "OFL-letter.txt": "@fontsource/source-serif-4/LICENSE",
    "OFL-letter-arabic.txt": "@fontsource/noto-naskh-arabic/LICENSE",
    "OFL-print.txt": "@fontsource/ibm-plex-sans/LICENSE",
    "OFL-print-arabic.txt": "@fontsource/ibm-plex-sans-arabic/LICENSE",
}


def cut(packages: Path, wanted: Cut) -> int:
    """Write one subset as woff2 and say its weight in bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = wanted.features
    options.hinting = False
    options.glyph_names = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 13, 14]
    font = subset.load_font(str(packages / wanted.source), options, lazy=False)
    if wanted.axes:
        font = instancer.instantiateVariableFont(font, wanted.axes, inplace=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted.characters)
    cutter.subset(font)
    rename(font, f"Openletter {wanted.family}")
    target = OUT / f"{wanted.name}.woff2"
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def whole(packages: Path, wanted: Whole) -> set[int]:
    """Write one whole face as TrueType and return the letters it has."""
    font = TTFont(packages / wanted.source, recalcTimestamp=False)
    if wanted.axes:
        font = instancer.instantiateVariableFont(font, wanted.axes, inplace=True)
    rename(font, f"Openletter {wanted.family}")
    font.flavor = None
    font.save(PAPER_OUT / f"{wanted.name}.ttf")
    return {letter for letter in font.getBestCmap() if letter >= 0x20}


def rename(font: TTFont, family: str) -> None:
    """A changed version carries its own name; the licence entries stay as they were."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22, 25)]
    for record in names.names:
        if record.nameID == 1:
            record.string = family


def ranges(letters: set[int]) -> str:
    """Code points as hexadecimal ranges, one a line."""
    lines: list[list[int]] = []
    for letter in sorted(letters):
        if lines and letter == lines[-1][1] + 1:
            lines[-1][1] = letter
        else:
            lines.append([letter, letter])
    return "".join(f"{first:x}-{last:x}\n" for first, last in lines)


def copy_licences(packages: Path, licences: dict[str, str], target: Path) -> None:
    """The licence of each face stands beside it."""
    for name, source in licences.items():
        lines = (packages / source).read_text().rstrip().splitlines()
        (target / name).write_text("\n".join(line.rstrip() for line in lines) + "\n")


def main(packages: Path) -> None:
    """Cut everything, copy the licences, and print what each file weighs."""
    OUT.mkdir(parents=True, exist_ok=True)
    PAPER_OUT.mkdir(parents=True, exist_ok=True)
    for wanted in CUTS:
        print(f"{wanted.name:18} {cut(packages, wanted):6} bytes")
    letters: dict[str, set[int]] = {"Letter": set(), "Print": set(), "Paper": set()}
    for each in WHOLES:
        letters[each.family.split()[0]] |= whole(packages, each)
    # Where Print lacks a script, Letter stands in for it on paper.
    (PAPER_OUT / "letters.txt").write_text(ranges(letters["Letter"]))
    copy_licences(packages, LICENCES, OUT)
    copy_licences(packages, LICENCES | PAPER_LICENCES, PAPER_OUT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
