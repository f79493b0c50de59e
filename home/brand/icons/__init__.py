"""Icons for tabs, bookmarks and home screens, made from the mark, the logo or the initials."""
