"""Take the pictures of the README, from the bundled facts: `python tests/browser/take_pictures.py`.

One picture a notebook: what a reader sees of one figure, without its data and downloads. The same facts give the
same picture on the same machine; fonts differ between machines.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ofsted_trends.reports import render_report

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".github" / "pictures"
#: By notebook: parameters, and which figure of the page is shown, from 0.
SHOWN: dict[str, tuple[dict[str, str], int]] = {
    "authority_timeline": ({"authority": "Sheffield"}, 0),
    "theme_over_time": ({}, 0),
    "national_picture": ({}, 0),
    "compare_authorities": ({"authority": "Sheffield"}, 0),
    "improvement_ledger": ({}, 0),
    "data_quality": ({}, 0),
    "codebook": ({}, 0),
}
WIDTH = 900
#: CSS of the pictures alone: what belongs to a live page only.
LEAVE_OUT = "figure details, figure .save, figure .downloads { display: none }"


def take_picture(page: Page, notebook: str, parameters: dict[str, str], number: int, folder: Path) -> Path:
    """Renders a notebook and writes the picture of one of its figures."""
    file = render_report(notebook, parameters, folder / f"{notebook}.html", interactive=False)
    page.goto(file.as_uri())
    page.add_style_tag(content=LEAVE_OUT)
    picture = PICTURES / f"{notebook}.png"
    page.locator("figure").nth(number).screenshot(path=picture, scale="css")
    return picture


def main() -> None:
    """Writes every picture of `SHOWN`."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 800})
        for notebook, (parameters, number) in SHOWN.items():
            picture = take_picture(page, notebook, parameters, number, Path(scratch))
            print(f"{picture.relative_to(ROOT)} ({picture.stat().st_size // 1024} KB)")


if __name__ == "__main__":
    main()
