"""In-process caches that are emptied when public content changes.

`home/delivery/README.md` lists every cache of the project.
"""
