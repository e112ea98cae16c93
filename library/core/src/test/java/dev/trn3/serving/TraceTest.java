package dev.trn3.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTest {

  @TempDir Path folder;

  private Trace read(String name, String... lines) throws IOException {
    return Trace.replay(Files.write(folder.resolve(name), java.util.List.of(lines)));
  }

  @Test
  void readsTheFormatOfAzure() throws IOException {
    Trace trace =
        read(
            "azure.csv",
            "TIMESTAMP,ContextTokens,GeneratedTokens",
            "2023-11-16 18:15:46.6805900,374,44",
            "2023-11-16 18:15:50.9951690,396,109",
            "2023-11-17 00:00:00,879,55",
            "");
    RequestStream stream = trace.start();

    Request first = stream.take();
    Request second = stream.take();
    assertThat(first).isEqualTo(Request.of(0, 374, 44));
    assertThat(second.arrival()).isCloseTo(4.314579, within(1e-6));
    assertThat(second.inputTokens()).isEqualTo(396);
    assertThat(stream.take().arrival()).isCloseTo(20_653.31941, within(1e-5));
    assertThat(stream.nextArrival()).isInfinite();
    assertThat(trace.requests()).isEqualTo(3);
    assertThat(trace.largestRequest()).isEqualTo(934);
  }

  @Test
  void readsDatesWithAnOffset() throws IOException {
    Trace trace =
        read(
            "azure.csv",
            "TIMESTAMP,ContextTokens,GeneratedTokens",
            "2024-05-10 00:00:00.009930+00:00,2162,5",
            "2024-05-10 00:00:00.017335+00:00,2399,6");

    assertThat(trace.seconds()).isCloseTo(0.007405, within(1e-7));
  }

  @Test
  void readsSecondsUnderUsualNamesInAnyOrder() throws IOException {
    Trace trace =
        read("mine.csv", "id,Output Tokens,input_tokens,Time", "a,5,10,100.5", "b,6,20,\"101.5\"");

    assertThat(trace.seconds()).isEqualTo(1);
    assertThat(trace.prompts().mean()).isEqualTo(15);
    assertThat(trace.outputs().largest()).isEqualTo(6);
  }

  @Test
  void readsTheFormatOfMooncakeWithItsSharedBlocks() throws IOException {
    Trace trace =
        read(
            "mooncake.jsonl",
            "{\"timestamp\": 3000, \"input_length\": 1500, \"output_length\": 52, \"hash_ids\": [46, 47, 48]}",
            "{\"timestamp\": 6000, \"input_length\": 1300, \"output_length\": 26, \"hash_ids\": [46, 47, 99]}",
            "{\"timestamp\": 6000, \"input_length\": 1300, \"output_length\": 26, \"hash_ids\": [46, 47, 99]}");
    RequestStream stream = trace.start();
    Request first = stream.take();
    Request second = stream.take();

    assertThat(first.arrival()).isZero();
    assertThat(second.arrival()).isEqualTo(3);
    assertThat(first.begins().tokens()).isEqualTo(1500);
    assertThat(first.leaves()).isSameAs(first.begins());
    assertThat(second.begins().tokens()).isEqualTo(1300);
    assertThat(second.begins().parent()).isSameAs(first.begins().parent());
    assertThat(second.begins().parent().tokens()).isEqualTo(1024);
    assertThat(stream.take().begins()).isSameAs(second.begins());
  }

  @Test
  void aTraceOfOneRequestHasNoRateAndOneOfTwoHasItsLargestAsPercentile() throws IOException {
    Trace one = read("one.csv", "time,input,output", "7,10,1");
    Trace two = read("two.csv", "time,input,output", "0,10,1", "40,30,2");

    assertThat(one.sheet().notes()).containsExactly("1 request in 0.0 s.");
    assertThat(two.sheet().notes()).containsExactly("2 requests in 40.0 s, 0.0250 per second.");
    assertThat(two.sheet().rows().get(0)).containsExactly("input tokens", 20.0, 10.0, 30.0, 30.0);
  }

  @Test
  void playsTheSameRequestsFaster() throws IOException {
    Trace trace = read("t.csv", "time,input,output", "0,10,1", "10,10,2", "20,10,3");

    assertThat(trace.perSecond()).isCloseTo(0.1, within(1e-12));
    assertThat(trace.times(4).seconds()).isEqualTo(5);
    assertThat(trace.times(4).perSecond()).isCloseTo(0.4, within(1e-12));
    assertThat(trace.first(2).requests()).isEqualTo(2);
    assertThat(trace.sheet().rows()).hasSize(2);
  }

  @Test
  void readsWhatASpreadsheetWrote() throws IOException {
    Trace trace = read("sheet.csv", "\uFEFFtimestamp,input_tokens,output_tokens", "0,10,1");

    assertThat(trace.requests()).isOne();
  }

  @Nested
  class Mistakes {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "time,input|0,10|line 1: no column of output tokens",
          "when,input,output|0,10,1|line 1: no column of times",
          "time,input,output|0,,1|line 2: input tokens are empty",
          "time,input,output|,10,1|line 2: the time is empty",
          "time,input,output|-3,10,1|line 2: the time -3.0 is negative",
          "time,input,output|NaN,10,1|line 2: the time NaN",
          "time,input,output|0,10|line 2: has 2 values instead of 3",
          "time,input,output|0,\"1,000\",1|line 2: has 4 values instead of 3; commas inside quotes",
          "time,timestamp,input,output|0,5,1,1|line 1: two columns of times: time and timestamp",
          "time,input,output|0,ten,1|line 2: input tokens are \"ten\"",
          "time,input,output|0,10,0|line 2: output tokens are 0",
          "time,input,output|0,1.5,1|line 2: input tokens are 1.5",
          "time,input,output|yesterday,10,1|line 2: the time \"yesterday\" is neither",
        })
    void nameTheLine(String header, String row, String message) {
      assertThatThrownBy(() -> read("bad.csv", header, row))
          .hasMessageContaining("bad.csv, " + message);
    }

    @Test
    void nameTheLineOfAHole() {
      assertThatThrownBy(() -> read("bad.csv", "time,input,output", "0,1,1", "", "2,1,1"))
          .hasMessageContaining("line 3: is empty");
    }

    @Test
    void sayThatCommasSeparateValues() {
      assertThatThrownBy(() -> read("t.csv", "timestamp;input_tokens;output_tokens", "1;2;3"))
          .hasMessageContaining("t.csv, line 1: ")
          .hasMessageContaining("separated by commas");
    }

    @Test
    void nameTheLineThatGoesBackInTime() {
      assertThatThrownBy(() -> read("bad.csv", "time,input,output", "5,1,1", "4,1,1"))
          .hasMessageContaining("line 3: the time is 1.00000 s before")
          .hasMessageContaining("sort the file");
    }

    @Test
    void nameTheLineOfBrokenJson() {
      assertThatThrownBy(() -> read("bad.jsonl", "{\"timestamp\": 0, \"input_length\": 5}"))
          .hasMessageContaining("line 1: has no output_length");
      assertThatThrownBy(() -> read("bad.jsonl", "{\"timestamp\": "))
          .hasMessageContaining("line 1: is not JSON");
      assertThatThrownBy(() -> read("bad.jsonl", "[1]")).hasMessageContaining("no JSON object");
    }

    @Test
    void nameTheFileThatIsNotThereOrHoldsNothing() {
      assertThatThrownBy(() -> Trace.replay(folder.resolve("none.csv")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no trace at");
      assertThatThrownBy(() -> read("empty.csv")).hasMessageContaining("is empty");
      assertThatThrownBy(() -> read("empty.csv", "time,input,output"))
          .hasMessageContaining("has no request");
    }
  }
}
