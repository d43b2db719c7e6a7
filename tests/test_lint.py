"""The page lint itself: a clean page passes, and each fault is named."""

import pytest

from tests.lint import complaints

CLEAN = """<!doctype html><html lang="en"><head><title>Teams – NIC</title></head><body><main><h1>Teams</h1>
<form method="get" action="/x"><label for="a">Name</label><input id="a" name="a"></form></main></body></html>"""


def test_a_clean_page_passes() -> None:
    assert complaints(CLEAN) == []


@pytest.mark.parametrize(
    ("instead_of", "put", "complaint"),
    [
        ("<h1>Teams</h1>", "<h1>Teams</h1><h1>Again</h1>", "one h1"),
        ("<h1>Teams</h1>", "<h1>Teams</h1><h3>Deep</h3>", "heading order"),
        ("<title>Teams", "<title>Other", "begins with the h1"),
        ('for="a"', 'for="b"', "points nowhere"),
        ("<label", '<p id="a">x</p><label', "stands twice"),
        ('<label for="a">Name</label>', "", "has no label"),
        ("<main>", '<main style="x">', "inline style"),
        ("<main>", '<main onclick="x">', "inline handler"),
        ("<main>", "<main><script>x</script>", "inline <script>"),
        ('action="/x"', "", "where it is sent"),
        ('method="get"', 'method="post"', "csrf_token"),
        ("<main>", '<main><img src="x" alt="x">', "width and height"),
        ("<main>", "<main><p><div>x</div></p>", "not valid HTML"),
        ("<main>", "<main><table><tr><th>a</th></tr></table>", "has a caption"),
        ("<main>", '<main><a href="#gone">x</a>', "points nowhere"),
        ("<main>", '<main><a href="/x"></a>', "has no words"),
        (' lang="en"', "", "language"),
    ],
)
def test_a_fault_is_named(instead_of: str, put: str, complaint: str) -> None:
    assert instead_of in CLEAN
    assert any(complaint in found for found in complaints(CLEAN.replace(instead_of, put, 1)))
