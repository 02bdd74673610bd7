"""mltrack: a catalog of machine-learning roles joined to a personal progress tracker."""

__version__ = "0.1.0"
