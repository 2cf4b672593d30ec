"""What became of items in later documents of their authority: found by theme and by words, and kept."""
