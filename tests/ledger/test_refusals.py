"""What a ledger refuses: each time what is wrong, with which file, and the way out; and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import make
import synthetic
from dateline.errors import LedgerBusy, LedgerError, LedgerFull, LedgerTooNew
from dateline.ledger import Entry, Ledger, open_ledger
from dateline.ledger.schema import APPLICATION_ID, VERSION, keep_log, migrate, steps


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of twenty dispatches."""
    path = tmp_path / "some.ledger"
    with open_ledger(path, mode="write") as ledger:
        ledger.add_many(synthetic.entries(20))
    return path


def edit(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def count(path: Path) -> int:
    with open_ledger(path, mode="read") as ledger:
        return ledger.totals()["dispatches"]


def one_by_one(ledger: Ledger, number: int) -> None:
    for entry in synthetic.entries(number):
        ledger.add_many([entry])


def test_a_ledger_knows_what_it_is(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert [number for number, _ in steps()] == list(range(1, VERSION + 1))


def test_opening_a_ledger_loads_nothing_heavy() -> None:
    script = (
        "import sys; from dateline.ledger import open_ledger; "
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "'sqlite3'" in loaded
    assert not any(f"'{name}'" in loaded for name in ("spacy", "numpy", "lxml", "trafilatura", "rich", "typer"))


@pytest.mark.parametrize("mode", ["read", "write"])
def test_one_file_is_left_when_it_is_closed(path: Path, mode: str) -> None:
    with open_ledger(path, mode=mode) as ledger:  # type: ignore[call-overload]
        ledger.totals()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_ledger_is_no_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger here.*`dateline add PATH`"):
        open_ledger(tmp_path / "none", mode="read")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerError, match="folder does not exist"):
        open_ledger(tmp_path / "no" / "such", mode="write")


def test_an_empty_file_becomes_a_ledger_when_written_to(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(LedgerError, match="is empty"):
        open_ledger(empty, mode="read")
    with open_ledger(empty, mode="write") as ledger:
        assert ledger.totals()["dispatches"] == 0


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_folder(tmp_path: Path, mode: str) -> None:
    with pytest.raises(LedgerError, match="this is a folder"):
        open_ledger(tmp_path, mode=mode)  # type: ignore[call-overload]


@pytest.mark.parametrize("mode", ["read", "write"])
def test_another_kind_of_file_is_not_touched(tmp_path: Path, mode: str) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("Dear diary\n" * 1000)
    with pytest.raises(LedgerError, match=r"no ledger.*--ledger"):
        open_ledger(other, mode=mode)  # type: ignore[call-overload]
    assert other.read_text() == "Dear diary\n" * 1000


@pytest.mark.parametrize("mark", ["PRAGMA user_version = 0", "PRAGMA application_id = 77"])
def test_a_database_of_another_program_is_not_touched(tmp_path: Path, mark: str) -> None:
    other = tmp_path / "other.db"
    edit(other, "CREATE TABLE birds (name TEXT)", mark)
    before = other.read_bytes()
    with pytest.raises(LedgerError, match="another program"):
        open_ledger(other, mode="write")
    assert other.read_bytes() == before


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_newer_version_wrote_it(path: Path, mode: str) -> None:
    edit(path, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(LedgerTooNew, match=r"newer version.*Update Dateline"):
        open_ledger(path, mode=mode)  # type: ignore[call-overload]


def test_missing_steps_are_taken_together_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "0001_first.sql").write_text("CREATE TABLE a (x TEXT); -- a remark; with a semicolon\n")
    connection = sqlite3.connect(tmp_path / "db", isolation_level=None)
    migrate(connection, folder=folder)
    (folder / "0002_second.sql").write_text("ALTER TABLE a ADD COLUMN y TEXT;\nCREATE TABLE b (\n  x TEXT\n);\n")
    (folder / "0003_third.sql").write_text("CREATE TABLE a (x TEXT);\n")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(connection, folder=folder)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    (folder / "0003_third.sql").unlink()
    migrate(connection, folder=folder)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.execute("SELECT x, y FROM a, (SELECT x AS z FROM b)")
    connection.close()


def test_a_second_writer_waits_and_then_is_told(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(path, mode="write", wait=0.05) as ledger:
        with pytest.raises(LedgerBusy, match=r"another process.*try again"):
            ledger.add_many([synthetic.entry(99)])
        assert ledger.totals()["dispatches"] == 20
        assert count(path) == 20
        other.execute("COMMIT")
        assert ledger.add_many([synthetic.entry(99)]) == ("added",)
    other.close()


def test_two_may_make_the_same_ledger_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dateline.ledger import open_ledger\n"
        "for i in range(5):\n"
        "    with open_ledger(Path(sys.argv[1]), mode='write') as ledger: ledger.settle(sys.argv[2])\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "new.ledger")]
    writers = [subprocess.Popen([*command, str(number)], stderr=subprocess.PIPE) for number in range(3)]
    assert [writer.communicate()[1] for writer in writers] == [b""] * 3
    assert count(tmp_path / "new.ledger") == 0


def test_a_full_disk_loses_nothing_that_was_committed(path: Path) -> None:
    with open_ledger(path, mode="write") as ledger:
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(LedgerFull, match=r"no room.*run the same command again"):
            ledger.add_many([synthetic.entry(99, claims=200)])
        assert ledger.totals()["dispatches"] == 20
        ledger._connection.execute("PRAGMA max_page_count = 1000000")
        assert ledger.add_many([synthetic.entry(99, claims=200)]) == ("added",)
        assert list(ledger.check()) == []


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="only root can mount a small disk")
def test_a_real_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "none", str(small)], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        path = small / "some.ledger"
        with open_ledger(path, mode="write") as ledger, pytest.raises(LedgerFull, match="no room"):
            one_by_one(ledger, 1000)
        added = count(path)
        assert added > 0
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        with open_ledger(path, mode="write") as ledger:
            assert len(ledger.known(entry.dispatch.id for entry in synthetic.entries(1000))) == added
            assert ledger.add_many(synthetic.entries(added + 5)) == ("already there",) * added + ("added",) * 5
            assert list(ledger.check()) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_limit_on_file_sizes_is_told(path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; import synthetic; from dateline.ledger import open_ledger\n"
        "from dateline.errors import LedgerError\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size}, resource.RLIM_INFINITY))\n"
        "ledger = open_ledger(Path(sys.argv[1]), mode='write')\n"
        "try: [ledger.add_many([entry]) for entry in synthetic.entries(500)]\n"
        "except LedgerError as error: print(error)\n"
    )
    assert resource.RLIMIT_FSIZE is not None
    there = str(Path(synthetic.__file__).parent)
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": there})
    assert "limit on file sizes" in done.stdout, done.stderr
    with open_ledger(path, mode="write") as ledger:
        assert list(ledger.check()) == []
        assert len(set(ledger.add_many(synthetic.entries(500)))) == 2


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_file_cut_short(path: Path, mode: str) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LedgerError, match=r"damaged or cut short.*Restore a copy"):
        open_ledger(path, mode=mode)  # type: ignore[call-overload]


def test_a_file_overwritten_in_the_middle(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[8192:-8192] = b"\x07" * (len(whole) - 16384)
    path.write_bytes(whole)
    with pytest.raises(LedgerError, match="damaged"), open_ledger(path, mode="read") as ledger:
        list(ledger.claims())


def test_a_disk_without_shared_memory(path: Path) -> None:
    # SQLite's own dot-file locking stands for a network disk: it has no shared memory either.
    edit(path, "PRAGMA journal_mode = DELETE")
    connection = sqlite3.connect(f"{path.as_uri()}?vfs=unix-dotfile", uri=True, isolation_level=None)
    with pytest.raises(LedgerError, match=r"network disks.*local disk"):
        keep_log(connection, path, 0)
    connection.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file away to nobody")
@pytest.mark.parametrize("sealed", [False, True])
def test_one_who_may_only_read(path: Path, sealed: bool) -> None:
    """`sealed`: the folder may not be written to either, as on a disk that is mounted for reading."""
    shared = Path("/tmp") / f"dateline-{os.getpid()}-{sealed}"
    shared.mkdir(mode=0o755)
    try:
        copy = shared / "some.ledger"
        shutil.copy(path, copy)
        copy.chmod(0o444)
        shared.chmod(0o555 if sealed else 0o777)
        script = (
            "import os, sys; from pathlib import Path; from dateline.ledger import open_ledger\n"
            "from dateline.errors import LedgerError\n"
            "os.setuid(65534)\n"
            "print(open_ledger(Path(sys.argv[1]), mode='read').totals()['dispatches'])\n"
            "try: open_ledger(Path(sys.argv[1]), mode='write')\n"
            "except LedgerError as error: print(error)\n"
        )
        done = subprocess.run([sys.executable, "-c", script, str(copy)], capture_output=True, text=True)
        assert done.stdout.startswith("20\n"), done.stderr
        assert "cannot be written to" in done.stdout
    finally:
        shutil.rmtree(shared)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE claim_records SET record = '{' WHERE number = 5",
        "UPDATE claim_records SET record = '[]' WHERE number = 5",
        "UPDATE claim_records SET record = json_remove(record, '$.source') WHERE number = 5",
        "UPDATE claim_records SET record = json_set(record, '$.when.from', 'Thursday') WHERE number = 5",
        "UPDATE claim_records SET record = json_set(record, '$.evidence', 7) WHERE number = 5",
    ],
)
def test_a_claim_edited_by_hand_is_named(path: Path, change: str) -> None:
    connection = sqlite3.connect(path)
    name = connection.execute("SELECT id FROM claims WHERE number = 5").fetchone()[0]
    connection.close()
    edit(path, change)
    with (
        open_ledger(path, mode="read") as ledger,
        pytest.raises(LedgerError, match=f"claim {name} cannot be read back"),
    ):
        list(ledger.claims())


