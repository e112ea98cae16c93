package dev.trn3.worker;

import dev.trn3.worker.channel.Outbox;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that run cells, one for each shell, and the person who may be asked in them. */
final class Shells {

  private final Outbox outbox;
  private final CellClasses classes;
  private final Person person;
  private final Map<Integer, CellThread> threads = new ConcurrentHashMap<>();

  Shells(Outbox outbox, CellClasses classes) {
    this.outbox = outbox;
    this.classes = classes;
    person = new Person(outbox, this::printing);
  }

  /** The shell of this number, which begins with the first that asks for it. */
  CellThread get(int number) {
    return threads.computeIfAbsent(
        number, key -> new CellThread(key, outbox, classes, new CellInput(person)));
  }

  /** The shell to which the calling thread belongs. */
  CellThread own() {
    CellThread owner = CellThread.owner();
    return owner == null ? get(CellThread.MAIN) : owner;
  }

  /** The cell to which what the calling thread prints belongs. */
  int printing() {
    return Bound.or(own().printing());
  }

  Person person() {
    return person;
  }

  /** Ends a shell when all that waits there is done. */
  void end(int number) {
    CellThread ending = threads.remove(number);
    if (ending != null) {
      ending.end();
    }
  }

  /** Lets go of the value of each shell. */
  void forgetValues() {
    threads.values().forEach(shell -> shell.lastValue = null);
  }

  /** Lets go of this value where a shell keeps it. */
  void forget(Object value) {
    for (CellThread shell : threads.values()) {
      if (shell.lastValue == value) {
        shell.lastValue = null;
      }
    }
  }
}
