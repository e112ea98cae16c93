package dev.trn3.kernel.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.kernel.protocol.PrintedText;
import dev.trn3.kernel.protocol.Wire;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Messages to signed frames and back. */
@State(Scope.Benchmark)
public class WireBenchmark {

  private static final int CHUNK = 1 << 18;

  private final Wire wire = Wire.signing("a key", "hmac-sha256");
  private final Message request =
      Message.of("execute_request", "session", "me", Json.object().put("code", "1 + 1"))
          .to(List.of("identity".getBytes(UTF_8)));
  private final List<byte[]> frames = wire.encode(request);
  private final Message status =
      Message.of("status", "session", "kernel", Json.object().put("execution_state", "idle"))
          .answering(request);
  private final Message output =
      Message.of("stream", "session", "kernel", printed()).answering(request);

  private static ObjectNode printed() {
    byte[] lines = ("x".repeat(99) + "\n").repeat(CHUNK / 100).getBytes(UTF_8);
    ObjectNode content = Json.object().put("name", "stdout");
    content.set("text", new PrintedText(lines));
    return content;
  }

  @Benchmark
  public Message decodesARequest() {
    return wire.decode(frames);
  }

  @Benchmark
  public List<byte[]> encodesAStatus() {
    return wire.encode(status);
  }

  @Benchmark
  public List<byte[]> encodesAQuarterOfAMegabyteOfOutput() {
    return wire.encode(output);
  }
}
