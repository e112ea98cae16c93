"""A pipeline of 16 stages and 128 micro-batches in 1F1B order, played by SimPy.

The same work as the benchmark "events: one task of a pipeline of 16 stages": a forward takes 1, a
backward 2, a stage waits for its neighbours. Prints the seconds that SimPy takes for each task, the
median of several runs, and the versions. Needs SimPy 2, which is Debian's python3-simpy.
"""

import platform
import statistics
import time

import SimPy
from SimPy.Simulation import Process, SimEvent, Simulation, hold, waitevent

STAGES = 16
MICRO_BATCHES = 128
RUNS = 9


def order(stage):
    """Forwards until the pipeline is full, then one backward for each forward."""
    warm = min(STAGES - stage - 1, MICRO_BATCHES)
    for k in range(warm):
        yield True, k
    for k in range(warm, MICRO_BATCHES):
        yield True, k
        yield False, k - warm
    for k in range(MICRO_BATCHES - warm, MICRO_BATCHES):
        yield False, k


class Stage(Process):
    """Waits for what a task needs from a neighbour, works, tells the neighbour that waits."""

    def work(self, stage, forwards, backwards):
        """All tasks of a step, in order."""
        for forward, k in order(stage):
            if forward and stage > 0:
                yield waitevent, self, forwards[stage - 1][k]
            if not forward and stage < STAGES - 1:
                yield waitevent, self, backwards[stage + 1][k]
            yield hold, self, 1 if forward else 2
            (forwards if forward else backwards)[stage][k].signal()


def play():
    """Plays one step and returns how long it takes in simulated time."""
    sim = Simulation()
    sim.initialize()
    forwards = [[SimEvent(sim=sim) for _ in range(MICRO_BATCHES)] for _ in range(STAGES)]
    backwards = [[SimEvent(sim=sim) for _ in range(MICRO_BATCHES)] for _ in range(STAGES)]
    for number in range(STAGES):
        stage = Stage(sim=sim)
        sim.activate(stage, stage.work(number, forwards, backwards))
    sim.simulate(until=1e9)
    return sim.now()


def main():
    """Measures."""
    tasks = 2 * STAGES * MICRO_BATCHES
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        step = play()
        seconds.append(time.perf_counter() - begun)
        if step != 3 * (MICRO_BATCHES + STAGES - 1):
            raise SystemExit(f"a step took {step}, which is not that of the textbook")
    each = statistics.median(seconds) / tasks
    print(f"{each:.3e} SimPy {SimPy.__version__}, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
