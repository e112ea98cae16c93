package dev.trn3.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServers;
import dev.trn3.units.Quantity;
import dev.trn3.units.Units;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  /** Walks through records and collections; fails at a number that no fact stands under. */
  private static void everyNumberIsSourced(Object thing, String path, Set<String> known) {
    if (thing instanceof Sourced<?> sourced) {
      assertThat(known).as(path).contains(sourced.fact().id());
      assertThat(sourced.source()).as(path).isNotBlank();
    } else if (thing instanceof Quantity || thing instanceof Double) {
      fail("%s is %s, but nothing says where that comes from", path, thing);
    } else if (thing instanceof Optional<?> maybe) {
      maybe.ifPresent(some -> everyNumberIsSourced(some, path, known));
    } else if (thing instanceof Map<?, ?> map) {
      map.forEach((key, value) -> everyNumberIsSourced(value, path + "/" + key, known));
    } else if (thing instanceof Iterable<?> many) {
      many.forEach(each -> everyNumberIsSourced(each, path, known));
    } else if (thing instanceof Record) {
      for (RecordComponent component : thing.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          everyNumberIsSourced(
              component.getAccessor().invoke(thing), path + "." + component.getName(), known);
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(path, e);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> everyNumberOfACatalogueHasSourceAndCertainty() {
    Set<String> known = Facts.table().list().stream().map(Fact::id).collect(Collectors.toSet());
    return Stream.of(Chips.all(), Servers.all(), UltraServers.all())
        .flatMap(List::stream)
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.toString(), () -> everyNumberIsSourced(each, each.toString(), known)));
  }

  private static List<JavaField> publicConstants() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.trn3").stream()
            .flatMap(each -> each.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
            .toList();
  }

  @Test
  void everyPublicAmountOfTheLibraryIsAFact() throws IllegalAccessException {
    Set<String> known = Facts.table().list().stream().map(Fact::id).collect(Collectors.toSet());
    int sourced = 0;
    for (JavaField field : publicConstants()) {
      JavaClass type = field.getRawType();
      assertThat(type.isAssignableTo(double.class) || type.isAssignableTo(Quantity.class))
          .as("%s says nothing about where its number comes from", field.getFullName())
          .isFalse();
      if (type.isEquivalentTo(Sourced.class)) {
        Sourced<?> constant = (Sourced<?>) field.reflect().get(null);
        assertThat(known).as(field.getFullName()).contains(constant.fact().id());
        sourced++;
      }
    }
    assertThat(sourced).isPositive();
  }

  @Test
  void whatWasFittedOrAssumedInAFitIsAFactToo() {
    assertThat(Facts.fact("fitted/training/trn1.matrix").source()).startsWith("Fitted to the");
    assertThat(Facts.fact("fitted/training/efa.scaleOut").source()).startsWith("Assumption");
    assertThat(Facts.table().list().stream().map(Fact::subject))
        .contains("Fitted for serving", "Fitted for video", "Fitted for replay");
  }

  @Test
  void anUnsourcedNumberIsFound() {
    assertThatThrownBy(
            () -> everyNumberIsSourced(Map.of("clock", Units.gigahertz(1)), "chip", Set.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("chip/clock is 1 GHz, but nothing says where that comes from");
  }

  @Test
  void pricesRegionsAndRulesOfCapacityBlocksAreFacts() {
    assertThat(Facts.table().about("Capacity Block").list())
        .extracting(Fact::id)
        .contains(
            "capacity-block/extension-latest",
            "region/trn2-48xlarge",
            "price/p5-48xlarge/block-2026-07-low");
  }

  @Test
  void findsASubjectThatIsSpelledAlmostRight() {
    assertThat(Facts.table().about("Trainium 3").list())
        .allSatisfy(fact -> assertThat(fact.subject()).isEqualTo("Trainium3"));
    assertThatThrownBy(() -> Facts.table().about("NeuronLnik"))
        .hasMessageContaining("did you mean NeuronLink?");
  }

  @Test
  void showsWhatAMachineRestsOnWithoutItsMakersWord() {
    assertThat(UltraServers.TRN3_ULTRASERVER_GEN2.facts().uncertain().list())
        .extracting(Fact::id)
        .contains("trainium3/chip-power", "neuronswitch/hop-latency")
        .doesNotContain("trainium3/hbm-bandwidth");
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
  void whatIsDerivedIsNoSurerThanWhatItIsDerivedFrom() {
    assertThat(Facts.fact("neuronswitch/hop-latency").seconds().derived("twice", s -> s.times(2)))
        .extracting(Sourced::certainty)
        .isEqualTo(Certainty.ESTIMATED);
    assertThat(Facts.fact("trainium3/hbm-bandwidth").bandwidth().derived("half", b -> b.times(0.5)))
        .extracting(Sourced::certainty)
        .isEqualTo(Certainty.DERIVED);
  }

  @Test
  void theLessSureOfTwoWins() {
    assertThat(Certainty.PUBLISHED.and(Certainty.ESTIMATED)).isEqualTo(Certainty.ESTIMATED);
  }
}
