package dev.trn3.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.simulation.Device;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementsTest {

  private static final int RANKS = 16;
  private static final double MEMORY_RATE = 1e12;
  private static final MachineModel TRN3 =
      InferenceModel.machine(UltraServers.TRN3_ULTRASERVER_GEN2);

  private static Elements llama70B(Device device, String stack, String chip) {
    return llama70B(device, stack, chip, MEMORY_RATE);
  }

  private static Elements llama70B(Device device, String stack, String chip, double memoryRate) {
    return new Elements(
        Models.LLAMA_3_1_70B,
        device,
        new Cut(RANKS, 1, 1, 1),
        ServingStacks.of(stack, chip),
        memoryRate);
  }

  /** Six passes of norms and residuals, three of rotation and of activation. */
  private static double passes() {
    return 6 * 8192 + 3 * (64 + 2 * 8) * 128 / 16.0 + 3 * 28672 / 16.0;
  }

  @Test
  void ofATokenPassThroughOneLane() {
    Elements elements = llama70B(TRN3.device(), "NxD Inference", "Trainium3");
    // 80 layers of width 8192, 64 and twice 8 heads of 128, 28672 between, on 16 ranks; one element
    // in each cycle of 1.2 GHz.
    assertThat(elements.seconds(0, 1)).isCloseTo(80 * passes() / 1.2e9, within(1e-9));
    assertThat(elements.seconds(1, 0)).isEqualTo(elements.seconds(0, 1));
    assertThat(elements.seconds(0, 0)).isZero();
  }

  @Test
  void ofATokenAreSpreadOverAGpu() {
    Device gpu = InferenceModel.machine(Servers.P5_48XLARGE).device();
    Elements elements = llama70B(gpu, "NIM", "H100");

    assertThat(elements.seconds(0, 2)).isEqualTo(2 * elements.seconds(0, 1));
    assertThat(elements.seconds(0, 1)).isEqualTo(elements.seconds(1, 0));
  }

  @Test
  void ofAPromptAreSharedByRanksWithSequenceParallelismOnly() {
    double rows = 10_000;
    double whole = 80 * rows * 16 * 8192 / MEMORY_RATE;
    double shared = 80 * rows * (4 * (64 + 2 * 8) * 128 + 6 * 28672) / RANKS / MEMORY_RATE;

    assertThat(llama70B(TRN3.device(), "NxD Inference", "Trainium3").seconds(rows, 0))
        .isCloseTo(whole / RANKS + shared, within(1e-9));
    assertThat(llama70B(TRN3.device(), "transformers-neuronx 2.18.1", "Trainium1").seconds(rows, 0))
        .isCloseTo(whole + shared, within(1e-9));
  }

  @Test
  void ofMoreRowsNeverTakeLessNorMoreThanInProportion() {
    Device gpu = InferenceModel.machine(Servers.P5_48XLARGE).device();
    for (Elements elements :
        List.of(
            llama70B(TRN3.device(), "NxD Inference", "Trainium3"),
            llama70B(TRN3.device(), "transformers-neuronx 2.18.1", "Trainium1"),
            llama70B(gpu, "NIM", "H100"))) {
      for (int rows = 1; rows < 3000; rows++) {
        double most = (rows + 1.0) / rows * (1 + 1e-12);
        assertThat(elements.seconds(0, rows + 1))
            .isBetween(elements.seconds(0, rows), most * elements.seconds(0, rows));
        assertThat(elements.seconds(rows + 1, 0))
            .isBetween(elements.seconds(rows, 0), most * elements.seconds(rows, 0));
        // A token beside a prompt is one more row.
        assertThat(elements.seconds(rows, 1)).isGreaterThanOrEqualTo(elements.seconds(rows, 0));
      }
    }
  }

  @Test
  void ofRowsThatFillTheEnginesGoAtTheirRateInTraining() {
    // Memory that is never waited for leaves the vector engines, 512 elements in a cycle of a core.
    Elements elements =
        llama70B(TRN3.device(), "NxD Inference", "Trainium3", Double.POSITIVE_INFINITY);
    double rows = 5000;

    assertThat(elements.seconds(0, rows))
        .isCloseTo(80 * rows * passes() / TRN3.device().vector(), withinPercentage(1e-9));
    assertThat(elements.seconds(0, rows))
        .isCloseTo(80 * rows * passes() / (2 * 512 * 1.2e9), withinPercentage(3));
  }

  @Test
  void ofManyRowsAreSharedByJoinedCoresAndThoseOfOneAreNot() {
    Device joined = TRN3.device();
    Device single =
        MachineModel.of(UltraServers.TRN3_ULTRASERVER_GEN2).split(8, "NeuronCore-v4").device();
    Elements two = llama70B(joined, "NxD Inference", "Trainium3", Double.POSITIVE_INFINITY);
    Elements one = llama70B(single, "NxD Inference", "Trainium3", Double.POSITIVE_INFINITY);

    assertThat(one.seconds(0, 1)).isEqualTo(two.seconds(0, 1));
    assertThat(one.seconds(0, 5000)).isCloseTo(2 * two.seconds(0, 5000), withinPercentage(1e-9));
  }
}
