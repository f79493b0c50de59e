"""Fold the forms of English words: "eases", "eased" and "easing" are all "ease".

No form is looked up in a dictionary: every candidate is tried, and only those that a lexicon or a
pattern names are kept.
"""

import re

# Each base and its irregular forms.
IRREGULAR_FORMS = """
be: am is are was were been being; have: has had having; do: does did done doing;
feel: felt; go: goes went gone; find: found; show: shown; prove: proven; rise: rose risen;
fall: fell fallen; get: got gotten; lose: lost; sleep: slept; begin: began begun;
come: came; overcome: overcame; take: took taken; give: gave given; make: made; keep: kept;
hold: held; stand: stood; win: won; beat: beaten; drive: drove driven; bring: brought;
think: thought; tell: told; say: said; know: knew known; throw: threw thrown;
swear: swore sworn; wear: wore worn; write: wrote written; speak: spoke spoken;
choose: chose chosen; grow: grew grown; regrow: regrew regrown;
shrink: shrank shrunk shrunken; build: built; rebuild: rebuilt; send: sent; spend: spent;
leave: left; pay: paid; hear: heard; see: saw seen; meet: met; lead: led; wake: woke woken;
forget: forgot forgotten; become: became; undo: undid undone; withdraw: withdrew withdrawn;
seek: sought; sing: sang sung; swim: swam swum; run: ran; outrun: outran;
draw: drew drawn; sweep: swept; shake: shook shaken; sink: sank sunk; lend: lent; feed: fed;
steal: stole stolen; light: lit; kneel: knelt; strike: struck; swing: swung; rid: ridden;
cling: clung; creep: crept; deal: dealt; dig: dug; fly: flew flown; freeze: froze frozen;
spin: spun; spring: sprang sprung; sting: stung; weave: wove woven; tooth: teeth; foot: feet;
life: lives; bid: bade; fight: fought; teach: taught; buy: bought; break: broke broken;
forgive: forgave; hide: hid hidden; tear: tore torn; lay: laid; die: dying;
child: children; man: men; woman: women; knife: knives; half: halves
"""
IRREGULAR = {
    form: base.strip()
    for base, _colon, forms in (each.partition(":") for each in IRREGULAR_FORMS.split(";"))
    for form in forms.split()
}
MIN_STEM_LENGTH = 3
# They mean something else than the word in them.
NOT_ADVERBS = frozenset(
    {"unlikely", "likely", "hardly", "lately", "nearly", "barely", "shortly", "readily", "mostly"}
)
AMERICAN = re.compile(r"(?<=[a-z])(iz(?=[aei]))|(?<=[a-z])(yz(?=[aei]))")


def fold(form: str) -> list[str]:
    """Return what a word in lower case may be a form of, itself first."""
    found = [form]
    if form in IRREGULAR:
        found.append(IRREGULAR[form])
    british = AMERICAN.sub(lambda match: match[0][0] + "s", form)
    for spelling in dict.fromkeys((form, british)):
        found += [spelling, *_stems(spelling)]
    return list(dict.fromkeys(found))


def _stems(form: str) -> list[str]:
    """Return the form without the endings of plurals, tenses and adverbs."""
    stems = []
    if form.endswith("s") and not form.endswith("ss"):
        stems.append(form[:-1])
        if form.endswith("es"):
            stems.append(form[:-2])
        if form.endswith("ies"):
            stems.append(form[:-3] + "y")
    elif form.endswith("ied"):
        stems.append(form[:-3] + "y")
    elif form.endswith("ed"):
        stems += [form[:-1], *_undouble(form[:-2])]
    elif form.endswith("ing"):
        stems += [form[:-3] + "e", *_undouble(form[:-3])]
    elif form.endswith("ly") and form not in NOT_ADVERBS:
        stems += [form[:-2], form[:-1] + "e"]
        if form.endswith("ily"):
            stems.append(form[:-3] + "y")
        if form.endswith("ally"):
            stems.append(form[:-4])
    return [stem for stem in stems if len(stem) >= MIN_STEM_LENGTH]


def _undouble(stem: str) -> list[str]:
    is_doubled = len(stem) > MIN_STEM_LENGTH and stem[-1] == stem[-2]
    return [stem, stem[:-1]] if is_doubled else [stem]
