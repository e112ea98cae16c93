package dev.trn3.experiment;

import dev.trn3.hardware.Servers;
import dev.trn3.simulation.CsvTable;
import dev.trn3.simulation.MachineModel;
import dev.trn3.workload.DiffusionTransformer;
import dev.trn3.workload.VideoModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The video model beside published times: three shares fitted for one generation of chips.
 *
 * @param values fitted shares
 * @param rows every row with the predicted seconds of the fit and with its model left out
 */
record VideoValidation(Map<String, Double> values, List<Row> rows) {
  private static final double NOISE = 0.1;
  private static final int ROUNDS = 200;

  private static final ParameterTable TABLE = ParameterTable.read("video-parameters.csv");

  /** One published time. */
  record Measured(VideoGeneration job, int chips, double seconds) {

    double predicted(Map<String, Double> values) {
      MachineModel all = MachineModel.of(Servers.P5_48XLARGE);
      MachineModel some =
          new MachineModel(all.name(), all.generation(), all.device(), chips, chips, all.fabric());
      return VideoCost.of(job, some, values).seconds();
    }

    String label() {
      return "%s, %d x %d, %d frames, %d steps, %d H100"
          .formatted(job.model(), job.width(), job.height(), job.frames(), job.steps(), chips);
    }
  }

  /** One row and its predictions. */
  record Row(Measured measured, double fit, double leftOut) {

    double fitError() {
      return fit / measured.seconds() - 1;
    }

    double leftOutError() {
      return leftOut / measured.seconds() - 1;
    }
  }

  /** The shares in use. */
  static Map<String, Double> fitted() {
    return TABLE.fitted();
  }

  static VideoValidation run() {
    List<Measured> rows =
        CsvTable.read(VideoValidation.class, "video.csv").stream()
            .map(VideoValidation::measured)
            .toList();
    Map<String, Double> values = fit(rows);
    List<Row> judged = new ArrayList<>();
    for (Measured row : rows) {
      List<Measured> others =
          rows.stream().filter(each -> !each.job().model().equals(row.job().model())).toList();
      judged.add(new Row(row, row.predicted(values), row.predicted(fit(others))));
    }
    return new VideoValidation(values, judged);
  }

  private static Measured measured(Map<String, String> row) {
    DiffusionTransformer model =
        switch (row.get("model")) {
          case "HunyuanVideo" -> VideoModels.HUNYUAN_VIDEO;
          case "Wan2.1-1.3B" -> VideoModels.WAN_2_1_1_3B;
          case "Mochi-1" -> VideoModels.MOCHI_1;
          case "CogVideoX-2B" -> VideoModels.COGVIDEOX_2B;
          default -> throw new IllegalStateException("no video model " + row.get("model"));
        };
    return new Measured(
        VideoGeneration.of(model)
            .resolution(Cells.whole(row, "width"), Cells.whole(row, "height"))
            .frames(Cells.whole(row, "frames"))
            .steps(Cells.whole(row, "steps")),
        Cells.whole(row, "chips"),
        Double.parseDouble(row.get("seconds")));
  }

  private static Map<String, Double> fit(List<Measured> rows) {
    return TABLE.fit(
        ROUNDS,
        Map.of(),
        trial -> {
          double sum = 0;
          for (Measured row : rows) {
            double miss = StrictMath.log(row.predicted(trial) / row.seconds()) / NOISE;
            sum += miss * miss;
          }
          return sum;
        });
  }

  double fitMean() {
    return rows.stream().mapToDouble(row -> Math.abs(row.fitError())).average().orElseThrow();
  }

  double leftOutMean() {
    return rows.stream().mapToDouble(row -> Math.abs(row.leftOutError())).average().orElseThrow();
  }

  /** Deviation of the logarithm of the left-out predictions. */
  double deviation() {
    return Math.sqrt(
        rows.stream()
            .mapToDouble(row -> StrictMath.log(1 + row.leftOutError()))
            .map(each -> each * each)
            .average()
            .orElseThrow());
  }

  /** The file of parameters with the fitted values. */
  String parameters() {
    return TABLE.file(values);
  }

  /** The part of VALIDATION.md about video. */
  String report() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """

                # Validation of video generation

                Mean error of %d rows: %.1f %% fitted, %.1f %% with their model left out; the target is 20 %%.
                Deviation of the logarithm, left out: %.3f. Three shares are fitted, on H100. The
                HunyuanVideo rows name no chip; they are taken to be H100, whose times they match. The
                multiply-accumulates of decoders are derived from their channels, not counted exactly.

                | row | measured [s] | predicted [s] | fit | left out |
                |---|---:|---:|---:|---:|
                """,
                rows.size(),
                100 * fitMean(),
                100 * leftOutMean(),
                deviation()));
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %+.0f %% | %+.0f %% |\n",
              row.measured().label(),
              row.measured().seconds(),
              row.fit(),
              100 * row.fitError(),
              100 * row.leftOutError()));
    }
    return text.append('\n').append(TABLE.table("share", values)).toString();
  }
}
