package dev.trn3.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.hardware.DataType;
import dev.trn3.hardware.UltraServers;
import dev.trn3.parallelism.Parallelism;
import dev.trn3.serving.ServingRun;
import dev.trn3.units.Units;
import dev.trn3.view.Sheet;
import dev.trn3.workload.Models;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An end that nothing is known of is open, and takes the other with it into no gap. */
class OpenEndsTest {

  @Test
  void theEndThatIsANumberStaysOnItsOwnSide() {
    assertThat(Range.of(3, 2, Double.NaN).cells()).isEqualTo(Arrays.asList(3.0, 2.0, null));
    assertThat(Range.of(3, 4, Double.NaN).cells()).isEqualTo(Arrays.asList(3.0, null, 4.0));
    assertThat(Range.of(3, Double.NaN, 4).cells()).isEqualTo(Arrays.asList(3.0, null, 4.0));
    assertThat(Range.of(3, Double.NaN, Double.NaN).cells())
        .isEqualTo(Arrays.asList(3.0, null, null));
    assertThat(Range.of(3, 4, 2).cells()).isEqualTo(Arrays.asList(3.0, 2.0, 4.0));
  }

  @Test
  void agentsThatFinishNothingAtTheSlowEndHaveTheQuickOne() {
    Agents agents =
        Agents.of(Models.GPT_OSS_20B)
            .sessions(2)
            .turns(4)
            .precision(DataType.MXFP4)
            .on(UltraServers.TRN3_ULTRASERVER_GEN2.chips(4))
            .parallel(Parallelism.tensor(4));
    ServingResult played = agents.simulate(Units.minutes(10)).requests();
    ServingRun nothing = agents.simulate(Units.seconds(2)).requests().run();
    AgentsResult result =
        new AgentsResult(
            agents,
            new ServingResult(
                played.serving(),
                played.deployment(),
                played.run(),
                played.quick(),
                nothing,
                true,
                Optional.empty()),
            Units.minutes(10));

    Sheet sheet = result.sheet();
    assertThat(sheet.rows()).allSatisfy(row -> assertThat(row).doesNotContain(Double.NaN));
    assertThat(row(sheet, "time to finish a task p50"))
        .satisfies(row -> assertThat((double) row.get(3)).isLessThan((double) row.get(1)))
        .endsWith((Object) null);
    assertThat(row(sheet, "tasks per hour").get(3)).isNull();
    assertThat((double) row(sheet, "tasks per hour").get(4)).isGreaterThan(result.tasksPerHour());
    assertThat(sheet.notes()).anyMatch(note -> note.contains("that end is open"));
  }

  private static List<Object> row(Sheet sheet, String quantity) {
    return sheet.rows().stream()
        .filter(row -> row.get(0).equals(quantity))
        .findFirst()
        .orElseThrow();
  }
}
