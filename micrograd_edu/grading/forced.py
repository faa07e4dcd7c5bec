"""A forced batch, which grades again what has not changed: remembered, so that it can be interrupted like any other."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from micrograd_edu.grading.whole_file import write_whole


@dataclass
class ForcedBatch:
    """Whom a forced batch is to grade. Each of them bears its id once they are graded, so nothing else is written."""

    id: str = ""
    students: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> ForcedBatch:
        """The one that is under way, or an empty one."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    @classmethod
    def begin(cls, path: Path, students: list[str]) -> ForcedBatch:
        batch = cls(secrets.token_hex(8), students)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(batch)))
        return batch
