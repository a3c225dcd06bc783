"""Documents → what a terminal shows. This package alone knows rich."""
