"""The fork server of warm sandboxes: trusted code that waits in a jail and forks a walled child for each call.

It imports the declared modules once. A child begins in namespaces of its own (users, processes, files, messages), so that it sees no
other process and dies with all that it started; it gets a private /tmp, limits, no capability and the system-call filter, and only then
runs what it was given: a program in this very interpreter, or a command. Requests come as lines of JSON on standard input, answers leave
on standard output; a child has neither. Laps are run by fork-laps.py; of a program of this interpreter, a module calls the function.
"""

import base64
import ctypes
import gc
import importlib
import io
import json
import os
import resource
import runpy
import select
import signal
import sys
import time
import traceback
import types

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE, CAPSET = 56, 126
NEW_NAMESPACES = 0x20000 | 0x8000000 | 0x10000000 | 0x20000000
READ_ONLY, NO_SET_UID, NO_DEVICES, NO_EXEC, AGAIN, OVER = 1, 2, 4, 8, 32, 4096
DUMPABLE, NO_NEW_PRIVILEGES, SECCOMP, DROP_BOUND = 4, 38, 22, 24
SAID = 8192
REQUESTS, ANSWERS, PARTS = 199, 200, "/tmp/program"


def main():
    # whatever a module prints as it is imported must not stand among the answers, nor read the requests
    os.dup2(0, REQUESTS)
    os.dup2(1, ANSWERS)
    os.dup2(2, 1)
    requests = open(REQUESTS, "rb", closefd=False)
    setup = json.loads(requests.readline())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    LIBC.prctl(DUMPABLE, 0, 0, 0, 0)
    try:
        for name in setup["imports"]:
            importlib.import_module(name)
        prepare(setup)
        setup["execute"] = executing(setup["calls"])
        gc.collect()
        gc.freeze()
        trial = call(setup, {"code": "", "words": None, "input": "", "seed": 0})
        if trial["code"] != 0:
            raise RuntimeError(f"a child does not run: {trial['said']}")
    except BaseException as error:
        answer({"failed": f"{type(error).__name__}: {error}"})
        return
    answer({"ready": True})
    if setup["laps"] is not None:
        race = runpy.run_path(setup["laps"])["racing"](setup, begin)
        for line in requests:
            answer(race(json.loads(line)))
        return
    idle = idling(setup)
    for line in requests:
        reply = call(setup, json.loads(line))
        reply["cpuMs"] = max(0, reply["cpuMs"] - idle)
        answer(reply)


