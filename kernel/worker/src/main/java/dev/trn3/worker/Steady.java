package dev.trn3.worker;

/**
 * A thread that serves all cells. An interrupt by one of them, as of all threads that there are,
 * would close the channel that it uses and end the worker with all variables.
 */
final class Steady extends Thread {

  Steady(String name, Runnable work) {
    super(work, name);
    setDaemon(false);
  }

  @Override
  public void interrupt() {
    // It ends with the worker alone.
  }
}
