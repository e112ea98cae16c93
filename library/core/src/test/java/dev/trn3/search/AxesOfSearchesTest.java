package dev.trn3.search;

import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.trn3.experiment.Serving;
import dev.trn3.experiment.Training;
import dev.trn3.sweep.ServingSubject;
import dev.trn3.sweep.TrainingSubject;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a search says of an axis that it does not take. */
class AxesOfSearchesTest {

  private static final Pattern LISTED = Pattern.compile("There are: ([^.]+)\\.");

  private final Search search = Search.of(Training.of(Models.LLAMA_3_1_8B));
  private final ServingSearch serving =
      ServingSearch.of(
          Serving.of(Models.GPT_OSS_20B).on(TRN3_ULTRASERVER_GEN2.chips(4)), Units.minutes(1));

  private static List<String> listed(Throwable refusal) {
    Matcher list = LISTED.matcher(refusal.getMessage());
    assertThat(list.find()).as(refusal.getMessage()).isTrue();
    return List.of(list.group(1).split(", "));
  }

  @Test
  void aMisspeltAxisListsOnlyThoseThatASearchTakes() {
    Throwable refusal = catchThrowable(() -> search.over("servrs", 1, 2));

    assertThat(refusal).hasMessageContaining("no axis \"servrs\"; did you mean \"servers\"?");
    assertThat(listed(refusal)).contains("precision").doesNotContain("tensor", "zero");
    assertThat(listed(refusal)).allSatisfy(TrainingSubject::requireSetting);
  }

  @Test
  void aMisspeltAxisOfAServiceListsOnlyThoseThatASearchTakes() {
    Throwable refusal = catchThrowable(() -> serving.over("chps", 4, 8));

    assertThat(refusal).hasMessageContaining("no axis \"chps\"; did you mean \"chips\"?");
    assertThat(listed(refusal)).contains("load").doesNotContain("tensor", "spreadExperts");
    assertThat(listed(refusal)).allSatisfy(ServingSubject::requireSetting);
  }

  @Test
  void whatBelongsToThePlanIsRefusedUnderItsOtherNamesAsWell() {
    assertThatThrownBy(() -> search.over("tp", 4, 8))
        .hasMessageContaining("\"tp\" belongs to the plan");
    assertThatThrownBy(() -> search.over("tensor", 4, 8))
        .hasMessageContaining("\"tensor\" belongs to the plan");
    assertThatThrownBy(() -> serving.over("tp", 4, 8))
        .hasMessageContaining("\"tp\" belongs to the plan");
  }
}
