"""Text, independent of a canon: safe printing, comparison, and the blocks of documents."""
