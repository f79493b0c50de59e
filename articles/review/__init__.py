"""Clinical sign-off: what was signed, by whom, and how reviewers are asked."""
