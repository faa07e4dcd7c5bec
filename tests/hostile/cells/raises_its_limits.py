# what: asks for more of everything, and for a place further from the memory manager's eye
# in: solved
# before: backward
# score: all
import os
import resource

for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NPROC", "RLIMIT_NOFILE", "RLIMIT_CORE"):
    limit = getattr(resource, name)
    soft, hard = resource.getrlimit(limit)
    print(name, soft, hard)
    assert hard != resource.RLIM_INFINITY
    for more in (hard + 1, resource.RLIM_INFINITY):
        try:
            resource.setrlimit(limit, (more, more))
        except (OSError, ValueError):
            continue
        raise AssertionError(name)
try:
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("-1000")
    raise AssertionError("cannot be killed")
except OSError as error:
    print(error)
os.nice(5)
try:
    os.nice(-20)
    raise AssertionError("nicer than allowed")
except OSError as error:
    print(error)
print("HELD", 6 * 7)
# shows: HELD 42
