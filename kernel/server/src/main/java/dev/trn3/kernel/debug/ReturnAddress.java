package dev.trn3.kernel.debug;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import java.util.List;
import java.util.Optional;

/** Where a thread goes on in the code of a cell when the method that it is in has returned. */
final class ReturnAddress {

  private static final int INVOKE_VIRTUAL = 0xb6;
  private static final int INVOKE_STATIC = 0xb8;
  private static final int INVOKE_DYNAMIC = 0xba;
  private static final int SHORT_CALL = 3;
  private static final int LONG_CALL = 5;

  private ReturnAddress() {}

  /**
   * The instruction behind the call in the nearest caller that a cell has written; empty where
   * there is none, or where it calls itself: whoever waits there would be told of every call.
   *
   * @throws IncompatibleThreadStateException where the thread does not stand
   */
  static Optional<Location> of(ThreadReference standing) throws IncompatibleThreadStateException {
    List<StackFrame> frames = standing.frames();
    for (StackFrame caller : frames.subList(Math.min(1, frames.size()), frames.size())) {
      Location call = caller.location();
      if (Frames.isCell(call)) {
        Method method = call.method();
        long times =
            frames.stream().filter(each -> each.location().method().equals(method)).count();
        return times == 1 ? behind(call) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Location> behind(Location call) {
    byte[] code = call.method().bytecodes();
    int at = (int) call.codeIndex();
    int instruction = at >= 0 && at < code.length ? code[at] & 0xff : 0;
    if (instruction < INVOKE_VIRTUAL || instruction > INVOKE_DYNAMIC) {
      return Optional.empty(); // Not a call, such as the first use of a class.
    }
    int next = at + (instruction <= INVOKE_STATIC ? SHORT_CALL : LONG_CALL);
    return Optional.ofNullable(call.method().locationOfCodeIndex(next));
  }
}
