package dev.trn3.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.simulation.Device;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.Models;
import org.junit.jupiter.api.Test;

class ElementsTest {

  private static final int RANKS = 16;
  private static final double MEMORY_RATE = 1e12;
  private static final MachineModel TRN3 =
      InferenceModel.machine(UltraServers.TRN3_ULTRASERVER_GEN2);

  private static Elements llama70B(Device device, String stack, String chip) {
    return new Elements(
        Models.LLAMA_3_1_70B,
        device,
        new Cut(RANKS, 1, 1, 1),
        ServingStacks.of(stack, chip),
        MEMORY_RATE);
  }

  @Test
  void ofATokenPassThroughOneLane() {
    Elements elements = llama70B(TRN3.device(), "NxD Inference", "Trainium3");
    // 80 layers of width 8192, 64 and twice 8 heads of 128, 28672 between: six passes of norms and
    // residuals, three of rotation and of activation, one element in each cycle of 1.2 GHz.
    double passes = 6 * 8192 + 3 * (64 + 2 * 8) * 128 / 16.0 + 3 * 28672 / 16.0;

    assertThat(elements.seconds(0, 1)).isCloseTo(80 * passes / 1.2e9, within(1e-9));
    assertThat(elements.seconds(0, 128)).isEqualTo(elements.seconds(0, 1));
    assertThat(elements.seconds(0, 129)).isEqualTo(2 * elements.seconds(0, 1));
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
    double rows = 1000;
    double whole = 80 * rows * 16 * 8192 / MEMORY_RATE;
    double shared = 80 * rows * (4 * (64 + 2 * 8) * 128 + 6 * 28672) / RANKS / MEMORY_RATE;

    assertThat(llama70B(TRN3.device(), "NxD Inference", "Trainium3").seconds(rows, 0))
        .isCloseTo(whole / RANKS + shared, within(1e-9));
    assertThat(llama70B(TRN3.device(), "transformers-neuronx 2.18.1", "Trainium1").seconds(rows, 0))
        .isCloseTo(whole + shared, within(1e-9));
  }
}