def prepare(setup):
    """Makes, once, what every child needs: each page that a child touches costs it a fault, and building these touches many."""
    uid, gid = setup["uid"], setup["gid"]
    room = f"size={setup['tmpBytes']},nr_inodes=8192,mode=1777".encode()
    setup["maps"] = [
        ("/proc/self/setgroups", b"deny"),
        ("/proc/self/uid_map", f"{uid} {uid} 1".encode()),
        ("/proc/self/gid_map", f"{gid} {gid} 1".encode()),
    ]
    flags = NO_SET_UID | NO_DEVICES
    setup["mounts"] = [(b"tmpfs", b"/tmp", flags, room), (b"proc", b"/proc", flags | NO_EXEC | 1, None)]
    setup["ceilings"] = [(getattr(resource, name), (most, most)) for name, most in setup["limits"].items()]
    setup["capabilities"] = range(int(open("/proc/sys/kernel/cap_last_cap").read()) + 1)
    setup["nothing"] = ((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    setup["program"] = filtering(setup["filter"])
    setup["streams"] = [
        (name, io.TextIOWrapper(open(number, mode + "b", closefd=False), "utf-8"))
        for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w")))
    ]


def filtering(text):
    """A system-call filter as the kernel takes it; None where there is none."""
    if text is None:
        return None

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]

    code = base64.b64decode(text)
    return ctypes.byref(Program(len(code) // 8, code))


def executing(calls):
    """What executes a program's text in its module: the interpreter, or the module that calls a function of it in laps."""
    if calls is not None:
        answering = runpy.run_path(calls["module"])["answering"]
        return lambda code, _: answering(code, calls)
    return lambda code, module: exec(compile(code, "/program.py", "exec"), module.__dict__)


def idling(setup):
    """Processor time that is no program's own, milliseconds: the median of a few children that do nothing."""
    if not setup["countsCpu"]:
        return 0
    return sorted(call(setup, {**setup["idle"], "seed": 0})["cpuMs"] for _ in range(5))[2]


def answer(value):
    data = json.dumps(value).encode() + b"\n"
    while data:
        data = data[os.write(ANSWERS, data) :]


def call(setup, request):
    """Runs one child; what it wrote, how it ended, and the times of its own work."""
    begun = time.monotonic()
    pid, given, out, said, start = begin(setup, request)
    written, words = converse(pid, given, out, said, request["input"].encode(), setup["outputBytes"])
    _, status, usage = os.wait4(pid, 0)
    began = json.loads(os.read(start, 100) or b"null")
    os.close(start)
    cpu = usage.ru_utime + usage.ru_stime
    return {
        "code": os.waitstatus_to_exitcode(status),
        "started": began is not None,
        "text": None if written is None else written.decode("utf-8", "replace"),
        "said": words.decode("utf-8", "replace"),
        "cpuMs": 1000 * (cpu - began[0]) if began else 0,
        "wallMs": 1000 * (time.monotonic() - (began[1] if began else begun)),
    }


def begin(setup, request):
    """Starts a child: its process, and this end of its standard input, output and error, and of the word that it began."""
    pipes = [os.pipe() for _ in range(4)]
    pid = clone()
    if pid == 0:
        child(setup, request, pipes)
    (given_out, given_in), (out, out_in), (said, said_in), (start, start_in) = pipes
    for fd in (given_out, out_in, said_in, start_in):
        os.close(fd)
    os.set_blocking(given_in, False)
    return pid, given_in, out, said, start


def converse(pid, given, out, said, data, most):
    """Feeds a child and reads it to its end; its output is None where it is too long."""
    poll = select.poll()
    poll.register(out, select.POLLIN)
    poll.register(said, select.POLLIN)
    if data:
        poll.register(given, select.POLLOUT)
    else:
        os.close(given)
    parts, size, words, open_ends = [], 0, b"", 2
    while open_ends > 0:
        for fd, _ in poll.poll():
            if fd == given:
                try:
                    data = data[os.write(given, data) :]
                except BlockingIOError:
                    continue
                except BrokenPipeError:
                    data = b""
                if not data:
                    poll.unregister(given)
                    os.close(given)
                    given = -1
                continue
            chunk = os.read(fd, 65536)
            if not chunk:
                poll.unregister(fd)
                os.close(fd)
                open_ends -= 1
            elif fd == said:
                words = (words + chunk)[-SAID:]
            else:
                size += len(chunk)
                if size <= most:
                    parts.append(chunk)
                else:
                    os.kill(pid, signal.SIGKILL)
    if given >= 0 and data:
        os.close(given)
    return (b"".join(parts) if size <= most else None), words


def clone():
    python = ctypes.pythonapi
    python.PyOS_BeforeFork()
    pid = LIBC.syscall(CLONE, NEW_NAMESPACES | int(signal.SIGCHLD), 0, 0, 0, 0)
    error = ctypes.get_errno()
    if pid == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(error, os.strerror(error))
    return pid


def child(setup, request, pipes):
    status = 1
    try:
        wall(setup, pipes, request["code"] if request["words"] else None)
        start = 3
        os.environ["GALAPAGOS_SEED"] = str(request["seed"])
        os.write(start, b"[%f, %f]" % (time.process_time(), time.monotonic()))
        os.close(start)
        if request["words"] is not None:
            os.execve(request["words"][0], request["words"], os.environ)
        status = run(request["code"], request.get("parts", []), setup)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def wall(setup, pipes, code):
    """Everything between a child and the rest of the jail, before a word of the program is read."""
    # a signal to its group would reach the server, whatever namespace it is sent from
    os.setsid()
    LIBC.prctl(DUMPABLE, 1, 0, 0, 0)
    for path, text in setup["maps"]:
        file = os.open(path, os.O_WRONLY)
        os.write(file, text)
        os.close(file)
    for kind, path, flags, options in setup["mounts"]:
        check(LIBC.mount(kind, path, kind, flags, options))
    # an empty program takes its place as any other does
    if code is not None:
        place(setup["place"].encode(), code)
    os.chdir("/tmp")
    (given, _), (_, out), (_, said), (_, start) = pipes
    for number, fd in enumerate([os.dup2(fd, 40 + i) for i, fd in enumerate((given, out, said, start))]):
        os.dup2(fd, number)
    os.closerange(4, 256)
    for kind, most in setup["ceilings"]:
        resource.setrlimit(kind, most)
    for capability in setup["capabilities"]:
        LIBC.prctl(DROP_BOUND, capability, 0, 0, 0)
    check(LIBC.syscall(CAPSET, *setup["nothing"]))
    check(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    if setup["program"] is not None:
        check(LIBC.prctl(SECCOMP, 2, setup["program"], 0, 0))


def place(path, text):
    """Lays a program over the file whose place it takes, read-only; nothing of it stays in /tmp."""
    with open("/tmp/program", "w") as file:
        file.write(text)
        os.fchmod(file.fileno(), 0o444)
    check(LIBC.mount(b"/tmp/program", path, None, OVER, None))
    check(LIBC.mount(None, path, None, OVER | AGAIN | READ_ONLY | NO_SET_UID | NO_DEVICES, None))
    os.unlink("/tmp/program")


def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def run(code, parts, setup):
    """Runs a program as the interpreter would run its file; returns its exit status."""
    for part in parts:
        path = os.path.join(PARTS, part["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(part["text"])
        # a part goes before a module of its name that this server has loaded for itself
        if (name := part["path"].split("/")[0].removesuffix(".py")) not in sys.builtin_module_names:
            sys.modules.pop(name, None)
    for name, stream in setup["streams"]:
        setattr(sys, name, stream)
    for module in filter(None, map(sys.modules.get, ("random", "numpy.random"))):
        module.seed()
    # files of the problem lie beside a program
    sys.argv = [os.path.join(setup["folder"], "program.py")]
    sys.path[0:1] = [PARTS, setup["folder"]] if parts else [setup["folder"]]
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    module.__file__ = sys.argv[0]
    status = 0
    try:
        setup["execute"](code, module)
        if "threading" in sys.modules:
            sys.modules["threading"]._shutdown()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        if status == 1 and end.code != 1:
            print(end.code, file=sys.stderr)
    except BaseException as error:
        traceback.print_exception(type(error), error, error.__traceback__.tb_next)
        status = 1
    # a program may have put others into their place
    for stream in (*(stream for _, stream in setup["streams"][1:]), sys.stdout, sys.stderr):
        if not getattr(stream, "closed", False):
            stream.flush()
    return status & 0xFF


main()
