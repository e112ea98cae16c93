package dev.trn3.kernel.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.StepRequest;
import dev.trn3.kernel.debug.Attachment.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step out of a method of which the JVM does not tell, as was seen of one. */
class StepsOutTest {

  private static final String CODE =
      """
      package REPL;

      class Caller {
        static int twice(int n) {
          return 2 * n;
        }

        static int deep(int n) {
          return n == 0 ? bottom() : deep(n - 1) + 1;
        }

        static int bottom() {
          return 1;
        }

        public static void main(String[] words) {
          int four = twice(2);
          System.exit(four - deep(3));
        }
      }
      """;

  private final BlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
  private VirtualMachine machine;
  private EventRequestManager requests;
  private Attachment attachment;

  @BeforeEach
  void begin(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("Caller.java"), CODE);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-g", "-d", folder.toString(), source.toString());
    assertThat(failed).isZero();
    var connector = Bootstrap.virtualMachineManager().defaultConnector();
    var arguments = connector.defaultArguments();
    arguments.get("options").setValue("-cp \"" + folder + "\"");
    arguments.get("main").setValue("REPL.Caller");
    machine = connector.launch(arguments);
    requests = machine.eventRequestManager();
    var prepared = requests.createClassPrepareRequest();
    prepared.addClassFilter("REPL.Caller");
    prepared.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    prepared.putProperty(Debugger.TAKER, (Consumer<EventSet>) this::breakInMethods);
    prepared.enable();
    attachment =
        Attachment.to(
            new AttachmentTest.Program(machine), new LineMaps(), new Breakpoints(), stops::add);
  }

  @AfterEach
  void end() {
    machine.exit(0);
  }

  private void breakInMethods(EventSet events) {
    ReferenceType type = ((ClassPrepareEvent) events.iterator().next()).referenceType();
    for (String name : new String[] {"twice", "bottom"}) {
      var request = requests.createBreakpointRequest(type.methodsByName(name).get(0).location());
      request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      request.enable();
    }
    events.resume();
  }

  private Stop stop() throws InterruptedException {
    Stop stop = stops.poll(60, TimeUnit.SECONDS);
    assertThat(stop).as("the next stop").isNotNull();
    return stop;
  }

  private static String method(ThreadReference standing) throws Exception {
    return standing.frame(0).location().method().name();
  }

  @Test
  void stopsInTheCallerAllTheSame() throws Exception {
    ThreadReference thread = stop().thread();
    assertThat(method(thread)).isEqualTo("twice");
    thread.suspend(); // It shall not go on before the JVM has forgotten the step.
    attachment.step(thread, StepRequest.STEP_OUT);
    requests.deleteEventRequests(requests.stepRequests());
    thread.resume();

    Stop back = stop();

    assertThat(back.reason()).isEqualTo("step");
    assertThat(method(back.thread())).isEqualTo("main");
    assertThat(requests.breakpointRequests()).hasSize(2);
  }

  @Test
  void isNotAwaitedInAMethodThatCallsItself() throws Exception {
    ThreadReference thread = stop().thread();
    assertThat(ReturnAddress.of(thread))
        .get()
        .extracting(at -> at.method().name())
        .isEqualTo("main");
    attachment.goOn(thread);

    ThreadReference deep = stop().thread();

    assertThat(method(deep)).isEqualTo("bottom");
    assertThat(ReturnAddress.of(deep)).isEmpty();
  }
}
