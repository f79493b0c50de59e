"""Site kits: a whole site as readable files. And setting up a site of your own."""
