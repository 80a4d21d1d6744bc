"""Photos: taken in safely, shown in the sizes that the pages need."""
