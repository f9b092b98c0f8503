"""PDFs: a typst template, and the data it is filled with."""
