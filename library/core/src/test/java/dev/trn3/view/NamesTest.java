package dev.trn3.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

  private static final List<String> KNOWN =
      List.of("servers", "step time [s]", "MFU [%]", "cost per million tokens [USD]");

  private static String unknown(String name) {
    return Names.unknown("column", name, KNOWN);
  }

  @Test
  void aPartOfANameIsUnderstood() {
    assertThat(unknown("step")).contains("did you mean \"step time [s]\"?");
    assertThat(unknown("cost")).contains("did you mean \"cost per million tokens [USD]\"?");
    assertThat(unknown("tokens cost")).contains("did you mean \"cost per million tokens [USD]\"?");
    assertThat(unknown("mfu mean")).contains("did you mean \"MFU [%]\"?");
  }

  @Test
  void aTypoIsUnderstood() {
    assertThat(unknown("server")).contains("did you mean \"servers\"?");
    assertThat(unknown("sever")).contains("did you mean \"servers\"?");
    assertThat(unknown("stp time")).contains("did you mean \"step time [s]\"?");
  }

  @Test
  void whatIsNearToNothingOnlyListsWhatThereIs() {
    assertThat(unknown("latency"))
        .isEqualTo(
            "no column \"latency\". There are: servers, step time [s], MFU [%], cost per million tokens [USD]");
    assertThat(unknown("")).doesNotContain("did you mean");
    assertThat(unknown("s")).doesNotContain("did you mean");
  }
}
