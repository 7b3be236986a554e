"""What belongs to a classified paper is neither in the books nor on disk."""

from bot.channels.memory import MemoryChannel
from bot.world import World
from domain.conversation import Edited, SentFile
from tests.cast import LAN, TAM, Persona, let_in
from tests.recorders import files_that_hold, receive, rows


async def office(world: World, channel: MemoryChannel) -> None:
    await let_in(world, LAN, TAM)
    for letter in "abcd":
        channel.files[letter] = f"bytes of {letter}".encode()


async def send(world: World, who: Persona, file: str, message: str, **more: str) -> None:
    await receive(
        world, who, SentFile(file, f"{file}.jpg", "image/jpeg", 10, **more, message=message)
    )


async def left(world: World) -> list[str]:
    """The names of what is attached; what is on disk are those files."""
    names = [str(row[0]) for row in await rows(world, "SELECT name FROM evidence ORDER BY name")]
    for letter in "abcd":
        on_disk = bool(files_that_hold(world.book.folder / "files", f"bytes of {letter}"))
        assert on_disk == (f"{letter}.jpg" in names), letter
    assert len(await rows(world, "SELECT 1 FROM files")) == len(set(names))
    return names


async def test_of_an_album_nothing_is_kept_wherever_its_caption_stands(
    district: World, channel: MemoryChannel
) -> None:
    await office(district, channel)
    await send(district, LAN, "d", "m0")
    await send(district, LAN, "a", "m1", album="al-1")
    await district.settle()
    assert await left(district) == ["a.jpg", "d.jpg"]
    await send(district, LAN, "b", "m2", album="al-1", caption="Tài liệu MẬT, kính gửi")
    await send(district, LAN, "c", "m3", album="al-1")
    await district.settle()
    assert await left(district) == ["d.jpg"]
    said = [sent.part.text for sent in channel.take() if "bí mật nhà nước" in sent.part.text]
    assert len(said) == 1


async def test_what_is_still_being_fetched_when_its_album_is_refused_is_deleted(
    district: World, channel: MemoryChannel
) -> None:
    await office(district, channel)
    await send(district, LAN, "a", "m1", album="al-1")
    await send(district, LAN, "b", "m2", album="al-1", caption="Tài liệu MẬT")
    await district.settle()
    assert await left(district) == []


async def test_a_caption_changed_to_a_secret_one_deletes_its_file(
    district: World, channel: MemoryChannel
) -> None:
    await office(district, channel)
    await send(district, LAN, "a", "m1", caption="Ảnh")
    await send(district, LAN, "b", "m2")
    await district.settle()
    await receive(district, LAN, "không phát sinh")
    await receive(district, LAN, Edited("Văn bản MẬT", "m1"))
    await district.settle()
    assert await left(district) == ["b.jpg"]


async def test_what_was_sent_with_the_report_is_taken_out_of_it_too(
    district: World, channel: MemoryChannel
) -> None:
    await office(district, channel)
    await send(district, LAN, "a", "m1")
    await district.settle()
    for words in ("báo cáo", "không phát sinh", "gửi", "gửi"):
        await receive(district, LAN, words)
        await district.settle()
    held = "SELECT count(*) FROM submission_versions WHERE body LIKE '%a.jpg%'"
    assert await rows(district, held) == [(1,)]
    await receive(district, LAN, Edited("Văn bản MẬT", "m1"))
    await district.settle()
    assert await rows(district, held) == [(0,)]
    assert await left(district) == []


async def test_the_same_bytes_that_somebody_else_attached_stay(
    district: World, channel: MemoryChannel
) -> None:
    await office(district, channel)
    await send(district, TAM, "a", "m1")
    await send(district, LAN, "a", "m1", album="al-1")
    await send(district, LAN, "b", "m2", album="al-1", caption="Tài liệu MẬT")
    await district.settle()
    assert await left(district) == ["a.jpg"]
