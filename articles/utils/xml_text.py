"""Text that is safe to write into an XML document or a workbook."""

import re

# Characters XML has no way to write.
INVALID_XML_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def strip_invalid_xml_chars(text: str) -> str:
    """Return the text without the characters that would make an XML document unreadable."""
    return INVALID_XML_CHARS.sub("", text)
