package dev.trn3.kernel.session;

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
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

  private AwaitedProgram() {}

  /** The one that a suspended thread waits for; empty where it waits for none. */
  static Optional<ProcessHandle> of(ThreadReference suspended) {
    try {
      List<StackFrame> frames = suspended.frames();
      if (frames.isEmpty() || !waits(frames.get(0))) {
        return Optional.empty();
      }
      Set<ObjectReference> callers =
          frames.stream()
              .map(StackFrame::thisObject)
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      return suspended.virtualMachine().classesByName(PROCESS).stream()
          .flatMap(type -> type.instances(0).stream())
          .filter(process -> isAnyOf(callers, process))
          .findFirst()
          .flatMap(AwaitedProgram::handle);
    } catch (IncompatibleThreadStateException e) {
      return Optional.empty(); // It has ended meanwhile.
    }
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

  private static Optional<ProcessHandle> handle(ObjectReference process) {
    Field pid = process.referenceType().fieldByName("pid");
    return pid != null && process.getValue(pid) instanceof IntegerValue number
        ? ProcessHandle.of(number.value())
        : Optional.empty();
  }

  /** Ends a program and what it has started. */
  static void end(ProcessHandle program, boolean byForce) {
    List<ProcessHandle> all = Stream.concat(program.descendants(), Stream.of(program)).toList();
    all.forEach(byForce ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
  }
}
