"""What makes offers and orders out of plain words, and changes the offers."""
