"""`python -m micrograd_edu` is the `micrograd-edu` command."""

import sys

from micrograd_edu.commands import main

sys.exit(main())
