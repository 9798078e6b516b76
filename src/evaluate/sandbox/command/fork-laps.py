"""Programs that run in laps, part of the fork server: each waits for a list of calls, answers it, and waits for the next.

One runs alone, or two take turns, so that whatever the machine does meets both. Processor time is read from outside, from
the moment a program is loaded to its last answer, without a gap: what it does between two laps is its own time, too. A lap has
three turns: a program reads its calls, makes them, and tells what became of them. The second one is what counts, less what a few
runs of a function that does nothing take. Loading counts as far as it takes longer than the original's, and so do the other two
turns, in equal shares of the laps: work cannot be moved out of the calls. Beside another program's, a bit more in each generation
would be free. What is taken for chance in the other two turns is never more than a small share of the program's own calls, for beside a
slow original a fast program's whole work is no more than chance. Whoever asks keeps what was measured of both, and says it with each
request.
"""

import itertools
import os
import select
import signal
import time

SAID = 8192
IDLE_RUNS, ENOUGH_MS = 3, 500
LEAST = 0.05
MORE, LOAD_MS, WORK, OWN = 1.25, 2, 0.02, 0.05
ASLEEP_S, LOOK_S = 0.002, 0.00005


def racing(setup, begin):
    """What answers requests: laps in, what is no program's time out; programs and laps in, what became of each program out."""
    shared = {"words": setup["words"], "seed": 0}
    idle_program, original = ({**shared, **(setup[name] or {"code": None})} for name in ("idle", "original"))
    # whoever begins meets a colder machine: from race to race that is another one
    orders = itertools.cycle((1, -1))

    def alone(program, laps):
        """How a program ended in a few runs of its own; fewer where they are long."""
        ends = []
        while len(ends) < IDLE_RUNS and sum(sum(end["laps"]) for end in ends) < ENOUGH_MS:
            ends += run([Racer(setup, begin, program)], laps)
        return ends

    def measured(laps):
        idle, usual = alone(idle_program, laps), alone(original, laps)
        laps_ms = middle([end["laps"] for end in idle], len(laps))
        loads = middle([[end["loadMs"]] for end in usual if end["isLoaded"]], 1)
        whole = [[end["asideMs"], sum(end["laps"])] for end in usual if len(end["laps"]) == len(laps)]
        aside, work = middle(whole, 2) or (None, None)
        found = {"laps": laps_ms, "loadMs": loads and loads[0], "asideMs": aside, "workMs": work}
        return {"idle": laps_ms and found}

    def race(request):
        laps, seed, idle = request["laps"], request["seed"], request["idle"]
        if idle is None:
            return measured(laps)
        order = next(orders) if len(request["programs"]) > 1 else 1
        racers = [Racer(setup, begin, {**shared, **program, "seed": seed}) for program in request["programs"][::order]]
        ends = run(racers, laps)[::order]
        for end in ends:
            if end["code"] == 0:
                calls = [max(LEAST * ms, ms - less) for ms, less in zip(end["laps"], idle["laps"])]
                charge = charged(end, idle, sum(calls)) / max(1, len(laps))
                end["laps"] = [ms + charge for ms in calls]
        return {"racers": ends}

    return race


def middle(runs, size):
    """The median of each number over the runs that had as many; None where all ended early."""
    whole = [numbers for numbers in runs if len(numbers) == size]
    return [sorted(one)[len(whole) // 2] for one in zip(*whole)] if whole else None


def charged(end, idle, calls_ms):
    """Time beside its calls by which a program is longer than the original, as far as that is no chance, milliseconds."""
    load, aside, work = idle["loadMs"], idle["asideMs"], idle["workMs"]
    loading = 0 if load is None else max(0, end["loadMs"] - (MORE * load + LOAD_MS))
    # of an original that did not come to its end nothing is known: all of it is the program's
    usual, chance = (0, 0) if aside is None else (aside, (MORE - 1) * aside + WORK * work)
    return loading + max(0, end["asideMs"] - usual - min(chance, OWN * calls_ms))


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
        self.clock = self.load_ms = self.aside_ms = 0
        self.is_loaded = False
        self.answers, self.times = [], []

    def load(self):
        self.passed()
        self.is_loaded = self.turn("\n") is not None
        self.load_ms = self.passed()

    def lap(self, text):
        """Has a list of calls read, made, and told of."""
        if self.turn(text + "\n") is None:
            return
        self.aside_ms += self.passed()
        if self.turn("\n") is None:
            return
        time = self.passed()
        answer = self.turn("\n")
        if answer is not None:
            self.aside_ms += self.passed()
            self.answers.append(answer)
            self.times.append(time)

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
            "isLoaded": self.is_loaded,
            "loadMs": self.load_ms,
            "asideMs": self.aside_ms,
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
