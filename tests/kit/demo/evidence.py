"""A document of a case, fetched as a person does: the link, the page with its button, the file."""

import re
from io import BytesIO
from pathlib import Path

import typst
from pypdf import PdfReader

from tests.kit.demo.teams_client import PICTURES, Person, smaller

PAGE = b'#set page(margin: 0pt, width: auto, height: auto)\n#image("it.pdf", page: int(sys.inputs.page))'
DOTS = 80


async def fetched(person: Person, folder: Path, picture: str = "") -> str:
    """«Åpne dokumentet» and «Last ned»; what the document says. The link works once, and a moment later again in the
    same browser.
    """
    async with person.page.context.expect_page() as opening:
        await person.tap(person.card.get_by_role("link", name="Åpne dokumentet"))
    page = await opening.value
    await page.get_by_role("heading", name="Dokumentet er klart").wait_for()
    if person.pictures and picture:
        await page.set_viewport_size({"width": 900, "height": 420})
        await page.screenshot(path=PICTURES / f"{picture}.png")
        smaller(PICTURES / f"{picture}.png")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Last ned").click()
    download = await downloading.value
    assert re.fullmatch(r"2026-001 .+\.pdf", download.suggested_filename)
    await download.save_as(folder / "it.pdf")
    assert await (await page.request.post(page.url)).body() == (folder / "it.pdf").read_bytes()
    await page.context.clear_cookies(name="nettleser")
    assert (await page.request.post(page.url)).status == 404
    assert (await page.request.get(page.url)).status == 404
    await page.close()
    reader = PdfReader(BytesIO((folder / "it.pdf").read_bytes()))
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def picture_of(folder: Path, number: int, name: str) -> None:
    """A page of what was fetched, for the README."""
    (folder / "page.typ").write_bytes(PAGE)
    sheet = typst.compile(folder / "page.typ", format="png", ppi=DOTS, sys_inputs={"page": str(number)})
    assert isinstance(sheet, bytes)
    (PICTURES / f"{name}.png").write_bytes(sheet)
    smaller(PICTURES / f"{name}.png")
