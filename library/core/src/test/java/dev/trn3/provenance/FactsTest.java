package dev.trn3.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.units.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FactsTest {

  @Test
  void everyFactHasSourceDateAndCertainty() {
    assertThat(Facts.table().list())
        .hasSizeGreaterThan(313)
        .allSatisfy(
            fact -> {
              assertThat(fact.source()).isNotBlank();
              assertThat(fact.date()).matches("\\d{4}(-\\d{2}(-\\d{2})?)?");
              assertThat(fact.subject()).isNotBlank();
              assertThat(fact.quantity()).isNotBlank();
            });
  }

  @Test
  void everyConstantOfTheCataloguesRestsOnAFactOfTheTable() {
    Set<String> known = Facts.table().list().stream().map(Fact::id).collect(Collectors.toSet());
    List<Fact> used = new ArrayList<>();
    for (Chip chip : Chips.all()) {
      used.addAll(chip.facts().list());
    }
    List<Machine> machines = new ArrayList<>(Servers.all());
    machines.addAll(UltraServers.all());
    for (Machine machine : machines) {
      used.addAll(machine.facts().list());
    }

    assertThat(used).isNotEmpty().allSatisfy(fact -> assertThat(known).contains(fact.id()));
  }

  @Test
  void keepsSourcesThatContradictEachOther() {
    assertThat(Facts.table().about("hbm-bandwidth").list())
        .extracting(Fact::text)
        .contains("4.9 TB/s", "4.7 TB/s");
  }

  @Test
  void marksWhatNobodyStates() {
    assertThat(Facts.fact("trn3-ultraserver/any-price").certainty()).isEqualTo(Certainty.UNKNOWN);
  }

  @Test
  void answersAnUnknownIdWithTheNearest() {
    assertThatThrownBy(() -> Facts.fact("trainium3/hbm-bandwith"))
        .hasMessageContaining("did you mean trainium3/hbm-bandwidth?");
  }

  @Test
  void refusesWordsWhereANumberIsNeeded() {
    assertThatThrownBy(() -> Facts.fact("trn3-ultraserver/any-price").watts())
        .hasMessageContaining("not one number");
  }

  @Test
  void refusesAFactInTheWrongUnit() {
    assertThatThrownBy(() -> Facts.fact("trainium3/hbm-bandwidth").bytes())
        .hasMessageContaining("is in TB/s, not in B");
  }

  @Test
  void saysThatAValueWasGivenByYou() {
    assertThat(Sourced.given("power", Units.watts(900), "from a vendor"))
        .hasToString("900 W (given, from a vendor)");
  }

  @Test
  void theLessSureOfTwoWins() {
    assertThat(Certainty.PUBLISHED.and(Certainty.ESTIMATED)).isEqualTo(Certainty.ESTIMATED);
  }
}
