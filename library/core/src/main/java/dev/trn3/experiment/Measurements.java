package dev.trn3.experiment;

import java.util.ArrayList;
import java.util.List;

/** The published measurements that the calibration uses, read from the data of the library. */
public final class Measurements {

  private Measurements() {}

  /** Every row, references and others. */
  public static List<Measured> all() {
    List<Measured> rows = new ArrayList<>(trainium1());
    rows.addAll(megatron());
    rows.addAll(nvidia());
    rows.addAll(NanotronRows.speed());
    return List.copyOf(rows);
  }

  /** Rows of AWS for trn1.32xlarge; devices are NeuronCores. */
  public static List<Measured> trainium1() {
    return TrainiumRows.all();
  }

  /** Rows of the Megatron papers and README on A100 and H100. */
  public static List<Measured> megatron() {
    return MegatronRows.all();
  }

  /** Rows of NVIDIA's Megatron Bridge performance summary. */
  public static List<Measured> nvidia() {
    return NvidiaRows.all();
  }
}
