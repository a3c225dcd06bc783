"""Pages as documents: in which order and words one sees them."""
