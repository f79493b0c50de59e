"""Golden strings: the seven papers behind the sample article, in both styles."""

import pytest

from articles.references.authors import parse_authors
from articles.references.formatting import format_plain
from articles.references.source import Source

HAUSER = "Häuser W\nAblin J\nFitzcharles M-A\nLittlejohn G\nLuciano JV\nUsui C\nWalitt B"
MARQUES = "Marques AP\nEspírito Santo AS\nBerssaneti AA\nMatsutani LA\nYuan SLK"
NOPPERS = (
    "Noppers I\nNiesters M\nSwartjes M\nBauer M\nAarts L\nGeleijnse N\nMooren R\nDahan A\nSarton E"
)
GUEDJ = "Guedj E\nCammilleri S\nColavolpe C\nde Laforte C\nNiboyet J\nMundler O"


def source(authors: str, **fields) -> Source:
    return Source(authors=parse_authors(authors), **fields)


PAPERS = [
    (
        source(
            HAUSER,
            title="Fibromyalgia",
            container_short="Nat Rev Dis Primers",
            year=2015,
            volume="1",
            pages="15022",
        ),
        "Häuser W, Ablin J, Fitzcharles MA, Littlejohn G, Luciano JV, Usui C, et al. "
        "Fibromyalgia. Nat Rev Dis Primers. 2015;1:15022.",
        "Häuser W, Ablin J, Fitzcharles MA, et al. "
        "Fibromyalgia. Nat Rev Dis Primers. 2015;1:15022.",
    ),
    (
        source(
            MARQUES,
            title="Prevalence of fibromyalgia: literature review update",
            container_short="Rev Bras Reumatol",
            year=2017,
            volume="57",
            issue="4",
            pages="356-363",
        ),
        "Marques AP, Espírito Santo AS, Berssaneti AA, Matsutani LA, Yuan SLK. Prevalence of "
        "fibromyalgia: literature review update. Rev Bras Reumatol. 2017;57(4):356-63.",
        "Marques AP, Espírito Santo AS, Berssaneti AA, Matsutani LA, Yuan SLK. Prevalence of "
        "fibromyalgia: literature review update. Rev Bras Reumatol. 2017;57(4):356-363.",
    ),
    (
        source(
            "Wood PB",
            title="A reconsideration of the relevance of systemic low-dose ketamine to the "
            "pathophysiology of fibromyalgia",
            container_short="J Pain",
            year=2006,
            volume="7",
            issue="9",
            pages="611-614",
        ),
        "Wood PB. A reconsideration of the relevance of systemic low-dose ketamine to the "
        "pathophysiology of fibromyalgia. J Pain. 2006;7(9):611-4.",
        "Wood PB. A reconsideration of the relevance of systemic low-dose ketamine to the "
        "pathophysiology of fibromyalgia. J Pain. 2006;7(9):611-614.",
    ),
    (
        source(
            "Bengtsson A",
            title="The muscle in fibromyalgia",
            container_short="Rheumatology (Oxford)",
            year=2002,
            volume="41",
            issue="7",
            pages="721-724",
        ),
        "Bengtsson A. The muscle in fibromyalgia. Rheumatology (Oxford). 2002;41(7):721-4.",
        "Bengtsson A. The muscle in fibromyalgia. Rheumatology (Oxford). 2002;41(7):721-724.",
    ),
    (
        source(
            NOPPERS,
            title="Absence of long-term analgesic effect from a short-term S-ketamine infusion on "
            "fibromyalgia pain: a randomized, prospective, double blind, active "
            "placebo-controlled trial",
            container_short="Eur J Pain",
            year=2011,
            volume="15",
            issue="9",
            pages="942-949",
        ),
        "Noppers I, Niesters M, Swartjes M, Bauer M, Aarts L, Geleijnse N, et al. Absence of "
        "long-term analgesic effect from a short-term S-ketamine infusion on fibromyalgia pain: a "
        "randomized, prospective, double blind, active placebo-controlled trial. Eur J Pain. "
        "2011;15(9):942-9.",
        "Noppers I, Niesters M, Swartjes M, et al. Absence of long-term analgesic effect from a "
        "short-term S-ketamine infusion on fibromyalgia pain: a randomized, prospective, double "
        "blind, active placebo-controlled trial. Eur J Pain. 2011;15(9):942-949.",
    ),
    (
        source(
            GUEDJ,
            title="Follow-up of pain processing recovery after ketamine in hyperalgesic "
            "fibromyalgia patients using brain perfusion ECD-SPECT",
            container_short="Eur J Nucl Med Mol Imaging",
            year=2007,
            volume="34",
            issue="12",
            pages="2115-2119",
        ),
        "Guedj E, Cammilleri S, Colavolpe C, de Laforte C, Niboyet J, Mundler O. Follow-up of pain "
        "processing recovery after ketamine in hyperalgesic fibromyalgia patients using brain "
        "perfusion ECD-SPECT. Eur J Nucl Med Mol Imaging. 2007;34(12):2115-9.",
        "Guedj E, Cammilleri S, Colavolpe C, de Laforte C, Niboyet J, Mundler O. Follow-up of pain "
        "processing recovery after ketamine in hyperalgesic fibromyalgia patients using brain "
        "perfusion ECD-SPECT. Eur J Nucl Med Mol Imaging. 2007;34(12):2115-2119.",
    ),
    (
        source(
            "Ramachandran VS\nSeckel EL",
            title="Using mirror visual feedback and virtual reality to treat fibromyalgia",
            container_short="Med Hypotheses",
            year=2010,
            volume="75",
            issue="6",
            pages="495-496",
        ),
        "Ramachandran VS, Seckel EL. Using mirror visual feedback and virtual reality to treat "
        "fibromyalgia. Med Hypotheses. 2010;75(6):495-6.",
        "Ramachandran VS, Seckel EL. Using mirror visual feedback and virtual reality to treat "
        "fibromyalgia. Med Hypotheses. 2010;75(6):495-496.",
    ),
]


@pytest.mark.parametrize(("known", "vancouver", "ama"), PAPERS)
def test_a_paper_reads_as_in_a_medical_journal(known: Source, vancouver: str, ama: str):
    assert format_plain(known, "vancouver") == vancouver
    assert format_plain(known, "ama") == ama
