"""Import of references: read, shown in a table, and carried out whole or not at all."""
