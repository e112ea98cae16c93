"""What other programs make of a notebook: clients.py execute|validate NOTEBOOK [RESULT]"""

import sys

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


if __name__ == "__main__":
    {"execute": execute, "validate": validate}[sys.argv[1]](*sys.argv[2:])
