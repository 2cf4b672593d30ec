"""The workflow that builds and publishes the site on a schedule."""

import re
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
STEPS = WORKFLOW["jobs"]["site"]["steps"]


def test_it_runs_on_a_schedule_and_never_twice_at_once():
    when = WORKFLOW[True]  # YAML reads the word "on" as a truth value
    assert [len(each["cron"].split()) for each in when["schedule"]] == [5]
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is False


def test_it_collects_renders_and_publishes_in_this_order():
    names = [step.get("name") or step.get("uses", "").partition("@")[0] for step in STEPS]
    order = ["actions/checkout", "Collect documents from Ofsted's site", "Ingest and render", "actions/deploy-pages"]
    assert [name for name in names if name in order] == order
    assert names[-1] == "Say whether a report failed", "what is good is published first"


def test_its_commands_are_shell_and_make_has_their_rules():
    for step in STEPS:
        if "run" in step:
            subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)
            for target in re.findall(r"^make (\S+)", step["run"], re.M):
                subprocess.run(
                    ["make", "--dry-run", "--always-make", target], cwd=ROOT, capture_output=True, check=True
                )