def test_a_dispatch_edited_by_hand_is_named(path: Path) -> None:
    dispatch = synthetic.entry(3).dispatch.id
    edit(path, f"UPDATE dispatches SET written = 'soon' WHERE id = '{dispatch}'")
    refused = pytest.raises(LedgerError, match=f"dispatch {dispatch} cannot be read back")
    with open_ledger(path, mode="read") as ledger, refused:
        list(ledger.dispatches())


def test_a_check_names_the_rows_that_are_wrong(path: Path) -> None:
    gone = synthetic.entry(3)
    edit(
        path,
        "UPDATE claim_records SET record = 'x' WHERE number = 1",
        "DELETE FROM claim_records WHERE number = 2",
        f"DELETE FROM dispatches WHERE id = '{gone.dispatch.id}'",
    )
    with open_ledger(path, mode="read") as ledger:
        found = list(ledger.check())
    assert sum("in claims is no JSON" in line for line in found) == 1
    assert sum("has lost its record" in line for line in found) == 1
    assert sum("of claims names a row of dispatches that is not there" in line for line in found) == 10


def test_text_that_is_no_unicode_is_refused_by_name(path: Path) -> None:
    broken = make.dispatch("x", title="half a pair: \ud83d")
    with open_ledger(path, mode="write") as ledger:
        with pytest.raises(LedgerError, match=f"{broken.id}.*no valid Unicode"):
            ledger.add_many([Entry(broken, b"x")])
        assert ledger.totals()["dispatches"] == 20
