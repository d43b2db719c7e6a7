"""The ``nic`` command. Each command is imported when it is run, so that ``nic --help`` is quick."""

from nic.cli.group import Entry, NicGroup, make_script_info

ENTRIES = (
    Entry("analyze", "nic.analysis.command:analyze", "Analyze series given as JSON on standard input."),
    Entry("backup", "nic.cli.backup:backup", "Write the database and the files into one archive."),
    Entry("db", "nic.cli.database:database", "Create, upgrade or downgrade the database."),
    Entry("demo", "nic.demo.cli:demo", "Fill an empty database with the demo story."),
    Entry("gallery", "nic.drawing.gallery:gallery", "Draw every chart from sample data, to look at."),
    Entry("import-observations", "nic.measures.cli:import_observations", "Import a file of measured values."),
    Entry("people", "nic.accounts.cli:people", "Manage accounts."),
    Entry("restore", "nic.cli.backup:restore", "Put a backup back."),
    Entry("routes", "nic.cli.routes:routes", "List every address with its permission."),
    Entry("serve", "nic.cli.serve:serve", "Serve the pages."),
    Entry("totals", "nic.measures.cli:totals", "Check or rebuild the kept totals."),
    Entry("work", "nic.cli.work:work", "Run due jobs and send waiting mail."),
)

main = NicGroup(
    name="nic",
    entries=ENTRIES,
    context_settings={"obj": make_script_info(), "help_option_names": ["-h", "--help"]},
    help="NIC: the open system with which schools improve together.",
    epilog=(
        "Exit codes: 0 done; 1 failed, and the step that failed changed nothing; 2 wrong usage or settings, or "
        "a database that needs 'nic db upgrade'; 3 nothing to do, because people exist already (nic demo)."
    ),
)
