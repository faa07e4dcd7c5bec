"""For each person's own server."""

import os

c = get_config()  # noqa: F821  (Jupyter provides it)

# Who hands in is who has logged in, whatever account their server runs in.
c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
c.Authenticator.plugin_class = "nbgrader.auth.JupyterHubAuthPlugin"
