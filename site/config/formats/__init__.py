"""How dates are written where Django's own way for a language is not ours; a package a language.

Templates name formats (`DATE_FORMAT`, `YEAR_MONTH_FORMAT`), so every language writes its own.
"""
