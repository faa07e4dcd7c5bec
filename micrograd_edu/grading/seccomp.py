"""What the system refuses every submission, whatever its rights: a seccomp filter, made by libseccomp."""

from __future__ import annotations

import contextlib
import errno
import tempfile

# Rooms of its own, in which it would be master: memory file systems without a limit, and new ways into the system
NAMESPACES = """
    unshare setns chroot pivot_root mount umount2 fsopen fsconfig fsmount fspick open_tree move_mount mount_setattr
    name_to_handle_at open_by_handle_at
"""
# Other processes, their memory and their files
PROCESSES = "ptrace process_vm_readv process_vm_writev process_madvise pidfd_getfd kcmp"
# Keys of whoever started the grading; a place to leave answers for the next submission
KEYS = "keyctl add_key request_key"
# Memory that belongs to no process, so that nobody counts it
MEMORY = "memfd_create memfd_secret shmget shmat msgget semget mq_open"
# Large doors that no lab needs
DOORS = """
    bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register fanotify_init init_module finit_module
    delete_module kexec_load kexec_file_load reboot swapon swapoff acct quotactl quotactl_fd syslog settimeofday
    clock_settime clock_adjtime adjtimex iopl ioperm personality lookup_dcookie vhangup sethostname setdomainname
"""
REFUSED = " ".join((NAMESPACES, PROCESSES, KEYS, MEMORY, DOORS)).split()

# from <linux/sched.h>, <sys/mman.h>, <sys/socket.h>, <asm/ioctls.h>
CLONE_NEW = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
MAP_SHARED, MAP_ANONYMOUS, MAP_HUGETLB = 0x1, 0x20, 0x40000
FAMILIES = {1, 2, 10, 16}  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: those that a network namespace holds back
LAST_FAMILY = 64
SOL_SOCKET, BUFFERS = 1, (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF, and both with force
TIOCSTI, TIOCLINUX = 0x5412, 0x541C


def make_filter() -> tuple[bytes, int]:
    """The filter, as a program for the system, and the number of the call `keyctl`.

    Raises
    ------
    OSError
        If libseccomp cannot be found; the message says so.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError) as error:
        raise OSError(
            "libseccomp was not found (pip install pyseccomp; on Debian and Ubuntu: apt install libseccomp2)"
        ) from error
    refuse = seccomp.ERRNO(errno.EPERM)
    rules = seccomp.SyscallFilter(seccomp.ALLOW)  # calls for another processor's ABI are answered by the end of the process

    for name in REFUSED:
        with contextlib.suppress(OSError):  # libseccomp is older than this call
            rules.add_rule(refuse, name)
    for flag in CLONE_NEW:
        rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    rules.add_rule(
        seccomp.ERRNO(errno.ENOSYS), "clone3"
    )  # its flags are out of a filter's sight; C libraries then take `clone`
    for flags in (MAP_SHARED | MAP_ANONYMOUS, MAP_HUGETLB):
        rules.add_rule(refuse, "mmap", seccomp.Arg(3, seccomp.MASKED_EQ, flags, flags))
    for family in set(range(LAST_FAMILY)) - FAMILIES:
        rules.add_rule(refuse, "socket", seccomp.Arg(0, seccomp.EQ, family))
    rules.add_rule(refuse, "socket", seccomp.Arg(0, seccomp.GE, LAST_FAMILY))
    for option in BUFFERS:  # which the system would hold, uncounted
        rules.add_rule(refuse, "setsockopt", seccomp.Arg(1, seccomp.EQ, SOL_SOCKET), seccomp.Arg(2, seccomp.EQ, option))
    for request in (TIOCSTI, TIOCLINUX):
        rules.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, request))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read(), seccomp.resolve_syscall(seccomp.system_arch(), "keyctl")
