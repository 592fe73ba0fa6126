"""The nouns, under everything: plain frozen records and their own arithmetic. No I/O, no third-party packages."""
