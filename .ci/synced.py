"""Reads traces of system calls: whatever the program told on standard output was on the disk by then.

    strace -f -y -s 0 -e trace=$(python3 .ci/synced.py --calls) -o TRACE dossier ...
    python3 .ci/synced.py TRACE...

At each write to standard output
  * no log (`-wal`) has writes that were not synced since,
  * every file that was renamed into place was synced before that, and its folder after,
  * the folder of a log was synced since the log was made;
and whenever a log is cut or begun anew, the dossier it belongs to has no writes that were not synced since. What is left
to SQLite's own rules (journals, `-shm`) and what nobody misses (`-lock`) is passed over. Exit status 1 where it does not
hold; `--must-fail` turns that around, for traces with the syncs taken out.
"""

import os
import re
import sys

WRITES = ["write", "writev", "pwrite64", "pwritev", "pwritev2", "ftruncate", "fallocate"]
SYNCS = ["fsync", "fdatasync", "sync_file_range"]
RENAMES = ["rename", "renameat", "renameat2"]
CALLS = ["openat", *WRITES, *SYNCS, *RENAMES]

LINE = re.compile(r"^(?:\[pid +)?(\d+)\]? +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)$")
FILE = re.compile(r"^(\d+)<([^>]*)>")
OFFSET = re.compile(r", (\d+)\)\s*=")


class Trace:
    def __init__(self, name):
        self.name = name
        self.unsynced = {}  # path -> writes since its last sync
        self.made = {}  # folder -> names made or renamed in it since its last sync
        self.known = set()  # files seen so far
        self.problems = []
        self.n_told = self.n_log_writes = self.n_log_syncs = self.n_renamed = self.n_folder_syncs = 0

    def problem(self, number, what):
        self.problems.append(f"{self.name}:{number}: {what}")

    def call(self, number, name, rest):
        if name == "openat":
            self.opened(rest)
        elif name in WRITES:
            self.written(number, name, rest)
        elif name in SYNCS:
            self.synced(rest)
        elif name in RENAMES:
            self.renamed(number, rest)

    def opened(self, rest):
        found = re.search(r"= \d+<([^>]*)>\s*$", rest)
        if found and "O_CREAT" in rest and found[1] not in self.known and found[1].endswith("-wal"):
            self.made.setdefault(os.path.dirname(found[1]), set()).add(found[1])
        if found:
            self.known.add(found[1])

    def written(self, number, name, rest):
        found = FILE.match(rest)
        if not found:
            return
        fd, path = found.groups()
        if fd == "1":
            self.told(number)
            return
        if path.endswith("-wal"):
            self.n_log_writes += 1
            offset = OFFSET.search(rest)
            begins_anew = name == "ftruncate" or (name == "pwrite64" and offset and offset[1] == "0")
            if begins_anew and self.unsynced.get(path.removesuffix("-wal")):
                self.problem(number, f"the log is begun anew before the dossier is synced: {path}")
            if name == "ftruncate":
                # All that stood in it is in the dossier, and on the disk.
                self.unsynced.pop(path, None)
                return
        self.unsynced[path] = self.unsynced.get(path, 0) + 1

    def synced(self, rest):
        found = FILE.match(rest)
        if not found or not re.search(r"= 0\s*$", rest):
            return
        path = found[2]
        self.n_log_syncs += path.endswith("-wal")
        if path in self.made:
            self.n_folder_syncs += 1
        self.made.pop(path, None)
        self.unsynced.pop(path, None)

    def renamed(self, number, rest):
        names = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
        if len(names) != 2 or not re.search(r"= 0\s*$", rest):
            return
        self.n_renamed += 1
        old, new = (os.path.abspath(name) for name in names)
        if self.unsynced.pop(old, 0):
            self.problem(number, f"renamed before it was synced: {new}")
        self.made.setdefault(os.path.dirname(new), set()).add(new)

    def told(self, number):
        self.n_told += 1
        for path, n_writes in self.unsynced.items():
            if path.endswith("-wal"):
                self.problem(number, f"told while {n_writes} writes to the log were not synced: {path}")
        for folder, names in self.made.items():
            self.problem(number, f"told while the folder was not synced after {', '.join(sorted(names))}: {folder}")


def read(path):
    trace, begun = Trace(os.path.basename(path)), {}
    with open(path, encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            found = LINE.match(line)
            if not found:
                continue
            thread, text = found.groups()
            if text.startswith("<..."):
                # A write counts from its beginning, all else from its end.
                name, rest = begun.pop(thread, (None, ""))
                if name and name not in WRITES:
                    trace.call(number, name, rest + text.split("resumed>", 1)[1])
                continue
            call = CALL.match(text)
            if not call:
                continue
            name, rest = call.groups()
            if rest.rstrip().endswith("<unfinished ...>"):
                begun[thread] = (name, rest.rsplit("<unfinished", 1)[0])
                if name not in WRITES:
                    continue
            trace.call(number, name, rest)
    return trace


def main():
    if sys.argv[1:] == ["--calls"]:
        print(",".join(CALLS))
        return 0
    must_fail = "--must-fail" in sys.argv
    is_sound = True
    for path in (arg for arg in sys.argv[1:] if not arg.startswith("--")):
        trace = read(path)
        assert trace.n_told > 0, f"{trace.name}: nothing was told"
        if must_fail:
            if not trace.problems:
                print(f"{trace.name}: passes without its syncs, so the check proves nothing")
                is_sound = False
            continue
        is_sound &= not trace.problems
        for problem in trace.problems[:10]:
            print(problem)
        print(
            f"  {trace.name:<9} told {trace.n_told:>3} times, each after the sync: {trace.n_log_writes} writes to the log "
            f"in {trace.n_log_syncs} syncs, {trace.n_renamed} files renamed into place, {trace.n_folder_syncs} syncs of folders"
        )
    return 0 if is_sound else 1


sys.exit(main())
