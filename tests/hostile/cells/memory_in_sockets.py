# what: memory that the system holds for pairs of sockets and pipes whose other end nobody reads
# in: solved
# before: backward
# score: all
import os
import socket

taken, kept = 0, []


def fill(write):
    global taken
    try:
        while True:
            taken += write(b"x" * 50_000)
    except BlockingIOError:
        pass


try:
    while True:
        kept.append(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
        for end in kept[-1]:
            end.setblocking(False)
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            except PermissionError:
                pass
            fill(end.send)
        kept.append([open(end, "wb" if i else "rb", buffering=0) for i, end in enumerate(os.pipe())])
        os.set_blocking(kept[-1][1].fileno(), False)
        fill(lambda data: kept[-1][1].write(data) or (_ for _ in ()).throw(BlockingIOError))
except OSError as error:
    print(error)
print("TOOK", taken)
for pair in kept:
    for end in pair:
        end.close()
assert taken < 200_000_000
print("HELD", 6 * 7)
# shows: HELD 42
