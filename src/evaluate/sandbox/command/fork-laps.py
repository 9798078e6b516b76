"""Programs that run in laps, part of the fork server: each waits for a list of calls, answers it, and waits for the next.

One runs alone, or two take turns, so that whatever the machine does meets both. Processor time is read from outside, from
the moment a program is loaded to its last answer, without a gap: what it does between two laps is its own time, too. A lap has
three turns: a program reads its calls, makes them, and tells what became of them. The second one is what counts, less what a
function that does nothing takes. That function runs beside them in a third child, which reads the same calls and tells the original's
answers: what a program takes longer than this one in the other two turns is work that was moved out of the calls. It is told apart,
signed, so that whoever measures many pairs can tell it from chance. Loading counts as far as it takes longer than the original's.
"""

import itertools
import json
import os
import select
import signal
import time

SAID = 8192
LEAST = 0.05
MORE, LOAD_MS, LOADS = 1.25, 2, 3
WORDS = ("args", "kwargs", "value", "raises", "after", "shares")
ASLEEP_S, STOPPED_S, LOOK_S = 0.002, 1, 0.00005
PROC = "/proc"


def racing(setup, begin):
    """What answers requests: laps in, what is no program's time out; programs and laps in, what became of each program out."""
    shared = {"words": setup["words"], "seed": 0}
    idle_program, original = ({**shared, **(setup[name] or {"code": None})} for name in ("idle", "original"))
    # whoever begins meets a colder machine: from race to race that is another one
    orders = itertools.cycle((1, -1))

    def measured(laps):
        """What becomes of the calls of the original, and how long it takes to load; None where calls that do nothing end early."""
        if not is_whole(run([Racer(setup, begin, idle_program)], laps)[0], laps):
            return {"original": None}
        first = run([Racer(setup, begin, original)], laps)[0]
        answers = first["answers"] if is_whole(first, laps) else []
        rehearsed = [[scrambled(lap), scrambled(told)] for lap, told in zip(laps, answers)]
        ends = [run([Racer(setup, begin, original, rehearsed)], laps[:1])[0] for _ in range(LOADS)]
        loads = sorted(end["loadMs"] for end in ends if end["isLoaded"])
        return {"original": {"loadMs": loads[len(loads) // 2] if loads else None, "answers": answers, "rehearsed": rehearsed}}

    def race(request):
        laps, seed, known = request["laps"], request["seed"], request["original"]
        if known is None:
            return measured(laps)
        programs = [{**shared, **program, "seed": seed} for program in request["programs"]]
        if len(programs) == 1:
            return {"racers": run([Racer(setup, begin, programs[0])], laps), "isUsual": True}
        order = next(orders)
        racers = [Racer(setup, begin, program, known["rehearsed"]) for program in programs[::order]]
        answered = [[lap, told] for (lap, _), told in zip(known["rehearsed"], known["answers"])]
        *ends, idle = run([*racers, Racer(setup, begin, idle_program, answered, True)], laps)
        for end in ends:
            if is_whole(end, laps):
                less(end, idle, known["loadMs"])
        return {"racers": ends[::order], "isUsual": is_whole(idle, laps)}

    return race


def is_whole(end, laps):
    return bool(end["answers"]) and len(end["laps"]) == len(laps)


def scrambled(text):
    """A JSON text of the same shape, of which nothing can be learnt but the lengths of its parts."""
    try:
        return json.dumps(shape(json.loads(text)))
    except (ValueError, RecursionError):
        return "null"


def shape(value):
    if isinstance(value, dict):
        return {key if key in WORDS else str(at).zfill(len(key)): shape(one) for at, (key, one) in enumerate(value.items())}
    if isinstance(value, list):
        return [shape(one) for one in value]
    if isinstance(value, str):
        return "x" * len(value)
    if isinstance(value, (bool, type(None))):
        return value is not None
    return float("0." + "1" * len(str(value))) if isinstance(value, float) else int("1" * len(str(value)))


def less(end, idle, load_ms):
    """Takes from a program's times what is not its own: of its calls, of loading it, and of what it does beside its calls."""
    calls = [max(LEAST * ms, ms - idle_ms) for ms, idle_ms in zip(end["laps"], idle["laps"])]
    loading = 0 if load_ms is None else max(0, end["loadMs"] - (MORE * load_ms + LOAD_MS))
    end["laps"] = [ms + loading / len(calls) for ms in calls]
    end["asideMs"] -= idle["asideMs"]


def run(racers, laps):
    """Runs all laps, by turns, the first two in another order from lap to lap; how each of the programs ended."""
    for racer in racers:
        racer.turn("")
    for racer in racers:
        racer.load()
    for number, lap in enumerate(laps):
        for racer in racers if number % 2 == 0 else [*racers[1::-1], *racers[2:]]:
            racer.lap(lap)
        if any(racer.is_over for racer in racers):
            break
    return [racer.end(len(laps)) for racer in racers]


class Racer:
    """One child, lap by lap."""

    def __init__(self, setup, begin, request, rehearsed=(), is_known=False):
        self.pid, self.given, self.out, self.said, self.start = begin(setup, request)
        self.room = setup["outputBytes"]
        self.words = b""
        self.is_over = False
        self.rehearsal = json.dumps({"laps": rehearsed, "isKnown": is_known})
        self.clock = self.load_ms = self.aside_ms = 0
        self.is_loaded = False
        self.answers, self.times = [], []

    def load(self):
        self.passed()
        self.is_loaded = self.turn(self.rehearsal + "\n") is not None
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
        """Processor time since it was asked last, milliseconds; of what runs, the kernel tells less than it had, so that who goes on is stopped."""
        is_late = not rests(self.pid, ASLEEP_S)
        if is_late:
            os.kill(self.pid, signal.SIGSTOP)
            rests(self.pid, STOPPED_S)
        before = self.clock
        self.clock = processor_ms(self.pid)
        if is_late:
            os.kill(self.pid, signal.SIGCONT)
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


def rests(pid, most_s):
    """Waits until no thread of a process runs, or would if there were a processor; False where that takes too long."""
    latest = time.monotonic() + most_s
    while is_awake(pid):
        if time.monotonic() > latest:
            return False
        time.sleep(LOOK_S)
    return True


def is_awake(pid):
    fields = state_of(f"{PROC}/{pid}")
    if not fields or fields[0] == b"R" or int(fields[17]) < 2:
        return fields[:1] == [b"R"]
    try:
        threads = os.listdir(f"{PROC}/{pid}/task")
    except OSError:
        return False
    return any(state_of(f"{PROC}/{pid}/task/{thread}")[:1] == [b"R"] for thread in threads)


def state_of(folder):
    """What the kernel says of a process or a thread, from its state on; nothing where it has ended, as others of its process may have not."""
    try:
        with open(f"{folder}/stat", "rb") as stat:
            return stat.read().rpartition(b") ")[2].split()
    except OSError:
        return []


def processor_ms(pid):
    """Processor time of a process so far, of all its threads, milliseconds."""
    try:
        return 1000 * time.clock_gettime(~pid << 3 | 2)
    except OSError:
        return 0
