"""A class from roster to exported points: `class demo`, learning platforms' zips in, their files of points out."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyterlab import new_page
from nbgrader.api import Gradebook

from micrograd_edu.checks.misconceptions import misconceptions_of
from micrograd_edu.checks.source import needed_cells
from micrograd_edu.commands import main
from micrograd_edu.demo_class import DUE, LAB
from micrograd_edu.grading.roster import RosterUnreadable, Student, Unmatched, find, full_names, plain, read_roster
from micrograd_edu.labs import find_check

# What each of the twelve deserves, by hand: points from checks; what becomes of them in `grades.csv`.
BY_HAND = {
    "ada": (20, "waits for a reader"),
    "bao": (18, "graded"),  # mul's 2 lost
    "cem": (13, "graded"),  # backward's 4 and gradcheck's 3
    "dora": (15, "graded"),  # exp_log_tanh's 3, and pow's 2 for a mistake without a name
    "emil": (7, "graded"),  # the first five tasks, but for the same pow
    "fay": (0, "graded"),
    "gus": (None, "not graded"),  # a folder with nothing in it
    "hana": (20, "waits for a reader"),  # late: all of it is taken off
    "ivo": (20, "graded"),
    "jun": (20, "graded"),  # hostile, and right
    "kim": (0, "graded"),  # an engine that is not there
    "lea": (0, "graded"),  # no notebook
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "demo"
    assert main(["class", "demo", str(folder)]) == 0
    return folder


@pytest.fixture
def empty_class(demo, tmp_path) -> Path:
    """The same class before anybody has handed in."""
    folder = tmp_path / "class"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("submitted", "autograded", "evidence", "feedback"))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory, demo) -> Path:
    """A class with the same roster and due date, and nobody's work."""
    folder = tmp_path_factory.mktemp("class") / "built"
    command = ["class", "new", str(folder), f"--lab={LAB}", f"--roster={demo / 'roster.csv'}", f"--due={LAB}={DUE}"]
    assert main([*command, "--late=zero"]) == 0 and main(["build", LAB, f"--course={folder}"]) == 0
    return folder


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.needs("sandbox")
def test_the_demonstration_comes_out_as_a_table_made_by_hand(demo):
    with Gradebook(f"sqlite:///{demo}/gradebook.db", "demo") as gradebook:
        judged = {
            submission.student.id: sum(grade.auto_score or 0 for nb in submission.notebooks for grade in nb.grades)
            for submission in gradebook.find_assignment(LAB).submissions
        }
    assert judged == {name: points for name, (points, _) in BY_HAND.items() if points is not None}
    exported = table(demo / "grades.csv")
    assert {name: row["state"] for name, row in exported.items()} == {name: state for name, (_, state) in BY_HAND.items()}
    assert {exported[name]["points"] for name in ("hana", "gus", "fay")} == {"0", ""}
    assert len(list(demo.glob(f"feedback/*/{LAB}/*.html"))) == 11


@pytest.mark.needs("sandbox")
def test_the_demonstration_s_report_counts_as_one_does_by_hand(demo, tmp_path):
    """The page has been made; the same for programs says who did what (demo_class.py), and nobody's name."""
    assert main(["report", LAB, str(tmp_path / "page.html"), f"--course={demo}", f"--json={tmp_path / 'report.json'}"]) == 0
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    by_task = {task["task"]: {state: set(who) for state, who in task["states"].items()} for task in report["tasks"]}
    right = {"ada", "hana", "ivo", "jun"}
    assert by_task["mul"] == {"passed": {"cem", "dora", "emil"} | right, "failed": {"bao", "kim"}, "not tried": {"fay"}}
    assert by_task["derived"]["right once mended"] == {"bao"} and by_task["bug_hunt"]["right once mended"] == {"cem"}
    assert by_task["backward"]["not tried"] == {"emil", "fay"} and by_task["u_curve"]["waits"] == {"ada", "hana"}
    assert all(sum(map(len, states.values())) == 10 for states in by_task.values())  # not lea's letter, not gus's folder
    assert report["judged"] == {name: points for name, (points, _) in BY_HAND.items() if name not in ("gus", "lea")}
    believed = {
        "mul_swapped": ["bao"],
        "forward_order": ["cem"],
        "gradcheck_always_true": ["cem"],
        "exp_power_rule": ["dora"],
    }
    assert {each["name"]: each["students"] for each in report["misconceptions"]} == believed
    assert [who["student"] for who in report["stuck"]] == ["kim"] and report["identical"] == [["ada", "hana"]]
    assert report["late"] == {"hana": (33 * 60 + 31) * 60} and {case["student"] for case in report["cases"]} == {
        "gus",
        "lea",
    }
    (group,) = report["groups"]
    assert (group["task"], group["students"]) == ("pow", ["dora", "emil"])
    assert all(task["tells_apart"] is None for task in report["tasks"])  # ten students say nothing of that
    for written in (demo / "report" / f"{LAB}.html", tmp_path / "page.html", tmp_path / "report.json"):
        text = written.read_text(encoding="utf-8")
        assert not [row for row in table(demo / "roster.csv").values() if row["last_name"] in text or row["email"] in text]


