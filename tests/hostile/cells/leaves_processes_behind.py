# what: starts a daemon in a session of its own
# in: solved
# before: backward
# score: all
import subprocess

subprocess.Popen(["setsid", "sh", "-c", "exec -a micrograd-left-behind sleep 600 || sleep 600.25"], start_new_session=True)
subprocess.Popen(["sleep", "600.25"], start_new_session=True)
