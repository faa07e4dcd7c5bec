"""`micrograd-edu lab`: the labs come into the reader's folder, and what the reader wrote there stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micrograd_edu import handout
from micrograd_edu.grading.build import labs_in

ROOT = Path(__file__).parent.parent
NOTEBOOK = "labs/lab1_operators/lab1_operators.ipynb"


class Release:
    """A version of the course that a test may change."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._monkeypatch = folder, monkeypatch
        monkeypatch.setattr(handout, "source_folder", lambda: folder)
        self.publish("1.0", "first")

    def publish(self, version: str, text: str) -> None:
        self._monkeypatch.setattr(handout, "__version__", version)
        for name in (NOTEBOOK, "course/lab1_operators.md", "course/syllabus.md"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)


@pytest.fixture
def release(tmp_path, monkeypatch) -> Release:
    return Release(tmp_path / "release", monkeypatch)


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "mine"


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != handout.RECORD
    }


def test_the_labs_and_chapters_of_the_course_are_handed_out_and_nothing_else(tmp_path):
    handout.hand_out(tmp_path)
    for lab in labs_in(ROOT):
        for name in (f"labs/{lab}/{lab}.ipynb", f"course/{lab}.md"):
            assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    assert not [
        name for name in map(str, tmp_path.rglob("*")) if name.endswith((".py", "instructor_guide.md", "kill_table.md"))
    ]
    assert handout.hand_out(tmp_path) == []


def test_every_picture_of_a_chapter_comes_with_it(tmp_path):
    handout.hand_out(tmp_path)
    for chapter in (tmp_path / "course").glob("*.md"):
        for part in chapter.read_text(encoding="utf-8").split("](images/")[1:]:
            assert (tmp_path / "course" / "images" / part.partition(")")[0]).exists()


def test_a_newer_version_is_put_beside_work_and_in_place_of_what_was_not_touched(release, folder):
    handout.hand_out(folder)
    (folder / NOTEBOOK).write_text("my work")
    release.publish("2.0", "second")
    said = "\n".join(handout.hand_out(folder))
    beside = NOTEBOOK.replace(".ipynb", "-2.0.ipynb")
    assert files(folder) == {
        NOTEBOOK: "my work",
        beside: "second",
        "course/lab1_operators.md": "second",
        "course/syllabus.md": "second",
    }
    assert f"{NOTEBOOK}: yours, it stays as it is" in said and "lab1_operators-2.0.ipynb" in said
    assert handout.hand_out(folder) == []


def test_work_on_the_same_version_is_left_alone_in_silence(release, folder):
    handout.hand_out(folder)
    (folder / NOTEBOOK).write_text("my work")
    assert handout.hand_out(folder) == []
    assert files(folder)[NOTEBOOK] == "my work"


def test_what_the_reader_removed_comes_back(release, folder):
    handout.hand_out(folder)
    (folder / NOTEBOOK).unlink()
    assert handout.hand_out(folder) == [f"{NOTEBOOK}: new"]


@pytest.mark.parametrize("record", [None, "", "[1]", "{"])
def test_without_a_readable_record_everything_that_differs_is_the_readers(release, folder, record):
    handout.hand_out(folder)
    (folder / NOTEBOOK).write_text("my work")
    (folder / handout.RECORD).unlink()
    if record is not None:
        (folder / handout.RECORD).write_text(record)
    release.publish("2.0", "second")
    handout.hand_out(folder)
    assert files(folder)[NOTEBOOK] == "my work"
    assert files(folder)["course/syllabus.md"] == "first"


def test_a_link_is_not_followed_to_write(release, folder, tmp_path):
    (folder / NOTEBOOK).parent.mkdir(parents=True)
    (tmp_path / "elsewhere").write_text("somebody's")
    (folder / NOTEBOOK).symlink_to(tmp_path / "elsewhere")
    handout.hand_out(folder)
    assert (tmp_path / "elsewhere").read_text() == "somebody's"


EVENTS = st.lists(st.one_of(st.just("hand out"), st.just("publish"), st.just("work"), st.just("forget")), max_size=12)


@settings(deadline=None)
@given(EVENTS)
def test_whatever_happens_no_work_is_lost_and_the_newest_version_is_there(tmp_path_factory, events):
    folder = tmp_path_factory.mktemp("mine")
    with pytest.MonkeyPatch.context() as monkeypatch:
        release = Release(tmp_path_factory.mktemp("release"), monkeypatch)
        newest, work = "first", []
        for i, event in enumerate(events):
            if event == "publish":
                newest = f"version {i}"
                release.publish("same number" if i % 2 else f"{i}.0", newest)
            elif event == "work" and (folder / NOTEBOOK).exists():
                work.append(f"{files(folder)[NOTEBOOK]}, work {i}")
                (folder / NOTEBOOK).write_text(work[-1])
            elif event == "forget":
                (folder / handout.RECORD).unlink(missing_ok=True)
            else:
                handout.hand_out(folder)
        before = files(folder)
        handout.hand_out(folder)
        after = files(folder)
    assert not work or after[NOTEBOOK] == work[-1]
    assert set(before) <= set(after)
    given = [text for name, text in after.items() if name.startswith("labs/")]
    assert newest in given or any(text.startswith(f"{newest}, work") for text in given)


def test_the_record_is_plain(release, folder):
    handout.hand_out(folder)
    assert set(json.loads((folder / handout.RECORD).read_text())) == {
        NOTEBOOK,
        "course/lab1_operators.md",
        "course/syllabus.md",
    }
