"""Domain facts as data files, and the loaders that check them; nothing is read at import."""
