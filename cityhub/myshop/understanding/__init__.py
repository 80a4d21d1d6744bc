"""What a sentence of a shopkeeper says: its kind and its dates, in French and English."""
