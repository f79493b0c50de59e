"""Text that is safe to write into an XML document or a workbook."""

import re

# Characters that XML does not allow, even escaped.
INVALID_XML_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def strip_invalid_xml_chars(text: str) -> str:
    """Return the text without characters that make an XML document invalid."""
    return INVALID_XML_CHARS.sub("", text)
