"""The reference of an enquiry, by which visitors and staff speak of it.

It is made of the enquiry's key, so that it is known before anything is stored and is the same
wherever it is shown. It says nothing about the order of enquiries or about the sender.
"""

import hashlib
import re

# Without letters that look or sound like others, and without vowels, so that it is never a word.
LETTERS = "23456789CDFGHJKMNPQRTVWXZ"
GROUPS, GROUP_LENGTH = 2, 4
REFERENCE = re.compile(rf"[{LETTERS}]{{{GROUP_LENGTH}}}-[{LETTERS}]{{{GROUP_LENGTH}}}")


def make_reference(key: str) -> str:
    """Return the reference of an enquiry with this key, such as "7KQM-2XWD"."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest())
    letters = []
    for _position in range(GROUPS * GROUP_LENGTH):
        number, index = divmod(number, len(LETTERS))
        letters.append(LETTERS[index])
    return f"{''.join(letters[:GROUP_LENGTH])}-{''.join(letters[GROUP_LENGTH:])}"


def is_reference(text: str) -> bool:
    return REFERENCE.fullmatch(text) is not None
