"""Makes a kernel whose cells see no library, Tablesaw or XChart, of one that is installed: plain.py KERNEL_FOLDER"""
import json
import os
import sys

OURS = ("trn3-kernel-worker", "trn3-display")
CLASS_PATH = "-Dtrn3.worker.classpath="


def without_libraries(word):
    if not word.startswith(CLASS_PATH):
        return word
    jars = word[len(CLASS_PATH) :].split(os.pathsep)
    return CLASS_PATH + os.pathsep.join(jar for jar in jars if os.path.basename(jar).startswith(OURS))


def main(folder):
    with open(os.path.join(folder, "kernel.json")) as file:
        spec = json.load(file)
    spec["argv"] = [without_libraries(word) for word in spec["argv"]]
    os.makedirs(folder + "-plain", exist_ok=True)
    with open(os.path.join(folder + "-plain", "kernel.json"), "w") as file:
        json.dump(spec, file)


main(sys.argv[1])
