"""Path components below an enquiry page."""

# Where the form is sent.
SEND_PATH = "send"
# Where the visitor is thanked.
THANKS_PATH = "thanks"
