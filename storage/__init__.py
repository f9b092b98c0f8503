"""The database: rows, encryption, one repository per noun, and the unit of work."""
