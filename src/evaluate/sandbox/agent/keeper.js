// The first process in an agent's jail: lays out its folder, opens the one door to the outside, starts it, and hands
// in its program when it ends or is told to. Nothing inside can end it, and it decides nothing: the host counts. Plain
// JavaScript of its own, because nothing else is in the jail.
import { spawn } from "node:child_process";
import {
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

let isOver = false;
let task;

createInterface({ input: process.stdin })
  .on("line", (line) => {
    if (task !== undefined) return end({ how: "stopped" });
    task = JSON.parse(line);
    begin().catch((error) => end({ how: "failed", message: String(error.message) }));
  })
  .on("close", () => end({ how: "stopped" }));

async function begin() {
  const { home, work, temporary, files } = task;
  for (const folder of [home, work, temporary]) mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), text);
  }
  const url = await openDoor();
  const placed = (text) => text.replaceAll("{url}", `${url}/v1`).replaceAll("{origin}", url);
  const [program, ...args] = task.words.map(placed);
  const env = Object.fromEntries(Object.entries(task.env).map(([name, value]) => [name, placed(value)]));
  const agent = spawn(program, args, { cwd: work, env, stdio: ["ignore", "inherit", "inherit"] });
  agent.once("error", ({ code, message }) => end({ how: code === "ENOENT" ? "missing" : "failed", message }));
  agent.once("exit", (code, signal) => end({ how: "exit", code, signal }));
}

/** Listens on the jail's own loopback interface, and passes every connection on to the host's socket. */
function openDoor() {
  const door = createServer({ allowHalfOpen: true }, (inner) => {
    const outer = connect({ path: task.socket, allowHalfOpen: true });
    inner.pipe(outer).pipe(inner);
    inner.on("error", () => outer.destroy());
    outer.on("error", () => inner.destroy());
  });
  return new Promise((resolve, reject) => {
    door.once("error", reject);
    door.listen(task.port, "127.0.0.1", () => resolve(`http://127.0.0.1:${door.address().port}`));
  });
}

function end(how) {
  if (isOver) return;
  isOver = true;
  // everybody in this jail but the keeper; where there are no walls, all that it has started
  for (const pid of process.pid === 1 ? [-1] : descendants()) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // nobody is left
    }
  }
  if (task === undefined) process.exit(1);
  const read = (name) => (name === null ? null : textOf(join(task.work, name)));
  // the last line: whatever others wrote into this pipe came before they were ended
  const report = { ...how, program: read(task.program), idea: read(task.idea) };
  const bytes = Buffer.from(`\n${JSON.stringify(report)}`);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(task.answers, bytes, sent);
    } catch (error) {
      if (error.code !== "EAGAIN") process.exit(1);
    }
  }
  process.exit(0);
}

function descendants() {
  const tree = [process.pid];
  for (const parent of tree) {
    try {
      for (const thread of readdirSync(`/proc/${parent}/task`)) {
        const children = readFileSync(`/proc/${parent}/task/${thread}/children`, "utf8").trim();
        if (children) tree.push(...children.split(" ").map(Number));
      }
    } catch {
      // it ended in between
    }
  }
  return tree.slice(1).reverse();
}

/** A plain file of bounded size; nothing else, for what lies there may be a trap. */
function textOf(path) {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(file);
    return stat.isFile() && stat.size <= task.mostBytes ? readFileSync(file, "utf8") : null;
  } catch {
    return null;
  }
}
