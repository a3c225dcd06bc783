"""Results → documents: in which order and in which words a reader sees them."""
