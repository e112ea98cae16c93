package dev.trn3.kernel.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jdk.jshell.JShell;

/**
 * The compilers of a JShell, of which one can be stopped that is at work for ever: nested generic
 * calls take javac three times as long with each level, and it listens to nothing.
 *
 * <p>JShell keeps a pool of compilers. The map in which the pool has them is replaced by one that
 * knows which thread has which. To stop a thread is to take the parts of its compilers away, see
 * {@link CompilerParts}, and to refuse it further ones; everyone else gets new ones from then on.
 * Where a Java does not let itself be changed so, nothing is stopped.
 */
final class Compilers {

  /** An error, since JShell goes on with another compiler after most exceptions of one. */
  static final class Stopped extends Error {
    private static final long serialVersionUID = 1;

    /**
     * A stop.
     *
     * @param cause what the compiler made of it; null where it went on as if nothing had been
     */
    Stopped(Throwable cause) {
      super("the compiler was stopped", cause);
    }
  }

  /** What a thread does with compilers. */
  private static final class Turn {
    final Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean stopped;
    boolean delivers;
  }

  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();
  private final Set<Object> broken = Collections.newSetFromMap(new WeakHashMap<>());
  private final Object factory;
  private final Field pool;
  private final Field contexts;
  private final Constructor<?> fresh;
  private final Method renewing;

  private Compilers(
      Object factory, Field pool, Field contexts, Constructor<?> fresh, Method renewing) {
    this.factory = factory;
    this.pool = pool;
    this.contexts = contexts;
    this.fresh = fresh;
    this.renewing = renewing;
  }

  /** Those of this JShell. */
  static Compilers of(JShell shell) {
    try {
      Object factory = DeadSnippets.value(shell, "taskFactory");
      Field pool = open(factory.getClass().getDeclaredField("javacTaskPool"));
      Field contexts = open(pool.getType().getDeclaredField("options2Contexts"));
      Class<?> type =
          Class.forName(
              pool.getType().getName() + "$ReusableContext",
              false,
              pool.getType().getClassLoader());
      Constructor<?> fresh = type.getDeclaredConstructor(List.class);
      fresh.setAccessible(true);
      Method renewing = factory.getClass().getDeclaredMethod("initTaskPool");
      renewing.setAccessible(true);
      return new Compilers(factory, pool, contexts, fresh, renewing);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return new Compilers(null, null, null, null, null);
    }
  }

  /** Whether this Java lets them be stopped. */
  boolean canBeStopped() {
    return factory != null;
  }

  private static Field open(Field field) {
    field.setAccessible(true);
    return field;
  }

  /**
   * Does something with compilers. Throws {@link Stopped} where that was stopped, whatever the
   * compiler made of it.
   */
  <T> T during(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    if (turns.containsKey(thread)) {
      return work.get();
    }
    watch();
    Turn turn = new Turn();
    turns.put(thread, turn);
    try {
      return work.get();
    } catch (WorkerGone e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (isStopped() && !(e instanceof Stopped)) {
        throw new Stopped(e);
      }
      throw e;
    } finally {
      end(thread);
    }
  }

  private synchronized void end(Thread thread) {
    turns.remove(thread); // Not while it is being stopped.
    watch(); // For somebody whose turn began before there was this pool.
  }

  /** Whether what this thread does has been stopped. */
  boolean isStopped() {
    return isStopped(turns.get(Thread.currentThread()));
  }

  private synchronized boolean isStopped(Turn turn) {
    return turn != null && turn.stopped;
  }

  /**
   * Stops what this thread does with compilers; to be repeated until it has ended, as the compiler
   * may have had more parts to come.
   *
   * @return whether it does something with them, though it may be that they cannot be stopped
   */
  synchronized boolean stop(Thread thread) {
    Turn turn = turns.get(thread);
    if (turn == null) {
      return false;
    }
    if (canBeStopped() && !turn.delivers) {
      if (!turn.stopped) {
        turn.stopped = true;
        renew(); // Before: what it took may be back in the pool.
      }
      broken.addAll(turn.taken);
      turn.taken.forEach(CompilerParts::takeAway);
    }
    return true;
  }

  private void renew() {
    try {
      renewing.invoke(factory);
      watch();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("JShell gets no new compilers: " + e, e);
    }
  }

  /** From now on it is known who has which compiler of the present pool. */
  private void watch() {
    if (!canBeStopped()) {
      return;
    }
    try {
      Object present = pool.get(factory);
      if (!(contexts.get(present) instanceof Watched)) {
        contexts.set(present, new Watched());
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // The fields are open.
    }
  }

  /**
   * What this thread has compiled goes to the worker. Until it compiles again it is not stopped:
   * the worker would have what JShell then knows nothing of.
   */
  synchronized void delivers() {
    Turn turn = turns.get(Thread.currentThread());
    if (turn != null) {
      if (turn.stopped) {
        throw new Stopped(null);
      }
      turn.delivers = true;
    }
  }

  private synchronized void taken(Object context) {
    turns.values().forEach(each -> each.taken.remove(context));
    Turn turn = turns.get(Thread.currentThread());
    if (turn != null) {
      if (turn.stopped) {
        throw new Stopped(null);
      }
      turn.taken.add(context);
      turn.delivers = false;
    }
  }

  private synchronized boolean isBroken(Object context) {
    return broken.contains(context);
  }

  /** Takes the place of the map in a pool, which looks here for a compiler and takes the first. */
  private final class Watched extends HashMap<Object, Queue<Object>> {
    private static final long serialVersionUID = 1;

    @Override
    public Queue<Object> getOrDefault(Object options, Queue<Object> otherwise) {
      Queue<Object> found = super.getOrDefault(options, otherwise);
      found.removeIf(Compilers.this::isBroken);
      Queue<Object> some = found.isEmpty() ? new ArrayDeque<>(List.of(made(options))) : found;
      taken(some.peek());
      return some;
    }

    private Object made(Object options) {
      try {
        return fresh.newInstance(options);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no compiler could be made: " + e, e);
      }
    }
  }
}
