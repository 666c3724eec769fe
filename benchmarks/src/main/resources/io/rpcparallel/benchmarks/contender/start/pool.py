"""Starts pools of worker processes on command: "start N" answers with the process ids of N workers, once each has
answered a call; "stop" ends them."""
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor


def prepare(barrier):
    global all_started
    all_started = barrier


def process_id(_):
    all_started.wait()  # so that no worker answers twice
    return os.getpid()


def main():
    spawning = multiprocessing.get_context("spawn")
    pool = None
    for line in sys.stdin:
        command = line.split()
        if command[0] == "start":
            count = int(command[1])
            pool = ProcessPoolExecutor(count, spawning, prepare, (spawning.Barrier(count),))
            print("@@", *pool.map(process_id, range(count)), flush=True)
        else:
            pool.shutdown()
            print("@@ stopped", flush=True)


if __name__ == "__main__":
    main()
