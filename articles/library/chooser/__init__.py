"""The citation dialog of the editor: search, choose and add sources while writing."""
