"""Programs that run in laps, part of the fork server: each waits for a list of calls, answers it, and waits for the next.

One runs alone, or two take turns, so that whatever the machine does meets both. Processor time is read from outside, from
the moment a program is loaded to its last answer, without a gap: what it does between two laps is its own time, too. A lap
costs some time that is no program's, of reading calls and writing answers: a few runs of a function that does nothing tell
how much. Loading counts as far as it takes longer than the original's, in equal shares of the laps: beside another program's,
a bit more in each generation would be free. Whoever asks keeps what was measured of both, and says it with each request.
"""

import itertools
import os
import select
import signal
import time

SAID = 8192
IDLE_RUNS = 3
LEAST = 0.05
LOAD_MORE, LOAD_MS = 1.25, 2
ASLEEP_S, LOOK_S = 0.002, 0.00005


def racing(setup, begin):
    """What answers requests: laps in, what is no program's time out; programs and laps in, what became of each program out."""
    original = {"code": None, "words": setup["words"]}
    # whoever begins meets a colder machine: from race to race that is another one
    orders = itertools.cycle((1, -1))

    def measured(laps):
        idle = [end["laps"] for end in alone(setup, begin, setup["idle"], laps)]
        loads = [[end["loadMs"]] for end in alone(setup, begin, original, []) if not end["isOver"]]
        idle, load = middle(idle, len(laps)), middle(loads, 1)
        return {"idle": idle and load and {"laps": idle, "loadMs": load[0]}}

    def race(request):
        laps, seed, idle = request["laps"], request["seed"], request["idle"]
        if idle is None:
            return measured(laps)
        programs = [{"code": code, "words": setup["words"], "seed": seed} for code in request["programs"]]
        order = next(orders) if len(programs) > 1 else 1
        ends = run([Racer(setup, begin, program) for program in programs[::order]], laps)[::order]
        for end in ends:
            if end["code"] == 0:
                charge = over(end["loadMs"], idle["loadMs"]) / max(1, len(laps))
                end["laps"] = [max(LEAST * ms, ms - less) + charge for ms, less in zip(end["laps"], idle["laps"])]
        return {"racers": ends}

    return race


def alone(setup, begin, program, laps):
    """How a program ended in a few runs of its own."""
    return [run([Racer(setup, begin, {**program, "seed": 0})], laps)[0] for _ in range(IDLE_RUNS)]


def middle(runs, size):
    """The median of each lap over the runs that had as many; None where all ended early."""
    whole = [laps for laps in runs if len(laps) == size]
    return [sorted(laps[lap] for laps in whole)[len(whole) // 2] for lap in range(size)] if whole else None


def over(load, original):
    """The time by which a program's loading is longer than the original's, as far as that is no chance, milliseconds."""
    return max(0, load - (LOAD_MORE * original + LOAD_MS))


def run(racers, laps):
    """Runs all laps, by turns and with a different one first from lap to lap; how each of the programs ended."""
    for racer in racers:
        racer.turn("")
    for racer in racers:
        racer.load()
    for number, lap in enumerate(laps):
        for racer in racers if number % 2 == 0 else racers[::-1]:
            racer.lap(lap)
        if any(racer.is_over for racer in racers):
            break
    return [racer.end(len(laps)) for racer in racers]


class Racer:
    """One child, lap by lap."""

    def __init__(self, setup, begin, request):
        self.pid, self.given, self.out, self.said, self.start = begin(setup, request)
        self.room = setup["outputBytes"]
        self.words = b""
        self.is_over = False
        self.clock = self.load_ms = 0
        self.answers, self.times = [], []

    def load(self):
        self.passed()
        self.turn("\n")
        self.load_ms = self.passed()

    def lap(self, text):
        if self.is_over:
            return
        answer = self.turn(text + "\n")
        if answer is not None:
            self.answers.append(answer)
            self.times.append(self.passed())

    def passed(self):
        """Processor time since it was asked last, milliseconds; of a process that runs, the kernel tells less than it had."""
        latest = time.monotonic() + ASLEEP_S
        while is_awake(self.pid) and time.monotonic() < latest:
            time.sleep(LOOK_S)
        before = self.clock
        self.clock = processor_ms(self.pid)
        return self.clock - before

    def turn(self, text):
        """Says a text and waits for a line; None where the child ended, or said more than it may."""
        data, parts, poll = text.encode(), [], select.poll()
        poll.register(self.out, select.POLLIN)
        poll.register(self.said, select.POLLIN)
        if data:
            poll.register(self.given, select.POLLOUT)
        while not self.is_over:
            for fd, _ in poll.poll():
                if fd == self.given:
                    data = self.push(data)
                    if not data:
                        poll.unregister(self.given)
                    continue
                chunk = os.read(fd, 65536)
                if fd == self.said:
                    self.words = (self.words + chunk)[-SAID:]
                    if not chunk:
                        poll.unregister(fd)
                    continue
                self.room -= len(chunk)
                parts.append(chunk)
                if not chunk or self.room < 0:
                    self.is_over = True
                elif chunk.endswith(b"\n"):
                    return b"".join(parts).decode("utf-8", "replace")
        return None

    def push(self, data):
        try:
            return data[os.write(self.given, data) :]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            return b""

    def end(self, laps):
        """How it ended: by itself before the last lap, or here."""
        is_done = len(self.answers) == laps
        # one that ended by itself may still have something to say
        while self.is_over and self.room >= 0 and (chunk := os.read(self.said, 65536)):
            self.words = (self.words + chunk)[-SAID:]
        os.kill(self.pid, signal.SIGKILL)
        _, status, _ = os.wait4(self.pid, 0)
        for fd in (self.given, self.out, self.said, self.start):
            os.close(fd)
        return {
            "isOver": self.is_over,
            "code": 0 if is_done else os.waitstatus_to_exitcode(status),
            "answers": self.answers if self.room >= 0 else None,
            "said": self.words.decode("utf-8", "replace"),
            "loadMs": self.load_ms,
            "laps": self.times,
        }


def is_awake(pid):
    """Does a process run, or would it if there were a processor?"""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return stat.read().rpartition(b") ")[2][:1] == b"R"
    except OSError:
        return False


def processor_ms(pid):
    """Processor time of a process so far, of all its threads, milliseconds."""
    try:
        return 1000 * time.clock_gettime(~pid << 3 | 2)
    except OSError:
        return 0
