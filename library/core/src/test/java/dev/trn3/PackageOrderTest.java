package dev.trn3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PackageOrderTest {

  /** Each package may know those after it, and none before it. */
  private static final List<String> ORDER =
      List.of(
          "report",
          "search",
          "sweep",
          "uncertainty",
          "experiment",
          "serving",
          "inference",
          "simulation",
          "neuron",
          "workload",
          "parallelism",
          "network",
          "procurement",
          "hardware",
          "provenance",
          "view",
          "threads",
          "units");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.trn3");

  @TestFactory
  Stream<DynamicTest> knowsNoPackageAboveItself() {
    return IntStream.range(1, ORDER.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    ORDER.get(i),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(in(ORDER.get(i)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                ORDER.subList(0, i).stream()
                                    .map(PackageOrderTest::in)
                                    .toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(CLASSES)));
  }

  @Test
  void onlyReportKnowsTablesawAndXChart() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("report"), "dev.trn3")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tech.tablesaw..", "org.knowm..", "org.jfree..")
        .check(CLASSES);
  }

  @Test
  void nothingBelowKnowsTheFrontDoor() {
    noClasses()
        .that()
        .resideInAnyPackage(ORDER.stream().map(PackageOrderTest::in).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.trn3.Trn3")
        .check(CLASSES);
  }

  private static String in(String name) {
    return "dev.trn3." + name + "..";
  }
}
