# what: kinds of sockets that no network namespace holds back
# in: solved
# before: backward
# score: all
import socket

for family in (40, 38, 17, 31, 29, 21, 44, 30):  # VSOCK, ALG, PACKET, BLUETOOTH, CAN, RDS, XDP, TIPC
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
        try:
            socket.socket(family, kind)
        except OSError:
            continue
        raise AssertionError(family)
print("HELD", 6 * 7)
# shows: HELD 42
