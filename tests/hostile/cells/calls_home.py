# what: sends data over TCP, UDP, a Unix socket in the abstract namespace, and asks a name server
import socket

for family, kind, address in (
    (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", int("{port}"))),
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", int("{port}"))),
    (socket.AF_INET, socket.SOCK_DGRAM, ("8.8.8.8", 53)),
    (socket.AF_UNIX, socket.SOCK_STREAM, "\0micrograd-edu-test"),
):
    with socket.socket(family, kind) as s:
        s.settimeout(1)
        try:
            s.connect(address)
            s.send(b"all the answers")
            print("SENT to", address)
        except OSError as error:
            print(address, error)
try:
    print(socket.getaddrinfo("example.com", 80))
except OSError as error:
    print(error)
# reason: FAIL mul