@pytest.mark.needs("sandbox")
def test_a_report_on_nothing_says_what_comes_first(built, capsys):
    assert main(["report", "lab9_moons", f"--course={built}"]) == 2
    assert "no assignment lab9_moons" in capsys.readouterr().err
    assert main(["report", LAB, f"--course={built}"]) == 2
    assert f"nothing of {LAB} is graded yet" in (said := capsys.readouterr().err) and "micrograd-edu grade" in said


@pytest.mark.needs("sandbox")
def test_a_demonstration_is_put_over_nothing(demo, capsys):
    assert main(["class", "demo", str(demo)]) == 2
    assert "is not empty" in capsys.readouterr().err


def handed_in(folder: Path) -> dict[str, bytes]:
    paths = (folder / "submitted").rglob("*")
    return {path.relative_to(folder / "submitted").as_posix(): path.read_bytes() for path in paths if path.is_file()}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def names_in_moodle(demo: Path, in_folders: bool) -> dict[str, bytes]:
    """As Moodle names them: full name, a number of its own, and the file, in a folder or not."""
    files = {}
    for number, (student, row) in enumerate(table(demo / "roster.csv").items(), start=4711):
        notebook = demo / "submitted" / student / LAB / f"{LAB}.ipynb"
        if notebook.exists():
            where = f"{row['first_name']} {row['last_name']}_{number}_assignsubmission_file_"
            files[f"{where}/{LAB}.ipynb" if in_folders else f"{where}{LAB}.ipynb"] = notebook.read_bytes()
    return files


