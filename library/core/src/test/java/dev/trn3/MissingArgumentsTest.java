package dev.trn3;

import static dev.trn3.Trn3.allReduce;
import static dev.trn3.Trn3.chip;
import static dev.trn3.Trn3.serving;
import static dev.trn3.Trn3.training;
import static dev.trn3.Trn3.videoGeneration;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.workload.Models.LLAMA_3_1_8B;
import static dev.trn3.workload.VideoModels.WAN_2_1_14B;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trn3.experiment.Agents;
import dev.trn3.experiment.Serving;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Machine;
import dev.trn3.procurement.CapacityBlock;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MissingArgumentsTest {

  private static final Serving SERVING =
      serving(LLAMA_3_1_8B).on(TRN3_ULTRASERVER_GEN2.chips(4)).load(perSecond(1));

  private static Arguments told(String words, ThrowingCallable call) {
    return arguments(words, call);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        told("the name of a chip is null; say one", () -> chip(null)),
        told("a price is missing", () -> CapacityBlock.of(TRN3_ULTRASERVER_GEN2).at(null)),
        told("a price is missing", () -> SERVING.price(null)),
        told("megabytes(64)", () -> allReduce(null)),
        told("such as minutes(10)", () -> SERVING.simulate(null)),
        told("such as minutes(10)", () -> Agents.of(LLAMA_3_1_8B).simulate(null)),
        told("one is null", () -> SERVING.compare((Machine[]) null)),
        told("one is null", () -> SERVING.compare((Machine) null)),
        told("one is null", () -> training(LLAMA_3_1_8B).compare((Machine) null)),
        told("a chip or a machine", () -> SERVING.fewestChips((Chip) null)),
        told("agents(...) needs a model", () -> Agents.of(null)),
        told("which model makes it", () -> videoGeneration(null)),
        told("say what it runs on", () -> videoGeneration(WAN_2_1_14B).on(null)));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void areToldWhatIsMissing(String words, ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageContaining(words);
  }
}
