"""The full-screen face: screens and widgets that show a snapshot and post requests.

Only `app` holds a Session. Snapshots travel down by data binding, requests travel up as messages,
and every glyph, word and colour of a value comes from `present`.
"""

import os

# Textual reads these once, when it is imported; whoever has set them knows better.
os.environ.setdefault("TEXTUAL_FPS", "240")  # a key is answered at once, and not at the next of 60 moments a second
os.environ.setdefault("ESCDELAY", "50")  # milliseconds after which escape was a key and not the start of another one