def worksheet(demo: Path) -> str:
    """As Moodle exports it, with the times of the zip's submissions in the time of this machine."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(
        ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Last modified (submission)"]
    )
    for number, row in enumerate(table(demo / "roster.csv").values(), start=4711):
        time = demo / "submitted" / row["id"] / LAB / "timestamp.txt"
        when = time.read_text() if time.exists() else "-"
        name = f"{row['first_name']} {row['last_name']}"
        lines.writerow([f"Participant {number}", name, row["email"], "Submitted", "", "44.00", when])
    return text.getvalue()


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("in_folders", [True, False])
def test_moodle_s_zip_brings_what_was_handed_in(demo, empty_class, tmp_path, in_folders, capsys):
    archive = zipped(tmp_path / "moodle.zip", names_in_moodle(demo, in_folders))
    (tmp_path / "worksheet.csv").write_text(worksheet(demo), encoding="utf-8")
    command = ["collect", LAB, f"--course={empty_class}", f"--moodle={archive}", f"--worksheet={tmp_path / 'worksheet.csv'}"]
    assert main(command) == 0
    assert handed_in(empty_class) == handed_in(demo)
    said = capsys.readouterr().out
    assert "11 new, 0 renewed, 0 as before" in said and "nothing from gus" in said
    assert main(command) == 0
    assert "0 new, 0 renewed, 11 as before" in capsys.readouterr().out


def names_in_canvas(demo: Path) -> dict[str, bytes]:
    """As Canvas names them: name, whether late, number of the person, number of the file, file with its version."""
    files = {}
    for number, (student, row) in enumerate(table(demo / "roster.csv").items(), start=90001):
        notebook = demo / "submitted" / student / LAB / f"{LAB}.ipynb"
        if notebook.exists():
            late = "LATE_" if student == "hana" else ""
            name = f"{row['last_name']}{row['first_name']}".lower()
            files[f"{name}_{late}{row['lms_user_id']}_{number}_{LAB}-2.ipynb"] = notebook.read_bytes()
    return files


@pytest.mark.needs("sandbox")
def test_canvas_s_zip_brings_what_was_handed_in(demo, empty_class, tmp_path, capsys):
    files = names_in_canvas(demo)
    files["strangersome_9999_90099_lab1_operators.ipynb"] = b"{}"
    archive = zipped(tmp_path / "canvas.zip", files)
    assert main(["collect", LAB, f"--course={empty_class}", f"--canvas={archive}"]) == 1
    said = capsys.readouterr().out
    notebooks = {name: content for name, content in handed_in(demo).items() if name.endswith(".ipynb")}
    assert handed_in(empty_class) == notebooks
    assert "hana: late, says the platform" in said
    assert "Left out 1:\n  nobody on the roster is called strangersome" in said


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("platform", ["moodle", "canvas"])
def test_the_same_class_by_a_platform_s_zip_gets_the_same_grades(demo, built, tmp_path, platform):
    folder = tmp_path / "class"
    shutil.copytree(built, folder)
    command = ["collect", LAB, f"--course={folder}"]
    if platform == "moodle":
        (tmp_path / "worksheet.csv").write_text(worksheet(demo), encoding="utf-8")
        command += [f"--worksheet={tmp_path / 'worksheet.csv'}"]
    named = names_in_moodle(demo, True) if platform == "moodle" else names_in_canvas(demo)
    archive = zipped(tmp_path / f"{platform}.zip", named)
    assert main([*command, f"--{platform}={archive}"]) == 0
    if platform == "canvas":  # it says that hana is late, and not by how much
        shutil.copy(demo / "submitted" / "hana" / LAB / "timestamp.txt", folder / "submitted" / "hana" / LAB)
    assert main(["grade", LAB, f"--course={folder}"]) == 1  # lea's letter
    assert main(["export", LAB, str(tmp_path / "grades.csv"), f"--course={folder}"]) == 0
    wanted = table(demo / "grades.csv")
    wanted["gus"]["state"] = "not handed in"  # a platform knows no empty folder
    assert table(tmp_path / "grades.csv") == wanted


@pytest.mark.needs("sandbox")
def test_a_folder_and_what_cannot_be_taken(demo, empty_class, tmp_path, capsys):
    folder = tmp_path / "mails"
    for name, files in {
        "ada": {f"{LAB}.ipynb": "1", "notes.txt": "hello"},
        "Bao Bach": {f"{LAB} (1).ipynb": "2"},
        "cem@example.org": {"my work.ipynb": "3"},
        "dora": {"one.ipynb": "4", "two.ipynb": "5"},
        "emil": {"essay.docx": "6"},
        "nobody": {f"{LAB}.ipynb": "7"},
    }.items():
        for file, text in files.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / file).write_text(text)
    assert main(["collect", LAB, f"--course={empty_class}", f"--folder={folder}"]) == 1
    said = capsys.readouterr().out
    wanted = {"ada": b"1", "bao": b"2", "cem": b"3"}
    came = handed_in(empty_class)
    assert {name: came.pop(f"{name}/{LAB}/{LAB}.ipynb") for name in wanted} == wanted
    assert came == {f"ada/{LAB}/notes.txt": b"hello"}
    assert f"bao: {LAB} (1).ipynb was taken for {LAB}.ipynb" in said
    assert f"dora: which of one.ipynb, two.ipynb is {LAB}.ipynb?" in said
    assert f"emil: no {LAB}.ipynb among essay.docx" in said
    assert "nobody on the roster is called nobody" in said
    (folder / "ada" / f"{LAB}.ipynb").write_text("better")
    main(["collect", LAB, f"--course={empty_class}", f"--folder={folder}"])
    assert "0 new, 1 renewed, 2 as before" in capsys.readouterr().out
    assert (empty_class / "submitted_earlier" / "ada" / LAB / "1" / f"{LAB}.ipynb").read_text() == "1"


@pytest.mark.needs("sandbox")
def test_a_zip_cannot_write_elsewhere(empty_class, tmp_path):
    name = f"Ada Almeida_1_assignsubmission_file_/../../../../outside/{LAB}.ipynb"
    archive = zipped(tmp_path / "evil.zip", {name: b"x", f"Ada Almeida_1_assignsubmission_file_/{LAB}.ipynb": b"y"})
    main(["collect", LAB, f"--course={empty_class}", f"--moodle={archive}"])
    assert all(path.is_relative_to(empty_class / "submitted" / "ada" / LAB) for path in tmp_path.rglob(f"{LAB}.ipynb")
               if path.read_bytes() in (b"x", b"y"))  # fmt: skip
    assert (empty_class / "submitted" / "ada" / LAB / f"{LAB}.ipynb").read_bytes() == b"y"


@pytest.mark.needs("sandbox")
def test_points_into_moodle_s_worksheet(demo, tmp_path):
    (tmp_path / "worksheet.csv").write_text(worksheet(demo), encoding="utf-8")
    out = tmp_path / "upload.csv"
    assert main(["export", LAB, str(out), f"--course={demo}", f"--moodle={tmp_path / 'worksheet.csv'}"]) == 0
    rows = list(csv.DictReader(out.read_text().splitlines()))
    grades = {row["Email address"].partition("@")[0]: row["Grade"] for row in rows}
    # Moodle's maximum is 44, the lab's 22: doubled. Nothing for who waits, or has not handed in.
    graded = {name: f"{2 * points:.2f}" for name, (points, state) in BY_HAND.items() if state == "graded"}
    assert grades == {name: graded.get(name, "") for name in BY_HAND}


@pytest.mark.needs("sandbox")
def test_points_into_canvas_s_gradebook(demo, tmp_path, capsys):
    lines = [["Student", "ID", "SIS Login ID", "Section", "Lab 0 (1)", "lab1_operators (2)"]]
    lines += [["    Points Possible", "", "", "", "5", "22"]]
    for row in table(demo / "roster.csv").values():
        name = f"{row['last_name']}, {row['first_name']}"
        lines.append([name, row["lms_user_id"], row["email"], "A", "4", "7" if row["id"] in ("ada", "gus") else ""])
    lines += [["Student, Test", "1", "", "", "", ""]]
    export = tmp_path / "canvas.csv"
    with export.open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    out = tmp_path / "import.csv"
    assert main(["export", LAB, str(out), f"--course={demo}", f"--canvas={export}"]) == 0
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert list(rows[0]) == ["Student", "ID", "SIS Login ID", "Section", "lab1_operators (2)"]
    got = {row["SIS Login ID"].partition("@")[0]: row["lab1_operators (2)"] for row in rows[1:-1]}
    wanted = {name: f"{points}" if state == "graded" else "" for name, (points, state) in BY_HAND.items()}
    assert got == {**wanted, "ada": "7", "gus": "7"}  # not graded: as the platform has it
    capsys.readouterr()
    assert main(["export", LAB, str(out), f"--course={demo}", f"--canvas={export}", "--column=Lab 9"]) == 2
    assert "Lab 9" in capsys.readouterr().err


def feedback(demo: Path, student: str) -> str:
    return (demo / "feedback" / student / LAB / f"{LAB}.html").read_text(encoding="utf-8")


def section(page: str, task: str) -> str:
    return re.search(rf'<section class="task [a-z]+" id="{task}">.*?</section>', page, re.DOTALL)[0]


@pytest.mark.needs("sandbox")
def test_feedback_begins_with_what_comes_next(demo):
    page = feedback(demo, "cem")
    begin = page[page.index("<body>") : page.index("<h2>Verdicts")]
    assert ">13</b>" in begin and "of 22 points" in begin
    assert re.findall(r"<b>(\w+) <code>(\w+)</code>", begin) == [
        ("Mend", "backward"),
        ("Mend", "gradcheck"),
        ("Begin", "u_curve"),
    ]
    assert "right once gradcheck is mended" in section(page, "bug_hunt")
    assert "Proven:" in section(page, "mul") and "Receipt" not in section(page, "mul")
    assert "def backward" in re.sub("<[^>]+>", "", section(page, "backward"))
    waits = feedback(demo, "ada")
    assert "They are not lost" in waits and "–</b> of 2" in section(waits, "u_curve")
    assert "rounding, about 1e-16" in section(waits, "u_curve")
    assert "late by 1 d 9 h" in feedback(demo, "hana") and "taken off" in feedback(demo, "hana")
    unreadable = feedback(demo, "lea")
    assert "could not be read as a notebook" in unreadable[: unreadable.index("Task by task")]
    assert "What to do next" not in unreadable
    why = re.findall(r"<br>(.*?)</li>", feedback(demo, "kim"))
    assert len(why) > 1 and all(one != other or one == "As above." for one, other in pairwise(why))


@pytest.mark.needs("sandbox")
def test_a_receipt_asks_the_same_again(demo, tmp_path):
    """The questions are those that are kept; wrong code fails by them, right code does not."""
    receipt = re.search(r'replay\("([^"]+)"\)', section(feedback(demo, "bao"), "mul"))[1]
    kept = json.loads((demo / "evidence" / "bao" / LAB / "evidence.json").read_text())
    asked = kept["notebooks"][LAB]["run"]["checks"]["check-mul"]["challenge"]
    assert asked["receipt"] == receipt
    again = find_check(LAB, "check-mul").challenge(random.Random(receipt))
    assert json.loads(json.dumps(again["questions"])) == asked["questions"]
    right = [cell.text for cell in needed_cells(LAB, "mul")]
    (swapped,) = [belief for belief in misconceptions_of(LAB) if belief.name == "mul_swapped"]
    for cells, word in (([*right, swapped.sections[0].code], "FAIL mul"), (right, "PASS mul")):
        script = tmp_path / "notebook.py"
        lines = ["from micrograd_edu.labs import replay", f"replay({receipt!r})"]
        script.write_text("\n\n".join([*cells, *lines]), encoding="utf-8")
        done = subprocess.run([sys.executable, script], capture_output=True, text=True)
        assert done.stdout.startswith(word) and (done.returncode == 0) == (word == "PASS mul"), done.stdout + done.stderr


@pytest.mark.needs("sandbox")
@pytest.mark.needs("chromium")
def test_feedback_fits_a_phone_and_a_few_pages(demo, tmp_path):
    """A few sheets of paper (four, with the fonts of where this was written); on a phone only code scrolls sideways."""
    with new_page(390, 800) as page:
        for student in ("cem", "fay", "lea", "ada"):
            page.set_content(feedback(demo, student))
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, student
            paper = page.pdf(path=tmp_path / "page.pdf", format="A4")
            assert paper.count(b"/Type /Page\n") <= 5, student


def test_an_upgrade_keeps_what_is_the_instructor_s(tmp_path, capsys):
    folder = tmp_path / "term"
    assert main(["class", "new", str(folder), f"--lab={LAB}", "--course-id=ad101", "--late=zero"]) == 0
    source = folder / "solutions" / LAB / f"{LAB}.py"
    mine = source.read_text() + "\n# %% [markdown]\n# One more question.\n"
    source.write_text(mine)
    config = (folder / "nbgrader_config.py").read_text()
    capsys.readouterr()
    assert main(["class", "new", str(folder), "--lab=lab0_read_the_engine"]) == 0
    assert source.read_text() == mine
    assert (folder / "nbgrader_config.py").read_text() == config
    assert "ad101" in config and '"zero"' in config.replace("'", '"')
    assert "lab0_read_the_engine.py: new" in capsys.readouterr().out


def test_a_class_begins_with_nothing_where_its_roster_is_none(tmp_path, capsys):
    (tmp_path / "students.csv").write_text("name;mail\n")
    command = ["class", "new", str(tmp_path / "term"), f"--roster={tmp_path / 'students.csv'}"]
    assert main(command) == 2
    assert "the first line must name the columns" in capsys.readouterr().err
    assert not (tmp_path / "term").exists()


@pytest.mark.parametrize(
    "text, words",
    [
        ("id\nada\nada\n", ["ada", "more than once"]),
        ("id\n\nada,Ada\n,Bo\n", ["line", "no id"]),
        ("id\n../up\n", ["line 2"]),
        ("", ["first line"]),
    ],
)
def test_a_roster_that_cannot_be_is_refused_with_its_line(tmp_path, text, words):
    (tmp_path / "roster.csv").write_text(text)
    with pytest.raises(RosterUnreadable) as refused:
        read_roster(tmp_path / "roster.csv")
    assert all(word in str(refused.value) for word in words)


letters = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(letters, letters), min_size=1, max_size=6), st.data())
def test_a_name_finds_its_student_or_nobody(names, data):
    """Never another: a name that two students have finds nobody."""
    students = [Student(f"s{number}", first, last) for number, (first, last) in enumerate(names)]
    wanted = data.draw(st.sampled_from(students))
    said = data.draw(st.sampled_from([name.upper() for name in full_names(wanted)]))
    called = [s for s in students if plain(said) in map(plain, full_names(s))]
    if len(called) == 1:
        assert find(students, said, full_names) == called[0]
    else:
        with pytest.raises(Unmatched):
            find(students, said, full_names)


def pages_in(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("in_folders", [True, False])
def test_feedback_goes_back_to_moodle(demo, tmp_path, in_folders, capsys):
    """Moodle cuts a name at its first four underscores: whose it is stands in the second part, what remains is the file."""
    came = zipped(tmp_path / "moodle.zip", names_in_moodle(demo, in_folders))
    zip_of_pages = tmp_path / "feedback.zip"
    assert main(["feedback", LAB, f"--course={demo}", f"--zip={zip_of_pages}", f"--moodle={came}"]) == 1
    said = capsys.readouterr()
    assert "the pages of 11" in said.out and "Not graded as they are now: gus" in said.err
    students = dict(enumerate(table(demo / "roster.csv"), start=4711))
    got = {}
    for name, page in pages_in(zip_of_pages).items():
        _, participant, kind, plugin, file = name.split("_", 4)
        assert (kind, plugin, file.strip("/")) == ("assignsubmission", "file", f"{LAB}.html")
        got[students[int(participant)]] = page
    assert got == {student: feedback(demo, student) for student in BY_HAND if student != "gus"}


@pytest.mark.needs("sandbox")
def test_feedback_goes_back_to_canvas(demo, tmp_path, capsys):
    """Canvas looks for two numbers in the name: the person's, and that of the file they handed in."""
    came = names_in_canvas(demo)
    came["strangersome_9999_90099_lab1_operators.ipynb"] = b"{}"
    zip_of_pages = tmp_path / "feedback.zip"
    archive = zipped(tmp_path / "canvas.zip", came)
    assert main(["feedback", LAB, f"--course={demo}", f"--zip={zip_of_pages}", f"--canvas={archive}"]) == 1
    assert "Left out 1:\n  nobody on the roster is called strangersome" in capsys.readouterr().out
    roster = {row["lms_user_id"]: (student, str(number)) for number, (student, row) in
              enumerate(table(demo / "roster.csv").items(), start=90001)}  # fmt: skip
    got = {}
    for name, page in pages_in(zip_of_pages).items():
        person, file = re.findall(r"(?<=_)\d+(?=_)", name)
        student, number = roster[person]
        assert file == number and name.endswith(".html")
        got[student] = page
    assert got == {student: feedback(demo, student) for student in BY_HAND if student != "gus"}


@pytest.mark.needs("sandbox")
def test_a_zip_needs_the_one_it_answers(demo, tmp_path, capsys):
    assert main(["feedback", LAB, f"--course={demo}", f"--zip={tmp_path / 'feedback.zip'}"]) == 2
    assert "--moodle ZIP or --canvas ZIP" in capsys.readouterr().err


@pytest.mark.needs("sandbox")
def test_without_an_exchange_nothing_is_released(demo, tmp_path, capsys):
    shutil.copytree(demo, tmp_path / "class")
    with (tmp_path / "class" / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
    for name in ("timestamp.txt", "submission_secret.txt"):
        (tmp_path / "class" / "feedback" / "ada" / LAB / name).write_text("1")
    assert main(["feedback", LAB, f"--course={tmp_path / 'class'}", "--release"]) == 2
    assert "c.Exchange.root" in capsys.readouterr().err
