"""What all forms of visitors share: protection from robots, and limits."""
