"""Keeps the people in SQLite."""

import sqlite3


def connect(path):
    # Readers need no lock of their own, so that counting no longer waits for registering.
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)


def prepare(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS people (name TEXT NOT NULL)")


def count(path):
    with connect(path) as connection:
        return connection.execute("SELECT count(*) FROM people").fetchone()[0]


def register(path, name):
    with connect(path) as connection:
        added = connection.execute("INSERT INTO people (name) VALUES (?)", (name.strip(),))
        return added.lastrowid
