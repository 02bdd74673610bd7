"""The command line: one function a subcommand, thin; what they show is made in `views` and the texts.

The only rooms that print or exit. Everything to and from disk goes through a `Session`; nothing
here may know a path format, the store, Textual or Rich. A module of subcommands is imported when
one of them is called, so that `mltrack --version` loads none of them.
"""
