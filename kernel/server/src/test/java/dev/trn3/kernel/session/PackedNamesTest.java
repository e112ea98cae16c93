package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackedNamesTest {

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "List", List.of("java.util.List", "java.awt.List"),
          "Entry", List.of("java.util.Map.Entry"),
          "Größe", List.of("größen.Größe"),
          "Lists", List.of("Lists"));

  private final PackedNames packed = PackedNames.of(NAMES);

  @Test
  void givesAllClassesOfASimpleName() {
    assertThat(packed.get("List")).containsExactly("java.awt.List", "java.util.List");
    assertThat(packed.get("Entry")).containsExactly("java.util.Map.Entry");
    assertThat(packed.get("Größe")).containsExactly("größen.Größe");
    assertThat(packed.get("Lists")).containsExactly("Lists");
  }

  @Test
  void hasNoneForANameThatNoClassHas() {
    assertThat(packed.get("Lis")).isNull();
    assertThat(packed.get("Zeta")).isNull();
    assertThat(packed.get("")).isNull();
    assertThat(packed.containsKey("A")).isFalse();
    assertThat(PackedNames.of(Map.of()).get("List")).isNull();
  }

  @Test
  void unpacksToWhatItWasMadeOf() {
    Map<String, List<String>> sorted = new HashMap<>(NAMES);
    sorted.put("List", List.of("java.awt.List", "java.util.List"));

    assertThat(new HashMap<>(packed)).isEqualTo(sorted);
  }
}
