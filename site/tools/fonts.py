"""Make the fonts of the pairs that a clinic can choose, and their style sheets.

    npm install --prefix FOLDER $(python site/tools/fonts.py --packages)
    python site/tools/fonts.py FOLDER/node_modules

Needs fonttools and brotli. Every number in the style sheets is computed from the fonts: the size at
which a line holds as many letters as in the default pair, and the system fonts that stand in until
the fonts have arrived.
"""

import argparse
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

STATIC = Path(__file__).resolve().parents[1] / "static"
# The ranges of foundation.css: letters of names from Gdańsk to Istanbul.
EXTENDED = (
    "U+100-130, U+132-151, U+154-17F, U+192, U+218-21B, U+237, U+1E80-1E85, U+1E9E, U+1EF2-1EF3,"
    " U+2113"
)
WEIGHTS = (400, 600)
# How often letters occur in English, in a thousand, with the space between words.
LETTERS = " etaoinshrdlucmfwgpybvkxjqz,."
COUNTS = [182, 102, 75, 65, 62, 57, 57, 53, 50, 49, 35, 33, 23, 22, 20, 18, 16, 17, 15, 14, 13]
COUNTS += [8, 6, 1, 1, 1, 1, 10, 10]
FREQUENCIES = dict(zip(LETTERS, COUNTS, strict=True))
# Fonts with the widths of Georgia and Arial, which are not free.
STAND_INS = {
    "Georgia": "@fontsource/gelasio/files/gelasio-latin-400-normal.woff2",
    "Arial": "@fontsource/arimo/files/arimo-latin-400-normal.woff2",
}


@dataclass(frozen=True)
class Face:
    """A family as its package has it, and what we keep of it."""

    family: str
    package: str
    stand_in: str
    axis: str = "wght"
    limits: tuple[tuple[str, tuple[float, float]], ...] = ()
    has_extended: bool = True

    def source(self, subset: str) -> str:
        name = f"{self.package}-{subset}-{self.axis}-normal.woff2"
        return f"@fontsource-variable/{self.package}/files/{name}"

    def axes(self) -> dict[str, tuple[float, float]]:
        return {"wght": WEIGHTS, **dict(self.limits)}

    def licence(self) -> str:
        return f"@fontsource-variable/{self.package}/LICENSE"


