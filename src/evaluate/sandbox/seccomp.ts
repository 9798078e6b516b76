/** A call whose answer depends on one of its arguments. */
interface ByArgument {
  readonly call: number;
  /** Place of the argument, from 0. */
  readonly argument: number;
  /** Bits that must be set, each, or values of which the argument must have one. */
  readonly match:
    | { readonly bits: readonly [number, number] }
    | { readonly values: readonly [number, number] };
  /** Error number; 0 means "done". */
  readonly answer: number;
}

/** Options of a filter: what it forbids besides the calls that are always denied. */
export interface SeccompOptions {
  /** No new processes; threads stay allowed. */
  readonly processes: "allow" | "deny";
  /**
   * Sockets, for a command whose namespace has no network but what it is given; or only pairs of connected ones, by which some runners
   * of tests talk to their processes. @defaultValue "deny"
   */
  readonly sockets?: "allow" | "pairs" | "deny";
  /** Locks of whole files (`flock`), which editors and databases of agents need. @defaultValue "deny" */
  readonly locks?: "allow" | "deny";
}

type Instruction = readonly [opcode: number, ifTrue: number, ifFalse: number, value: number];

/** Instructions that answer a call by an argument and let every other call go on. */
function byArgument({ call, argument, match, answer }: ByArgument): Instruction[] {
  const tests: Instruction[] =
    "bits" in match
      ? [
          [IF_ANY_BIT, 0, 2, match.bits[0]],
          [IF_ANY_BIT, 0, 1, match.bits[1]],
        ]
      : [
          [IF_EQUAL, 1, 0, match.values[0]],
          [IF_EQUAL, 0, 1, match.values[1]],
        ];
  return [
    [IF_EQUAL, 0, 5, call],
    [LOAD, 0, 0, 16 + 8 * argument],
    ...tests,
    [RETURN, 0, 0, ERRNO | answer],
    [RETURN, 0, 0, ALLOW],
  ];
}

/**
 * A seccomp filter for bubblewrap's `--seccomp` (x86-64 only): the denied calls and, unless allowed, sockets answer
 * EPERM, a new user namespace too, a foreign architecture kills. `clone3` answers ENOSYS, so that libc falls back to
 * `clone`, whose flags a filter can read; `flock` answers ENOSYS, because its lock on a file of the system
 * would hold for the whole machine.
 */
export function seccompFilter({ processes, sockets = "deny", locks = "deny" }: SeccompOptions): Buffer {
  const noFork = processes === "deny";
  const code: Instruction[] = [];
  const emit = (opcode: number, ifTrue: number, ifFalse: number, value: number): void => {
    code.push([opcode, ifTrue, ifFalse, value]);
  };
  emit(LOAD, 0, 0, 4);
  emit(IF_EQUAL, 1, 0, AUDIT_ARCH_X86_64);
  emit(RETURN, 0, 0, KILL_PROCESS);
  emit(LOAD, 0, 0, 0);
  emit(IF_AT_LEAST, 0, 1, X32_BIT);
  emit(RETURN, 0, 0, KILL_PROCESS);
  for (const call of [CLONE3, ...(locks === "deny" ? [FLOCK] : [])]) {
    emit(IF_EQUAL, 0, 1, call);
    emit(RETURN, 0, 0, ERRNO | ENOSYS);
  }
  const without = SOCKET_CALLS.filter((call) => sockets === "deny" || call !== SOCKET_PAIR);
  const denied = [...DENIED, ...(sockets === "allow" ? [] : without), ...(noFork ? FORK_CALLS : [])];
  for (const call of denied) {
    emit(IF_EQUAL, 0, 1, call);
    emit(RETURN, 0, 0, ERRNO | EPERM);
  }
  for (const one of BY_ARGUMENT) code.push(...byArgument(one));
  emit(IF_EQUAL, 0, noFork ? 4 : 3, CLONE);
  emit(LOAD, 0, 0, 16);
  if (noFork) {
    emit(IF_ANY_BIT, 1, 0, CLONE_THREAD);
    emit(RETURN, 0, 0, ERRNO | EPERM);
    emit(RETURN, 0, 0, ALLOW);
  } else {
    emit(IF_ANY_BIT, 0, 1, CLONE_NEWUSER);
    emit(RETURN, 0, 0, ERRNO | EPERM);
  }
  emit(RETURN, 0, 0, ALLOW);
  const bytes = Buffer.alloc(code.length * 8);
  for (const [index, [opcode, ifTrue, ifFalse, value]] of code.entries()) {
    bytes.writeUInt16LE(opcode, index * 8);
    bytes.writeUInt8(ifTrue, index * 8 + 2);
    bytes.writeUInt8(ifFalse, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  }
  return bytes;
}

/** Classic BPF opcodes and seccomp actions (linux/filter.h, linux/seccomp.h). */
const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_ANY_BIT = 0x45;
const IF_AT_LEAST = 0x35;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL_PROCESS = 0x80000000;
const ERRNO = 0x00050000;
const EPERM = 1;
const ENOMEM = 12;
const ENOSYS = 38;
const AUDIT_ARCH_X86_64 = 0xc000003e;
const X32_BIT = 0x40000000;
const FLOCK = 73;
const CLONE = 56;
const CLONE3 = 435;
const CLONE_THREAD = 0x00010000;
const CLONE_NEWUSER = 0x10000000;
/**
 * System calls (x86-64 numbers) that no candidate needs: other processes' memory, mounts, namespaces, kernel
 * modules, and memory that no resource limit counts (memfd_create, memfd_secret, shmget, msgget, semget,
 * mq_open, io_setup, vmsplice), filters whose decisions another process makes (seccomp), and news of what
 * others do (inotify, fanotify, syslog).
 */
const DENIED = [
  101, 310, 311, 165, 166, 155, 161, 272, 308, 250, 248, 249, 321, 298, 323, 425, 426, 427, 246, 320, 175,
  313, 176, 169, 167, 168, 163, 164, 227, 159, 179, 180, 304, 303, 312, 135, 430, 432, 429, 428, 433, 442,
  438, 434, 431, 319, 447, 29, 68, 64, 240, 206, 317, 278, 440, 253, 294, 254, 300, 301, 103,
];
const FORK_CALLS = [57, 58];
/**
 * System calls that are answered by their arguments. `mmap` of shared anonymous memory, because pages that a
 * process has dropped from its tables stay in memory and nobody counts them. `madvise` for huge pages answers
 * "done" and does nothing, because one byte keeps two MiB. `fcntl` of notices and leases tells what others do
 * with a file.
 */
const BY_ARGUMENT: readonly ByArgument[] = [
  { call: 9, argument: 3, match: { bits: [0x01, 0x20] }, answer: ENOMEM },
  { call: 28, argument: 2, match: { values: [14, 25] }, answer: 0 },
  { call: 72, argument: 1, match: { values: [1026, 1024] }, answer: EPERM },
];
const SOCKET_PAIR = 53;
const SOCKET_CALLS = [41, 42, 43, 49, 50, SOCKET_PAIR, 288];
