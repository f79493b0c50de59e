"""The look of a site, chosen by its staff: colours, corners and drawings."""
