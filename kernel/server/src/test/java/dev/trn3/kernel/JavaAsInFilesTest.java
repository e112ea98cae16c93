package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JShell by itself would pass over, or reject though it is right in a file. */
@ExtendWith(SharedKernel.class)
class JavaAsInFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "assert 1 > 2 : \"told so\";",
        "void checks() { assert 1 > 2 : \"told so\"; }\nchecks()",
        "class Checks { Checks() { assert 1 > 2 : \"told so\"; } }\nnew Checks()"
      })
  void assertionsOfCellsAreChecked(String code, FrontEnd frontEnd) {
    FrontEnd.Answered cell = frontEnd.run(code);

    assertThat(cell.errorName()).isEqualTo("java.lang.AssertionError");
    assertThat(cell.errorValue()).isEqualTo("told so");
  }

  @Test
  void assertionsOfLibrariesAreNot(FrontEnd frontEnd) {
    assertThat(frontEnd.run("dev.trn3.display.Display.class.desiredAssertionStatus()").result())
        .isEqualTo("false");
    assertThat(frontEnd.run("java.util.List.class.desiredAssertionStatus()").result())
        .isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record Share(double of) { Share { if (of > 1) throw new IllegalArgumentException(\"of\"); } }",
        "record Share(double of) {\n  /** Checked. */\n  @Deprecated\n  Share(double of) {\n"
            + "    if (of > 1) throw new IllegalArgumentException(\"of\");\n    this.of = of;\n  }\n}",
        "record Share(double of) { public Share { if (of > 1) throw new IllegalArgumentException(\"of\"); } }"
      })
  void recordsCheckTheirComponents(String code, FrontEnd frontEnd) {
    assertThat(frontEnd.run(code).traceback()).isEmpty();
    assertThat(frontEnd.run("new Share(0.5)").result()).contains("0.5");
    assertThat(frontEnd.run("new Share(2)").errorName())
        .isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  void anErrorBehindSuchAConstructorIsPointedAt(FrontEnd frontEnd) {
    String code =
        "record Part(double of) {\n  Part { if (of > 1) throw new Error(); }\n"
            + "  int whole() { return \"all\"; }\n}";

    String traceback = frontEnd.run(code).traceback();

    assertThat(traceback).contains("line 3, column 24", "String cannot be converted to int");
    assertThat(traceback.lines().toList().get(2)).endsWith(" ".repeat(23) + "^^^^^");
  }

  @Test
  void aNameThatIsMissingBesideSuchAConstructorIsSuspected(FrontEnd frontEnd) {
    String code =
        "record Part(double of) { Part { } String text() { return Strign.valueOf(of); } }";

    assertThat(frontEnd.run(code).traceback()).contains("a name in this record is not known");
  }

  @Test
  void aPrivateConstructorOfARecordIsWrongAsInAFile(FrontEnd frontEnd) {
    assertThat(frontEnd.run("record Closed(int of) { private Closed { } }").errorValue())
        .contains("invalid canonical constructor in record Closed");
  }
}