OPTICAL_SIZES = (("opsz", (18.0, 72.0)),)
NEWSREADER = Face("Newsreader", "newsreader", "Georgia", "opsz", OPTICAL_SIZES, False)
ATKINSON = Face("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next", "Arial")
LITERATA = Face("Literata", "literata", "Georgia", "opsz", OPTICAL_SIZES, False)
BITTER = Face("Bitter", "bitter", "Georgia", has_extended=False)
SOURCE_SANS = Face("Source Sans 3", "source-sans-3", "Arial")
COMMISSIONER = Face("Commissioner", "commissioner", "Arial")
NUNITO = Face("Nunito", "nunito", "Arial")
# The article's voice and that of everything that is operated or checked, with the settings of
# headings that differ from foundation.css.
PAIRS: dict[str, tuple[Face, Face, dict[str, str]]] = {
    "literata": (LITERATA, SOURCE_SANS, {}),
    "bitter": (
        BITTER,
        SOURCE_SANS,
        {"display-weight": "500", "display-leading": "1.06", "heading-weight": "550"},
    ),
    "commissioner": (
        COMMISSIONER,
        COMMISSIONER,
        {"display-weight": "550", "display-leading": "1.06", "heading-weight": "600"},
    ),
    "nunito": (
        NUNITO,
        NUNITO,
        {"display-weight": "600", "display-leading": "1.08", "heading-weight": "600"},
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="?", type=Path, help="the folder node_modules")
    parser.add_argument("--packages", action="store_true", help="list the npm packages")
    options = parser.parse_args()
    faces = {face for pair in PAIRS.values() for face in pair[:2]}
    if options.packages or not options.modules:
        files = [face.source("latin") for face in (*faces, NEWSREADER, ATKINSON)]
        names = {file.rpartition("/files/")[0] for file in (*files, *STAND_INS.values())}
        sys.stdout.write(" ".join(sorted(names)) + "\n")
        return
    for face in sorted(faces, key=lambda each: each.package):
        make_files(face, options.modules)
    for name, (voice, sans, settings) in PAIRS.items():
        css = style_sheet(voice, sans, settings, options.modules)
        (STATIC / "css" / "fonts" / f"{name}.css").write_text(css)


def make_files(face: Face, modules: Path) -> None:
    """Write the files of a face, and its licence."""
    subsets = {"latin": ""} | ({"latin-ext": "-extended"} if face.has_extended else {})
    for subset, suffix in subsets.items():
        font = instance(face, modules, subset)
        options = Options()
        options.flavor = "woff2"
        options.hinting = False
        options.layout_features = ["*"]
        options.notdef_outline = True
        subsetter = Subsetter(options)
        letters = set(font.getBestCmap())
        subsetter.populate(unicodes=letters & parse_ranges(EXTENDED) if suffix else letters)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(STATIC / "fonts" / f"{face.package}{suffix}.woff2")
    licence = (modules / face.licence()).read_text()
    (STATIC / "fonts" / f"{face.package}-OFL.txt").write_text(licence)


def instance(face: Face, modules: Path, subset: str = "latin") -> TTFont:
    font = TTFont(modules / face.source(subset), recalcTimestamp=False)
    file = BytesIO()
    instantiateVariableFont(font, face.axes()).save(file)
    # Read again: subsetting needs all tables as they are in a file.
    return TTFont(file, recalcTimestamp=False)


def parse_ranges(text: str) -> set[int]:
    letters: set[int] = set()
    for part in text.replace("U+", "").split(","):
        first, _dash, last = part.strip().partition("-")
        letters |= set(range(int(first, 16), int(last or first, 16) + 1))
    return letters


def average_width(font: TTFont) -> float:
    """Return the average width of a letter of English text, in ems."""
    widths, names = font["hmtx"].metrics, font.getBestCmap()
    total = sum(FREQUENCIES.values())
    sum_ = sum(widths[names[ord(char)]][0] * often for char, often in FREQUENCIES.items())
    return sum_ / total / font["head"].unitsPerEm


def style_sheet(voice: Face, sans: Face, settings: dict[str, str], modules: Path) -> str:
    """Return the style sheet of a pair."""
    parts = ["/* Made by site/tools/fonts.py. */\n"]
    standard = {"voice": NEWSREADER, "sans": ATKINSON}
    stacks = {}
    for role, face in (("voice", voice), ("sans", sans)):
        # A family that has both roles has a name and a size for each, and one file.
        family = f"{face.family} interface" if role == "sans" and face == voice else face.family
        ideal = average_width(instance(standard[role], modules))
        scale = ideal / average_width(instance(face, modules))
        parts += face_rules(face, family, scale, modules)
        generic = "serif" if face.stand_in == "Georgia" else "sans-serif"
        stacks[role] = f'"{family}", "{family} fallback", {face.stand_in}, {generic}'
    tokens = {"serif": stacks["voice"], "sans": stacks["sans"], **settings}
    lines = "".join(f"    --{name}: {value};\n" for name, value in tokens.items())
    parts.append(f"@layer fonts {{\n  :root {{\n{lines}  }}\n}}\n")
    return "\n".join(parts)


def face_rules(face: Face, family: str, scale: float, modules: Path) -> list[str]:
    """Return the font faces of a family, and the system font that stands in for it."""
    font = instance(face, modules)
    em = font["head"].unitsPerEm
    ascent, descent = font["hhea"].ascent / em, -font["hhea"].descent / em
    local = TTFont(modules / STAND_INS[face.stand_in])
    # `ascent-override` counts in units that `size-adjust` has scaled.
    stand_in = scale * average_width(font) / average_width(local)
    rules = [font_face(face, family, scale)]
    if face.has_extended:
        letters = f"\n  unicode-range: {EXTENDED};"
        rules.append(font_face(face, family, scale, "-extended", letters))
    rules.append(
        f'@font-face {{\n  font-family: "{family} fallback";\n'
        f'  src: local("{face.stand_in}");\n'
        f"  size-adjust: {stand_in:.1%};\n"
        f"  ascent-override: {ascent * scale / stand_in:.1%};\n"
        f"  descent-override: {descent * scale / stand_in:.1%};\n"
        f"  line-gap-override: 0%;\n}}\n"
    )
    return rules


def font_face(face: Face, family: str, scale: float, suffix: str = "", extra: str = "") -> str:
    return (
        f'@font-face {{\n  font-family: "{family}";\n'
        f'  src: url("../../fonts/{face.package}{suffix}.woff2") format("woff2");\n'
        f"  font-weight: {WEIGHTS[0]} {WEIGHTS[1]};\n"
        f"  font-display: swap;\n"
        f"  size-adjust: {scale:.1%};{extra}\n}}\n"
    )


if __name__ == "__main__":
    main()
