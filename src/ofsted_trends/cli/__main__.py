"""Makes `python -m ofsted_trends.cli` the command."""

from ofsted_trends.cli import main

main()
