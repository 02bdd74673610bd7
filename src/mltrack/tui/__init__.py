"""The full-screen face: screens and widgets that show a snapshot and post requests.

Only `app` holds a Session. Snapshots travel down by data binding, requests travel up as messages,
and every glyph, word and colour of a value comes from `present`.
"""
