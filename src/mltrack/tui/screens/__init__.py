"""Screens: they compose widgets, bind data to them and move the focus. Requests pass through to the app."""
