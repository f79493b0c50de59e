"""Articles by email: subscribing, letters to readers and leaving."""
