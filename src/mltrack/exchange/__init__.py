"""Other people's formats: writing returns text, and nothing here touches the disk or the screen."""
