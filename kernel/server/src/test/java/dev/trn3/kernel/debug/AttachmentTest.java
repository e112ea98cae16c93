package dev.trn3.kernel.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ExceptionRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a front end's debugger does to the requests by which a cell is being stopped: nothing. */
class AttachmentTest {

  private VirtualMachine machine;
  private Attachment attachment;
  private ExceptionRequest ofAnInterrupt;

  @BeforeEach
  void begin() throws Exception {
    var connector = Bootstrap.virtualMachineManager().defaultConnector();
    var arguments = connector.defaultArguments();
    arguments.get("main").setValue("ItStandsBeforeThisIsLooked.For");
    machine = connector.launch(arguments);
    ofAnInterrupt = machine.eventRequestManager().createExceptionRequest(null, true, true);
    ofAnInterrupt.putProperty(Debugger.TAKER, (Consumer<EventSet>) events -> {});
    ofAnInterrupt.enable();
    attachment = Attachment.to(new Program(machine), new LineMaps(), new Breakpoints(), at -> {});
    attachment.stopAtExceptions(Set.of("raised"));
  }

  @AfterEach
  void end() {
    machine.exit(0);
  }

  private List<ExceptionRequest> requests() {
    return machine.eventRequestManager().exceptionRequests();
  }

  @Test
  void staysWhereExceptionsAreNoLongerStoppedAt() {
    assertThat(requests()).hasSize(2);

    attachment.stopAtExceptions(Set.of());

    assertThat(requests()).containsExactly(ofAnInterrupt);
  }

  @Test
  void staysEnabledWhereNothingIsHeld() {
    attachment.holdNone();

    assertThat(requests()).filteredOn(ExceptionRequest::isEnabled).containsExactly(ofAnInterrupt);
  }

  @Test
  void staysWhereTheFrontEndLetsGo() {
    attachment.close();

    assertThat(requests()).containsExactly(ofAnInterrupt);
    assertThat(machine.eventRequestManager().classPrepareRequests()).isEmpty();
  }

  /** A JVM that stands before its first line. */
  record Program(VirtualMachine machine) implements Debuggable {

    @Override
    public Events events() {
      return Events.of(machine, () -> {});
    }

    @Override
    public JShell shell() {
      throw new UnsupportedOperationException("there is no JShell");
    }

    @Override
    public SnippetWrapper wrapped(Snippet snippet) {
      throw new UnsupportedOperationException("there is no JShell");
    }

    @Override
    public String java(String cell) {
      return cell;
    }

    @Override
    public Optional<String> declare(String type, String name, Runnable user) {
      return Optional.of("there is no JShell");
    }

    @Override
    public void drop(Snippet snippet) {
      throw new UnsupportedOperationException("there is no JShell");
    }

    @Override
    public <T> T asking(Supplier<T> work) {
      return work.get();
    }
  }
}
