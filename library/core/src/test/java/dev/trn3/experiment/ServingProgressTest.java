package dev.trn3.experiment;

import static dev.trn3.Trn3.serving;
import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Lengths.fixed;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.workload.Models.GPT_OSS_20B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.display.Display;
import dev.trn3.display.DisplaySink;
import dev.trn3.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions of many simulations show how many of them are done. */
class ServingProgressTest {

  private static final Serving SERVING =
      serving(GPT_OSS_20B)
          .precision(MXFP4)
          .on(TRN3_ULTRASERVER_GEN2.chips(4))
          .parallel(tensor(1))
          .maximumSequences(8)
          .prompts(fixed(100))
          .outputs(fixed(20))
          .load(perSecond(5));

  private final List<String> shown = new ArrayList<>();
  private DisplaySink before;

  @BeforeEach
  void watch() {
    before =
        Display.redirect(
            new DisplaySink() {
              @Override
              public void show(MimeBundle bundle, String displayId) {
                update(bundle, displayId);
              }

              @Override
              public void update(MimeBundle bundle, String displayId) {
                shown.add(bundle.toString());
              }

              @Override
              public void clear(boolean wait) {}

              @Override
              public String ask(String prompt, boolean password) {
                throw new IllegalStateException("nobody is here to be asked");
              }
            });
  }

  @AfterEach
  void leave() {
    Display.redirect(before);
  }

  private void assertEnded(String progress) {
    assertThat(shown).isNotEmpty();
    assertThat(shown.get(shown.size() - 1)).contains(progress);
  }

  @Test
  void loadsAreCounted() {
    SERVING.latencyAgainstLoad();
    assertEnded("loads: 10 of 10");
  }

  @Test
  void plansAndBatchesAreCountedAlsoWhereTheyDoNotFit() {
    SERVING.frontier();
    assertEnded(": 14 of 14");
  }

  @Test
  void divisionsAreCounted() {
    SERVING.bestSplit();
    assertEnded("divisions: 4 of 4");
  }

  @Test
  void plansAreCounted() {
    SERVING.searched().plans();
    assertEnded("plans: 5 of 5");
  }

  @Test
  void searchesForTheFewestChipsAreCounted() {
    SERVING.fewestChips(TRN3_ULTRASERVER_GEN2);
    assertEnded("searches on Trn3 UltraServer Gen2: 5 of 5");
  }

  @Test
  void quietQuestionsShowNothing() {
    SERVING.quietly().latencyAgainstLoad();
    assertThat(shown).isEmpty();
  }
}
