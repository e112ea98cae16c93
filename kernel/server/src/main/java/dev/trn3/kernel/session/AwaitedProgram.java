package dev.trn3.kernel.session;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.Field;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that code in a worker has started and whose output it awaits. That is native code,
 * which listens to nothing; it returns when the program ends, as Ctrl-C in a terminal would end it.
 */
final class AwaitedProgram {

  private static final Set<String> WAITS =
      Set.of("java.io.FileInputStream", "java.io.FileOutputStream");
  private static final String PROCESS = "java.lang.ProcessImpl";
  private static final String STREAM = "java.lang.Process"; // How the names of its streams begin.
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

  /** A read or a write of a stream goes through so many methods at most. */
  private static final int FRAMES = 64;

  private AwaitedProgram() {}

  /**
   * The one that a suspended thread waits for; empty where it waits for none, where that has ended,
   * and on Windows, where a process has no number that could be read.
   *
   * <p>Looks through the whole heap, so it is asked once, and only where the thread reads from a
   * stream of a process or writes to one.
   */
  static Optional<ProcessHandle> of(ThreadReference suspended) {
    try {
      List<StackFrame> frames = suspended.frames(0, Math.min(suspended.frameCount(), FRAMES));
      if (frames.isEmpty() || !waits(frames.get(0))) {
        return Optional.empty();
      }
      Set<ObjectReference> callers =
          frames.stream()
              .map(StackFrame::thisObject)
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      return callers.stream()
          .filter(each -> each.referenceType().name().startsWith(STREAM)) // Not such as a file.
          .flatMap(stream -> stream.referringObjects(0).stream())
          .filter(AwaitedProgram::isProcess)
          .filter(process -> isAnyOf(callers, process))
          .findFirst()
          .flatMap(AwaitedProgram::handle);
    } catch (IncompatibleThreadStateException e) {
      return Optional.empty(); // It has ended meanwhile.
    }
  }

  /** By its type: once a breakpoint was set, the debugger library finds no class by its name. */
  private static boolean isProcess(ObjectReference object) {
    return object.referenceType().name().equals(PROCESS)
        && object.referenceType().fieldByName("pid") != null;
  }

  private static boolean waits(StackFrame top) {
    return top.location().method().isNative()
        && WAITS.contains(top.location().declaringType().name());
  }

  /** Whether one of these is a stream of the process. */
  private static boolean isAnyOf(Set<ObjectReference> callers, ObjectReference process) {
    ReferenceType type = process.referenceType();
    return STREAMS.stream()
        .map(type::fieldByName)
        .filter(Objects::nonNull)
        .anyMatch(stream -> callers.contains(process.getValue(stream)));
  }

  /** Where it has ended, what it has started may hold its pipe, and another have its number. */
  private static Optional<ProcessHandle> handle(ObjectReference process) {
    Field exited = process.referenceType().fieldByName("hasExited");
    boolean ended =
        exited != null && process.getValue(exited) instanceof BooleanValue flag && flag.value();
    Field pid = process.referenceType().fieldByName("pid");
    return !ended && process.getValue(pid) instanceof IntegerValue number
        ? ProcessHandle.of(number.value())
        : Optional.empty();
  }

  /** Whether a worker has started it, and not somebody else who got its number later. */
  static boolean isOf(WorkerProcess worker, ProcessHandle program) {
    return program.parent().filter(parent -> parent.pid() == worker.pid()).isPresent();
  }

  /**
   * Asks a program and what it has started to end, from the top, so that none goes on; gives all of
   * them.
   */
  static List<ProcessHandle> end(ProcessHandle program) {
    List<ProcessHandle> all = Stream.concat(Stream.of(program), program.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    return all;
  }
}
