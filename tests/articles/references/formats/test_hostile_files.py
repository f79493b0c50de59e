"""Files of any content are read in a time that grows with their length."""

from contextlib import suppress
from time import process_time

import pytest

from articles.references.formats.detect import UnreadableError, read_records

RIS = "TY  - JOUR\nTI  - A\n"
TABLE = "PMID,Title,Authors,Citation,Journal/Book\n"
# Each is long enough to take minutes if its time grew with the square of its length.
FILES = {
    "article number": f"{RIS}C7  - {'9' * 200_000}",
    "serial numbers": f"{RIS}SN  - {'1660-4601 ' * 20_000}",
    "dates": f"{RIS}DA  - {'2021 Aug ' * 20_000}",
    "digits of a date": f"{RIS}DA  - {'1' * 200_000}",
    "particles": f"{RIS}AU  - Alder, {'van ' * 50_000}",
    "labels in notes": f"{RIS}N1  - {'PMID: ' * 40_000}",
    "lines between records": f"{RIS}ER  - \n{'NL  - x' * 100}\n" * 500,
    "labels of ERIC": f"PMID- 1\nTI  - A\n{'ISSN - ' * 2}\n" + "ISSN - \n" * 50_000,
    "types of EndNote": "%0 Book\n" * 50_000 + "%T A\n",
    "nested XML": f"<xml><records><record>{'<a>' * 90_000}</record></xml>",
    "quotation marks of a table": f'{TABLE}1,"{"a" * 100}{chr(34) * 100_000}"\n',
    "places of a table": f'{TABLE}1,A,"B","{". 2020" * 15_000}","C"\n',
    "header of a table": "," * 4_000 + "title",
    "comments before a CFF": "#\n" * 100_000,
    "fields of BibTeX": "@article{k, title={A}" + " a " * 60_000 + "}",
    "gaps of BibTeX": "@article{k, title={A}" + " \n" * 100_000 + "}",
    "open brackets": "@article{k, title={" + "{" * 100_000,
    "joined abbreviations": "@article{k, title=" + "a # " * 50_000 + "a}",
    "raised figures": "@article{k, title={" + "$^{" * 1_600 + "}}",
    "accents": "@article{k, title={" + "\\'" * 2_400 + "}}",
    "starts of entries": "@a{" * 5_000,
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_refused_in_linear_time(name: str):
    started = process_time()
    with suppress(UnreadableError):
        read_records(FILES[name])

    assert process_time() - started < 10


@pytest.mark.parametrize(
    "entry",
    [
        "TY  - JOUR\nAU  - Alder, Ann B\nTI  - Iron <n>\nT2  - J Rest\nPY  - 2021\nER  - \n",
        "PMID- <n>\nTI  - Iron <n>.\nFAU - Alder, Ann B\nTA  - J Rest\nDP  - 2021 Aug\n\n",
        "@article{k<n>, title={Iron \\'et\\'e <n>}, author={Alder, A}, journal={J}, year=2021}\n",
        "%0 Book\n%A Alder, Ann B\n%T Iron <n>\n%D 2021\n\n",
    ],
    ids=["ris", "nbib", "bibtex", "endnote"],
)
def test_thousand_entries_take_a_second_at_most(entry: str):
    text = "".join(entry.replace("<n>", str(number + 1)) for number in range(1_000))
    read_records(entry)

    started = process_time()
    records = read_records(text)

    assert len(records) == 1_000
    assert process_time() - started < 2  # on a busy machine
