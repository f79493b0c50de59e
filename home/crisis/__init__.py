"""Help for people in danger: the words that a search is checked for, and what they are shown."""
