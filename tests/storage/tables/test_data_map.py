"""The municipality's DPIA says what each column holds: none is added without saying so."""

import contextlib
import runpy
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from storage.tables.columns import Data
from storage.tables.data_map import DATA_MAP, data_map, marks, tables


def test_every_column_of_every_table_is_marked() -> None:
    marked = {table.__tablename__: set(marks(table)) for table in tables()}
    assert marked == {name: set(table.columns.keys()) for name, table in SQLModel.metadata.tables.items()}


def test_what_is_marked_as_sealed_is_all_that_is_in_a_sealed_column() -> None:
    sealed = [
        (name, mark.kind in {Data.SEALED, Data.ALIKE}) for table in tables() for name, mark in marks(table).items()
    ]
    assert len(sealed) > 100
    own = {"due", "id"}
    assert [name for name, marked in sealed if marked != (name.split("_")[0] == "sealed") and name not in own] == []


def test_the_data_map_in_the_docs_is_of_these_columns() -> None:
    assert DATA_MAP.read_text("utf-8") == data_map()


def test_the_command_writes_it(tmp_path: Path) -> None:
    (tmp_path / DATA_MAP.parent).mkdir()
    current = DATA_MAP.read_text("utf-8")
    with contextlib.chdir(tmp_path), pytest.warns(RuntimeWarning, match="sys.modules"):
        runpy.run_module("storage.tables.data_map", run_name="__main__")
    assert (tmp_path / DATA_MAP).read_text("utf-8") == current
