"""Each lesson finds the mistake it was made for, and lets good work pass."""

from pathlib import Path

import pytest
from tools.checks import addresses, guide, imports, links, merges, migrations, names, requirements, sizes, templates
from tools.checks.tree import Tree

T = "src/openletter/web/templates/"
REGISTRY = "https://pypi." + "org/simple"
HOME = "/" + "home/somebody/project"

CASES = [
    (addresses, "requirements/dev.txt", f"--extra-index {REGISTRY}", "from the internet only by hash"),
    (addresses, "docs/a.md", f"see {HOME}", "see src/openletter"),
    (names, "src/openletter/web/utils.py", '"""Things."""', None),
    (names, "src/openletter/web/pages.py", '"""Pages."""\n# TO' + "DO later", '"""Pages."""'),
    (names, "src/openletter/web/pages.py", '"""Pages."""\n# FIX' + "ME", '"""Pages."""\nMASTODON = 1'),
    (names, "src/openletter/web/pages.py", "x = 1", '"""Pages."""\nx = 1'),
    (sizes, "src/openletter/web/pages.py", "x = 1\n" * 401, "x = 1\n" * 400),
    (sizes, "src/openletter/web/pages.py", "def f():\n" + "    x = 1\n" * 50, "def f():\n" + "    x = 1\n" * 49),
    (templates, T + "a.html", '<p style="color: red"></p>', '<p class="red"></p>'),
    (templates, T + "a.html", "<script>run()</script>", '<script src="/static/a.js" type="module"></script>'),
    (templates, T + "a.html", '<button onclick="go()"></button>', '<button type="submit"></button>'),
    (templates, T + "a.html", '<img src="https://example.org/a.png">', '<a href="https://example.org/"></a>'),
    (templates, T + "a.html", "<p>Sign now</p>", '<p>{% translate "Sign now" %}</p>'),
    (templates, T + "a.html", '<input placeholder="Your name">', "<input placeholder=\"{% translate 'Your name' %}\">"),
    (
        templates,
        T + "a.html",
        "<p>{{ n }} signed</p>",
        "{% blocktranslate %}<p>{{ n }} signed</p>{% endblocktranslate %}",
    ),
    (migrations, "src/openletter/web/migrations/0002_more.py", "migrations.AddField(", "migrations.RunPython("),
    (imports, "src/openletter/web/pages.py", "import pytest", "import sys"),
    (merges, "docs/a.md", "ours\n" + "<" * 7 + " mine\n", "ours\n=======\n"),
    (guide, "docs/campaign/a.md", "Press **Fly away**", "Press **Publish**. **In short:** it is there."),
    (links, "docs/a.md", "[b](missing.md)", "[b](a.md#part)"),
]


def tree(folder: Path, name: str, text: str) -> Tree:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return Tree(folder, [name])


@pytest.mark.parametrize(("lesson", "name", "wrong", "right"), CASES)
def test_a_lesson_tells_wrong_from_right(lesson, name: str, wrong: str, right: str | None, tmp_path: Path) -> None:
    found = list(lesson.findings(tree(tmp_path, name, wrong)))
    assert found
    assert all(line.startswith(name) for line in found)
    if right is not None:
        assert list(lesson.findings(tree(tmp_path, name, right))) == []


def test_a_wish_that_is_not_locked_is_found(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/runtime.in").write_text("# why\nDjango_Thing[x]~=1.0\nother\n")
    (tmp_path / "requirements/runtime.txt").write_text("django-thing==1.2 \\\n    --hash=sha256:00\n")
    both = Tree(tmp_path, ["requirements/runtime.in", "requirements/runtime.txt"])
    assert list(requirements.findings(both)) == [
        "requirements/runtime.in: other is not in requirements/runtime.txt; run `make lock`"
    ]
