"""The one voice: core values to `Content`, with every glyph, word and colour token of a value.

Nothing here knows a widget, a key or the app. Text from data is only ever put into `Content` as
literal text, never parsed as markup.
"""
