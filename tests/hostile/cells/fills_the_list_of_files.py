# what: empty files without end, deep folders, names as long as they may be
# in: solved
# before: backward
# score: all
import os

made = 0
try:
    for folder in ("/submission", "/dev/shm"):
        for i in range(200_000):
            os.close(os.open(f"{folder}/{'x' * 200}{i}", os.O_CREAT))
            made += 1
except OSError as error:
    print(error)
print("MADE", made)
assert made < 50_000
os.chdir("/submission")
for name in os.listdir():
    if name.startswith("xx"):
        os.unlink(name)
for _ in range(500):
    os.mkdir("deep")
    os.chdir("deep")
print("HELD", 6 * 7)
# shows: HELD 42
