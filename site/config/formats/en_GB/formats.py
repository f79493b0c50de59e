"""Short months, so that a date fits into a line of a card: 3 Sep 2026, Sep 2026."""

DATE_FORMAT = "j M Y"
YEAR_MONTH_FORMAT = "M Y"
