"""The environment is made once, repaired when half made, and made again when moved. uv itself is a recorder here."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.checks.tree import ROOT

UV = """\
#!{python}
import sys
from pathlib import Path
root = Path({root!r})
with (root / "steps").open("a") as steps:
    steps.write(" ".join(sys.argv[1:]).replace(str(root), ".") + "\\n")
if sys.argv[1] == "venv":
    if (root / "no-python").exists():
        print("No interpreter found", file=sys.stderr)
        sys.exit(2)
    (root / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    python = root / ".venv" / "bin" / "python"
    python.unlink(missing_ok=True)
    python.symlink_to({python!r})
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the bootstrap reads, with the installer in place."""
    for name in (".python-version", "pyproject.toml", "tools/bootstrap.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "requirements").mkdir()
    for group in ("bootstrap", "runtime", "dev"):
        (tmp_path / f"requirements/{group}.txt").write_text(f"# {group}\n")
    return with_installer(tmp_path)


def with_installer(root: Path) -> Path:
    (root / ".boot/bin").mkdir(parents=True, exist_ok=True)
    uv = root / ".boot/bin/uv"
    uv.write_text(UV.format(python=sys.executable, root=str(root)))
    uv.chmod(0o755)
    wanted = (root / "requirements/bootstrap.txt").read_bytes() + str(root).encode()
    (root / ".boot/stamp").write_text(hashlib.sha256(wanted).hexdigest())
    return root


def bootstrap(root: Path, group: str = "runtime") -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run it; what it said and which steps it asked of the installer."""
    (root / "steps").unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, root / "tools/bootstrap.py", group], capture_output=True, text=True, check=False
    )
    steps = (root / "steps").read_text().splitlines() if (root / "steps").exists() else []
    return done, [step.split(" --")[0] for step in steps]


WHOLE = ["venv", "pip sync", "pip install"]
AGAIN = ["pip sync", "pip install"]


def test_a_finished_environment_is_left_alone(project: Path) -> None:
    done, steps = bootstrap(project)
    assert (done.returncode, steps) == (0, WHOLE)
    done, steps = bootstrap(project)
    assert (done.returncode, done.stdout, steps) == (0, "", [])


def test_changed_requirements_are_installed_over_what_stands(project: Path) -> None:
    bootstrap(project)
    (project / "requirements/runtime.txt").write_text("# another\n")
    assert bootstrap(project)[1] == AGAIN


def test_running_does_not_take_the_developer_s_tools_away(project: Path) -> None:
    bootstrap(project, "dev")
    assert bootstrap(project, "runtime")[1] == []
    (project / "requirements/dev.txt").write_text("# another\n")
    assert bootstrap(project, "runtime")[1] == AGAIN
    assert json.loads((project / ".venv/.openletter.json").read_text())["set"] == "dev"


def test_what_was_interrupted_is_made_again(project: Path) -> None:
    bootstrap(project)
    (project / ".venv/.openletter.making").touch()
    done, steps = bootstrap(project)
    assert steps == WHOLE
    assert "half made" in done.stdout


def test_a_moved_folder_gets_a_new_environment(project: Path, tmp_path: Path) -> None:
    bootstrap(project)
    moved = shutil.copytree(project, tmp_path / "moved", symlinks=True)
    done, steps = bootstrap(with_installer(moved))
    assert steps == WHOLE
    assert "moved" in done.stdout


def test_without_a_python_new_enough_one_line_says_how_to_get_one(project: Path) -> None:
    (project / "no-python").touch()
    done, _ = bootstrap(project)
    assert done.returncode == 1
    assert "no Python 3.12, 3.13 or 3.14 was found" in done.stderr
    assert "apt-get install" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_bootstrap_needs_nothing_but_the_standard_library_of_3_11() -> None:
    import ast

    tree = ast.parse((ROOT / "tools/bootstrap.py").read_text(), feature_version=(3, 11))
    modules = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert modules <= sys.stdlib_module_names
