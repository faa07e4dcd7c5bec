# what: looks for the instructor's keys, and leaves one for the submission after it
# in: solved
# before: backward
# score: all
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
ADD_KEY, REQUEST_KEY, KEYCTL = 248, 249, 250
for ring in (-1, -2, -3, -4, -5):
    found = libc.syscall(KEYCTL, 10, ring, b"user", b"micrograd-edu-test-key", 0)
    text = ctypes.create_string_buffer(100)
    libc.syscall(KEYCTL, 11, found, text, 100)
    print("ring", ring, "search", found, text.value)
    added = libc.syscall(ADD_KEY, b"user", b"for-the-next-one", b"answers", 7, ring)
    assert found == -1 and added == -1, (ring, found, added)
print("request", libc.syscall(REQUEST_KEY, b"user", b"micrograd-edu-test-key", None, 0))
for path in ("/proc/keys", "/proc/key-users"):
    try:
        text = open(path).read()
        print(path, text)
        assert "micrograd-edu-test-key" not in text
    except OSError as error:
        print(path, error)
print("HELD", 6 * 7)
# shows: HELD 42
