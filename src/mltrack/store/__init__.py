"""The disk: where files live, what the catalog files hold, and the one durable copy of a person's progress.

The only room that knows paths, TOML, JSON and TinyDB.
"""
