"""Texts as Markdown, in the part of it that CommonMark and GitHub's tables agree on."""
