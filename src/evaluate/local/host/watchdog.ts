import { readSync, rmdirSync } from "node:fs";

/**
 * Entry of the watchdog thread: waits in a blocking read of the lifeline, a pipe whose other end only the
 * parent process holds. The kernel ends that read when the parent dies, however it dies; then the whole
 * process group is killed, even when the evaluator process's own event loop is stuck.
 */
const LIFELINE = 4;
const pause = new Int32Array(new SharedArrayBuffer(4));
const byte = new Uint8Array(1);

for (let open = true; open; ) {
  try {
    open = readSync(LIFELINE, byte) > 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EAGAIN" || code === "EINTR") Atomics.wait(pause, 0, 0, 200);
    else open = false;
  }
}
// host/end-group.ts does the same; a level-2 child sees this file and none beside it
try {
  rmdirSync(process.cwd());
} catch {
  // The parent may have removed the empty folder first.
}
try {
  process.kill(-process.pid, "SIGKILL");
} catch {
  process.kill(process.pid, "SIGKILL");
}
