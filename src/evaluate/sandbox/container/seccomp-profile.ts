/** Rule of a profile: calls, by name, that are answered with an error, where an argument is as it says. */
interface Rule {
  readonly names: readonly string[];
  readonly action: "SCMP_ACT_ERRNO";
  readonly errnoRet: number;
  readonly args?: readonly {
    readonly index: number;
    readonly value: number;
    readonly valueTwo?: number;
    readonly op: "SCMP_CMP_EQ" | "SCMP_CMP_MASKED_EQ";
  }[];
}

/**
 * The system-call filter of commands as a profile of the Open Container Initiative, in which calls have names, so that it is one for
 * all processors. What `seccompFilter` denies is denied here; another processor's calls end the program.
 */
export function seccompProfile(): string {
  const deny = (names: readonly string[], errnoRet: number): Rule => ({
    ...{ names, action: "SCMP_ACT_ERRNO", errnoRet },
  });
  const when = (name: string, index: number, value: number, errnoRet: number): Rule => ({
    ...deny([name], errnoRet),
    args: [{ index, value, op: "SCMP_CMP_EQ" }],
  });
  const withBits = (name: string, index: number, bits: number, errnoRet: number): Rule => ({
    ...deny([name], errnoRet),
    args: [{ index, value: bits, valueTwo: bits, op: "SCMP_CMP_MASKED_EQ" }],
  });
  const syscalls = [
    deny(["clone3", "flock"], ENOSYS),
    deny(DENIED, EPERM),
    withBits("clone", 0, CLONE_NEWUSER, EPERM),
    withBits("mmap", 3, SHARED_ANONYMOUS, ENOMEM),
    ...HUGE_PAGES.map((advice) => when("madvise", 2, advice, 0)),
    ...NEWS_OF_FILES.map((request) => when("fcntl", 1, request, EPERM)),
  ];
  return JSON.stringify({ defaultAction: "SCMP_ACT_ALLOW", syscalls });
}

const [EPERM, ENOMEM, ENOSYS] = [1, 12, 38];
const CLONE_NEWUSER = 0x10000000;
const SHARED_ANONYMOUS = 0x21;
const HUGE_PAGES = [14, 25];
const NEWS_OF_FILES = [1024, 1026];
const DENIED = (
  "acct add_key adjtimex bpf chroot clock_settime delete_module fanotify_init fanotify_mark finit_module fsconfig fsmount fsopen fspick " +
  "init_module inotify_add_watch inotify_init inotify_init1 io_setup io_uring_enter io_uring_register io_uring_setup kcmp " +
  "kexec_file_load kexec_load keyctl memfd_create memfd_secret mount mount_setattr move_mount mq_open msgget name_to_handle_at " +
  "nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd pidfd_open pivot_root process_madvise " +
  "process_vm_readv process_vm_writev ptrace quotactl reboot request_key seccomp semget setns settimeofday shmget swapoff swapon " +
  "syslog umount2 unshare userfaultfd vmsplice socket connect accept bind listen socketpair accept4"
).split(" ");
