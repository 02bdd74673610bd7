"""Where mltrack keeps things: the environment first, else the places the platform has for them.

Only names are made here. A directory comes into being with the first write, in the room that writes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from mltrack.core.records import dataclass
from mltrack.core.text import plain
from mltrack.errors import StoreError


@dataclass(frozen=True, slots=True)
class Places:
    """The directories of one person's mltrack, all absolute."""

    data: Path
    """What must never be lost."""
    config: Path
    """What a person has set or written for mltrack."""
    cache: Path
    """What can be made again at any time."""
    backups: Path
    """Earlier states of the progress file."""

    @property
    def progress(self) -> Path:
        """The progress file."""
        return self.data / "progress.json"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def catalog(self) -> Path:
        """The folder of what a person adds to the catalog."""
        return self.config / "catalog"

    @property
    def old_settings(self) -> Path:
        """The settings file of earlier versions, read where there is no other."""
        return self.config / "settings.json"


def places(environ: Mapping[str, str] = os.environ) -> Places:
    """The places to use: below `MLTRACK_HOME` if `environ` has it and it is not empty, else the platform's.

    `MLTRACK_HOME` holds `data/`, `config/` and `cache/`; a leading `~` is the home directory, and a
    relative value counts from the working directory of now. Backups are `backups/` in the data
    directory either way. The platform's places follow the XDG variables of the process where those
    are absolute. Raises StoreError when the platform does not say where home is.
    """
    home = environ.get("MLTRACK_HOME", "")
    if home:
        root = _absolute(home)
        return _joined(root / "data", root / "config", root / "cache")
    from platformdirs import PlatformDirs

    platform = PlatformDirs("mltrack", appauthor=False)
    try:
        data, config, cache = platform.user_data_dir, platform.user_config_dir, platform.user_cache_dir
    except RuntimeError as error:
        raise StoreError("Your home directory is not known; set MLTRACK_HOME to a directory for mltrack.") from error
    return _joined(_absolute(data), _absolute(config), _absolute(cache))


def _absolute(path: str) -> Path:
    # Not resolve(): symbolic links on the way are the owner's choice and stay in what is shown.
    try:
        return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 - does not follow links
    except OSError as error:
        raise StoreError(f"The working directory is gone, so '{plain(path)}' cannot be found from it.") from error


def _joined(data: Path, config: Path, cache: Path) -> Places:
    return Places(data, config, cache, backups=data / "backups")
