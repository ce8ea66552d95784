"""Pictures drawn on the server: where things stand (pure), and the SVG that shows them.

`scale` and `labels` know only numbers and days, `chronology` and `chart` arrange, `svg` writes. Nothing here knows a
case or a language: words come in ready, directions as a flag.
"""
