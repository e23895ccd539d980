"""Settings of the Jupyter server for the lesson. tools/start.py hands them to JupyterLab."""

import os
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

WIDGET = "application/vnd.jupyter.widget-view+json"


class Notebooks(AsyncLargeFileManager):
    """Saves notebooks so that they look the same on the next day and in other programs."""

    def run_pre_save_hooks(self, model, path, **others):
        """Take the views of widgets out of a notebook before it is saved, and leave their stills.

        A view needs the kernel that made it. Without this kernel, it would show an error and hide the still beside it.
        """
        super().run_pre_save_hooks(model, path, **others)
        if model["type"] == "notebook":
            model["content"]["metadata"].pop("widgets", None)
            for cell in model["content"]["cells"]:
                for output in cell.get("outputs", []):
                    if len(output.get("data", {})) > 1:
                        output["data"].pop(WIDGET, None)


c = get_config()  # noqa: F821, from the program that reads this file
# "Save and Export Notebook As HTML" gives the page of `make export`, with the diagrams in it and the solutions folded.
c.HTMLExporter.extra_template_basedirs = [str(Path(__file__).parent.parent)]
c.HTMLExporter.template_name = "export_template"
c.HTMLExporter.filters = {"markdown2html": "export.markdown2html"}
c.SlidesExporter.template_name = "reveal"
c.ServerApp.contents_manager_class = Notebooks
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: 1)() == 0  # as in containers
c.LabApp.app_settings_dir = str(Path(__file__).parent)  # overrides.json: no news, Markdown as a page, all cells at once
c.KernelManager.transport_encryption = "auto"  # otherwise, each kernel warns that others could listen
