"""What other programs make of a notebook or kernel: clients.py execute|validate NOTEBOOK [RESULT]"""

import pathlib
import sys
import time

import nbformat


def execute(source, target):
    """Executes with nbclient, with the kernel the notebook names."""
    from nbclient import NotebookClient

    notebook = nbformat.read(source, as_version=4)
    NotebookClient(notebook, timeout=300).execute()
    nbformat.write(notebook, target)


def validate(source):
    """Complains about anything that is not as nbformat has it."""
    nbformat.validate(nbformat.read(source, as_version=nbformat.NO_CONVERT))


def run_until_changed(kernel, file):
    """Keeps a kernel running until it has let a file be written anew; gives up after 100 s."""
    from jupyter_client.manager import start_new_kernel

    path = pathlib.Path(file)
    before = path.read_text()
    manager, client = start_new_kernel(kernel_name=kernel)
    try:
        end = time.monotonic() + 100
        while path.read_text() == before:
            assert time.monotonic() < end, "not written anew"
            time.sleep(0.2)
    finally:  # A kernel must not outlive a test that failed.
        client.stop_channels()
        manager.shutdown_kernel()


if __name__ == "__main__":
    {"execute": execute, "validate": validate, "run_until_changed": run_until_changed}[sys.argv[1]](*sys.argv[2:])
