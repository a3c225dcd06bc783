"""Text, free of any canon: made safe to print, compared, and laid out as documents."""
