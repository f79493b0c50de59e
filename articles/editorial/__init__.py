"""What editors are told of an article: the list of what is wrong with it, and where it is shown."""
