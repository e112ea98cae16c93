package dev.trn3.display.comm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.trn3.display.comm.CommEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommTest {

  private final List<CommEvent> said = new ArrayList<>();
  private final CommSink former = Comms.redirect(said::add);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void restore() {
    Comms.redirect(former);
    Comm.removeTarget("t");
  }

  private static void deliver(Kind kind, String id, String data) {
    Comms.deliver(new CommEvent(kind, id, "t", CommMessage.of(data)));
  }

  @Test
  void opensToATargetThatIsRegistered() {
    Comm.target(
        "t",
        (comm, opening) -> {
          heard.add(opening.data());
          comm.onMessage(message -> heard.add(message.data()));
          comm.onClose(message -> heard.add("closed"));
        });

    deliver(Kind.OPEN, "1", "{\"a\":1}");
    deliver(Kind.MESSAGE, "1", "{\"b\":2}");
    deliver(Kind.CLOSE, "1", "{}");
    deliver(Kind.MESSAGE, "1", "{\"late\":3}");

    assertThat(heard).containsExactly("{\"a\":1}", "{\"b\":2}", "closed");
    assertThat(said).isEmpty();
  }

  @Test
  void refusesATargetThatIsNot() {
    deliver(Kind.OPEN, "2", "{}");

    assertThat(said).extracting(CommEvent::kind).containsExactly(Kind.CLOSE);
  }

  @Test
  void closesWhereTheTargetThrows() {
    Comm.target(
        "t",
        (comm, opening) -> {
          throw new IllegalStateException("no");
        });

    assertThatIllegalStateException().isThrownBy(() -> deliver(Kind.OPEN, "3", "{}"));
    assertThat(said).extracting(CommEvent::kind).containsExactly(Kind.CLOSE);
  }

  @Test
  void saysNothingMoreOnceClosed() {
    Comm comm = Comm.open("front", "{}");
    comm.close();
    comm.close();

    assertThat(said).extracting(CommEvent::kind).containsExactly(Kind.OPEN, Kind.CLOSE);
    assertThatIllegalStateException()
        .isThrownBy(() -> comm.send("{}"))
        .withMessageContaining("open a new one");
    assertThat(comm.isOpen()).isFalse();
  }

  @Test
  void hasAnIdOfItsOwn() {
    Comm comm = Comm.open("mine", "front", CommMessage.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Comm.open("mine", "front", CommMessage.empty()))
        .withMessageContaining("mine");
    comm.close();
  }
}
