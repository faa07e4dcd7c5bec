"""The instructor's side: nbgrader steps that judge outside of the student's process. Enabled in `nbgrader_config.py`."""

import sys

# jsonschema, which checks notebooks, imports this for a rule about web addresses that no notebook has: 1.5 s at every start
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None is Python's mark for "is not there"
