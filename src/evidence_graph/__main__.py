"""``python -m evidence_graph`` is the command ``evidence-graph``."""

import sys

from evidence_graph.cli import main

if __name__ == "__main__":
    sys.exit(main())
