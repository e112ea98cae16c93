package dev.trn3.cli.shell;

import com.sun.jdi.BooleanValue;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import dev.trn3.cli.shell.agent.AnalystJvm;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.JdiExecutionControl;

/** The tool's hand on an {@link AnalystJvm}: sends it snippets, interrupts it, ends it. */
final class AnalystJvmControl extends JdiExecutionControl {

  private static final Set<String> ENTRANCES = Set.of("invoke", "varValue");

  private final VirtualMachine jvm;
  private final Process process;
  private volatile boolean running;

  AnalystJvmControl(ObjectOutput out, ObjectInput in, VirtualMachine jvm, Process process) {
    super(out, in);
    this.jvm = jvm;
    this.process = process;
  }

  @Override
  protected VirtualMachine vm() throws EngineTerminationException {
    if (!process.isAlive()) {
      throw new EngineTerminationException("the JVM of the snippets has ended");
    }
    return jvm;
  }

  @Override
  public String invoke(String className, String method)
      throws RunException, EngineTerminationException, InternalException {
    running = true;
    try {
      return super.invoke(className, method);
    } finally {
      running = false;
    }
  }

  /** Throws the agent's own stop exception in the thread that runs the snippet. */
  @Override
  public void stop() throws EngineTerminationException, InternalException {
    if (!running) {
      return;
    }
    VirtualMachine machine = vm();
    machine.suspend();
    try {
      for (ThreadReference thread : machine.allThreads()) {
        Optional<ObjectReference> agent = agentBelow(thread);
        if (agent.isPresent()) {
          stop(thread, agent.get());
          return;
        }
      }
    } catch (ClassNotLoadedException | IncompatibleThreadStateException | InvalidTypeException e) {
      throw new InternalException("cannot interrupt the snippet: " + e);
    } finally {
      machine.resume();
    }
  }

  private static Optional<ObjectReference> agentBelow(ThreadReference thread)
      throws IncompatibleThreadStateException {
    for (StackFrame frame : thread.frames()) {
      var location = frame.location();
      if (location.declaringType().name().equals(AnalystJvm.class.getName())
          && ENTRANCES.contains(location.method().name())) {
        return Optional.of(frame.thisObject());
      }
    }
    return Optional.empty();
  }

  /** The three fields are those of RemoteExecutionControl, made for its debugger. */
  private static void stop(ThreadReference thread, ObjectReference agent)
      throws ClassNotLoadedException, IncompatibleThreadStateException, InvalidTypeException {
    var type = agent.referenceType();
    var expecting = type.fieldByName("expectingStop");
    if (((BooleanValue) agent.getValue(type.fieldByName("inClientCode"))).value()) {
      agent.setValue(expecting, agent.virtualMachine().mirrorOf(true));
      agent.virtualMachine().resume();
      thread.stop((ObjectReference) agent.getValue(type.fieldByName("stopException")));
      agent.setValue(expecting, agent.virtualMachine().mirrorOf(false));
    }
  }

  @Override
  public void close() {
    super.close();
    release();
  }

  /** Ends the JVM where it still runs. */
  void release() {
    try {
      jvm.dispose();
    } catch (VMDisconnectedException e) {
      // It has ended by itself.
    }
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
