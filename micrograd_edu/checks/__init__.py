"""What the labs grade with. A check is evidence, then judgement: see `check.py`."""
