"""The harness of joint problems: runs a task's own evaluator on one program, inside the sandbox.

Started with the path of a task (JSON), the path of the program, and the number of the descriptor on which the verdict
leaves. It unpacks a fresh copy of the task's files, works there, diverts whatever evaluator and program print to standard
error, and writes one line of JSON: a score with metrics, features and artifacts, or why the program is invalid.

Evaluator and program share a process here, so a program that wants to can write any verdict. What it cannot reach is
outside the sandbox: other evaluations, the task's own files, the network.
"""

import base64
import json
import os
import sys
import tempfile

SEEDING = "sitecustomize.py"


def main(task_path, program_path, descriptor):
    answers = os.dup(descriptor)
    os.close(descriptor)
    divert()
    with open(task_path, encoding="utf-8") as file:
        task = json.load(file)
    home = own_folder("task")
    toolkit = own_folder("galapagos")
    unpack(home, task["files"])
    unpack(toolkit, task["toolkit"])
    with open(program_path, "rb") as file:
        text = file.read()
    program = os.path.join(home, task["place"])
    os.makedirs(os.path.dirname(program), exist_ok=True)
    with open(program, "wb") as file:
        file.write(text)
    os.chdir(home)
    # some know this interpreter by its old name alone
    names = os.path.join(toolkit, "bin")
    os.makedirs(names, exist_ok=True)
    os.symlink(sys.executable, os.path.join(names, "python"))
    os.environ["PATH"] = f"{os.environ.get('PATH', '/usr/bin:/bin')}:{names}"
    # programs that an evaluator starts are seeded, too
    os.environ["PYTHONPATH"] = toolkit
    sys.path[0] = toolkit
    with open(os.path.join(toolkit, SEEDING), encoding="utf-8") as file:
        exec(compile(file.read(), SEEDING, "exec"), {"__name__": "seeding"})
    from galapagos_joint import verdicts

    verdict = verdicts.judge(task, home, program)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    send(answers, json.dumps(verdict, allow_nan=False).encode())
    # threads and processes that the program left behind are no reason to wait
    os._exit(0)


def divert():
    """Standard output is for people from now on, and there is nothing to read."""
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def own_folder(name):
    """A folder of the private /tmp, under the same name each time, so that messages repeat; elsewhere a new one."""
    path = os.path.join(tempfile.gettempdir(), name)
    try:
        os.mkdir(path, 0o700)
        return path
    except FileExistsError:
        return tempfile.mkdtemp(prefix=f"{name}-")


def unpack(folder, files):
    for path, content in files:
        place = os.path.join(folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(base64.b64decode(content))
        # scripts of the task may be started by name
        os.chmod(place, 0o755)


def send(descriptor, data):
    while data:
        data = data[os.write(descriptor, data) :]
    os.close(descriptor)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
