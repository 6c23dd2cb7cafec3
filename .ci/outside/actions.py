"""Actions as CSV and as a calendar, read by Python's csv module and by the
icalendar package: each says what `actions --format json` says, and the
calendar identifies nobody.

python3 actions.py PROGRAM PASSPHRASE-FILE
The vault is the one THINKWHEEL_VAULT names; something in it has a day.
"""
import csv
import datetime
import io
import json
import subprocess
import sys

import icalendar

program, words = sys.argv[1:3]


def actions(form):
    ours = [program, "--passphrase-file", words, "actions", "--format", form]
    return subprocess.run(ours, check=True, capture_output=True).stdout


listed = json.loads(actions("json"))
assert listed, "there are no actions to look at"

# CSV: the same cells, and no cell that is a formula
raw = actions("csv")
assert raw.count(b"\r\n") >= len(listed) + 1
rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
assert [row["id"] for row in rows] == [action["id"] for action in listed]
for row, action in zip(rows, listed):
    for name in ["what", "who", "by"]:
        assert row[name] in (action[name], "'" + action[name]), row["id"]
    assert row["due"] == (action["due"] or "")
    assert row["children"] in ("; ".join(action["children"]), "'" + "; ".join(action["children"]))
    for name, cell in row.items():
        assert not cell.lstrip().startswith(("=", "+", "-", "@")), (name, row["id"])

# the calendar: open actions with a day, once each, and nobody in them
raw = actions("ics")
assert raw == actions("ics"), "not the same bytes twice"
assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line that is not folded"
calendar = icalendar.Calendar.from_ical(raw)
assert not calendar.errors and calendar["version"] == "2.0"
events = calendar.walk("VEVENT")
due = [a for a in listed if a["state"] == "open" and a["due"]]
assert due, "no open action has a day"
assert [str(e["uid"]).split("@")[0].upper() for e in events] == [a["id"] for a in due]
for event, action in zip(events, due):
    day = datetime.date.fromisoformat(action["due"])
    assert not event.errors
    assert event.decoded("dtstart") == day
    assert event.decoded("dtend") == day + datetime.timedelta(days=1)
    assert str(event["summary"]) == f"Supervision action due ({action['code']})"
    assert event["class"] == "PRIVATE"
    holds = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert set(event.keys()) == holds, event.keys()
    assert not event.subcomponents

print(f"{len(rows)} actions as CSV, {len(events)} as calendar entries: read by csv and icalendar")
