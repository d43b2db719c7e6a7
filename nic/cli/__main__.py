"""``python -m nic.cli``: the same as ``nic``."""

from nic.cli import main

main(prog_name="nic")
