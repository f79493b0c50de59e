"""Clinical review: review requests and their links, responses and sign-offs."""
