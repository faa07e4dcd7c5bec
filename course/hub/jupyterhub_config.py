"""A class on JupyterHub: students fetch, work and submit; several readers grade in one shared formgrader.

Change the four names, or set them in the environment. The instructor guide, "On a hub", says what else a machine needs.
"""

import os
import pwd
import sys
from pathlib import Path

from jupyterhub.utils import random_port

from micrograd_edu.grading.roster import read_roster

c = get_config()  # noqa: F821  (JupyterHub provides it)

COURSE = Path(os.environ.get("COURSE", "/srv/ad101"))  # from `micrograd-edu class new`, named as its course id
EXCHANGE = os.environ.get("EXCHANGE", "/srv/exchange")  # nbgrader's; everybody may write into it
READERS = os.environ.get("READERS", "ines tom").split()  # who may collect, grade and read
STUDENTS = [student.id for student in read_roster(COURSE / "roster.csv")]

CONFIG = Path(__file__).parent
ID = COURSE.name
OWNER = pwd.getpwuid(COURSE.stat().st_uid)  # an account of its own, in which strangers' notebooks are graded

c.Authenticator.allowed_users = {*STUDENTS, *READERS}
# nbgrader shows a course to these groups alone
c.JupyterHub.load_groups = {f"nbgrader-{ID}": {"users": STUDENTS}, f"formgrade-{ID}": {"users": READERS}}

# Each person's own JupyterLab.
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": f"{CONFIG / 'students'}:{CONFIG / 'everyone'}",
    "NBGRADER_EXCHANGE": EXCHANGE,
}
c.Spawner.server_token_scopes = [
    "users:activity!user",
    "access:servers!server",
    "read:users:name!user",
    "read:users:groups!user",  # nbgrader asks the hub which courses somebody takes
]

# The readers' JupyterLab with formgrader, one for all of them: in the course folder, and as its owner.
c.JupyterHub.services = [
    {
        "name": ID,
        "url": f"http://127.0.0.1:{random_port()}",
        "command": [sys.executable, "-m", "jupyterhub.singleuser", *(["--allow-root"] if OWNER.pw_uid == 0 else [])],
        "cwd": str(COURSE),
        "environment": {
            "JUPYTER_CONFIG_PATH": str(CONFIG / "everyone"),
            "JUPYTERHUB_DEFAULT_URL": "/formgrader",
            "NBGRADER_EXCHANGE": EXCHANGE,
            "HOME": OWNER.pw_dir,
            "PATH": os.environ["PATH"],
        },
        "oauth_no_confirm": True,
        # only a hub that runs as root can start it as somebody else
        **({"user": OWNER.pw_name} if OWNER.pw_uid != os.geteuid() else {}),
    }
]
c.JupyterHub.load_roles = [{"name": "readers", "scopes": [f"access:services!service={ID}"], "groups": [f"formgrade-{ID}"]}]
