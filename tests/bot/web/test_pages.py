from tests.kit.school import Chat


async def test_the_page_of_privacy_promises_what_is_so(chat: Chat) -> None:
    page = await (await chat.client.get("/personvern")).text()
    assert "Skoleeier er behandlingsansvarlig." in page
    assert "kryptert med en egen nøkkel for skolen" in page
    assert "har tilgang" in page
