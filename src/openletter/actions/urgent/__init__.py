"""The field's urgent action as structured data: its numbers, its sheet, and the two ways to read one. No query here."""
