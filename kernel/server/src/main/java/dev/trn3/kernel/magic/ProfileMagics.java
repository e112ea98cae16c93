package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.PlainTable;
import dev.trn3.kernel.evaluation.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Where code spends its time. */
final class ProfileMagics {

  /** With fewer, the shares are a matter of chance. */
  private static final int FEWEST = 20;

  private static final int ROWS = 12;

  private ProfileMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.ofJava(
            "%profile",
            "JAVA",
            "runs the rest of the line and shows where its time goes, as a flame chart and a table",
            ProfileMagics::profile),
        Magic.ofJava(
            "%%profile",
            "", "runs the cell and shows where its time goes", ProfileMagics::profile));
  }

  private static Outcome profile(Call call, Workspace at) throws Refusal {
    String java = call.someJava();
    try {
      at.startProfile();
    } catch (IOException e) {
      throw new Refusal(
          "the JVM of the cells takes no samples (%s); its Java needs the module jdk.jfr"
              .formatted(e.getMessage()));
    }
    long before = at.nanosInCells();
    Outcome outcome = at.java(java);
    long nanos = at.nanosInCells() - before;
    try {
      Flame flame = new Flame(at.stopProfile());
      // Where nothing of the cell ran, the samples are of threads of other cells.
      boolean failedLate = nanos > 0 && flame.samples() > 0;
      if (outcome instanceof Outcome.Done || failedLate) {
        at.show(bundle(flame, nanos / 1e9));
      }
    } catch (IOException e) {
      throw new Refusal("the samples cannot be read: " + e.getMessage());
    }
    return outcome;
  }

  private static MimeBundle bundle(Flame flame, double seconds) {
    String lead =
        String.format(
            Locale.ROOT,
            "%d samples of running Java in %.2f s, at best one every %.0f ms for each thread",
            flame.samples(),
            seconds,
            flame.millis());
    if (flame.samples() < FEWEST) {
      return MimeBundle.text(
          lead
              + ": too few to say where the time goes. Let it run for longer, in a loop perhaps;"
              + " waiting and native code have no samples.");
    }
    lead +=
        String.format(
            Locale.ROOT, "; shares are within %.0f points", 100 / Math.sqrt(flame.samples()));
    List<List<Object>> top =
        flame.top(ROWS).stream()
            .map(
                each ->
                    List.<Object>of(
                        each.name(), share(each.own(), flame), share(each.whole(), flame)))
            .toList();
    List<String> columns = List.of("method", "own", "with what it calls");
    MimeBundle rows =
        new PlainTable("Methods by their own time", columns, top, top.size()).bundle();
    return MimeBundle.text(lead + "\n" + rows.text())
        .with("text/html", "<div>" + lead + "</div>" + flame.svg() + rows.data().get("text/html"));
  }

  private static String share(int samples, Flame flame) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * samples / flame.samples());
  }
}
