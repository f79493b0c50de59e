"""Lists, panels, reports and reminders for the editors of articles."""
