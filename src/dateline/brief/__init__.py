"""A situation report from the ledger: what it says (`content`), as Markdown and as a page."""
