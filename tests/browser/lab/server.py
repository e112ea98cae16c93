"""Serves the Lab that build.mjs made: python3 server.py FOLDER [options of jupyter_server]"""

import os
import sys

from jupyterlab_server import LabServerApp

folder = sys.argv.pop(1)


class Lab(LabServerApp):
    name = "lab"
    load_other_extensions = False
    default_url = "/lab"
    app_name = app_version = "trn3 tests"
    app_settings_dir = os.path.join(folder, "settings")
    schemas_dir = os.path.join(folder, "schemas")
    static_dir = os.path.join(folder, "static")
    templates_dir = os.path.join(folder, "templates")
    themes_dir = os.path.join(folder, "themes")
    user_settings_dir = os.path.join(folder, "user-settings")
    workspaces_dir = os.path.join(folder, "workspaces")


def _jupyter_server_extension_points():
    return [{"module": __name__, "app": Lab}]


Lab.launch_instance()
