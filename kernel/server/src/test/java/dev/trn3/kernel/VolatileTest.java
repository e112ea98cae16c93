package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code volatile} at a variable of a cell: all threads see at once what a cell writes. */
@ExtendWith(SharedKernel.class)
class VolatileTest {

  /** Of the latest class with such a field: a variable may have got a new one, with a letter. */
  private static final String IS_VOLATILE =
      """
      boolean isVolatile(String name) throws Exception {
        String last = Thread.currentThread().getStackTrace()[2].getClassName();
        int number = Integer.parseInt(last.replaceAll("[^0-9]", ""));
        for (; number > 0; number--) {
          for (String copy : new String[] {"D", "C", "B", ""}) {
            try {
              Class<?> type = Class.forName("REPL.$JShell$" + number + copy, false,
                  Thread.currentThread().getContextClassLoader());
              return java.lang.reflect.Modifier.isVolatile(
                  type.getDeclaredField(name).getModifiers());
            } catch (ClassNotFoundException | NoSuchFieldException e) {
              // Of another name.
            }
          }
        }
        throw new NoSuchFieldException(name);
      }
      """;

  @BeforeEach
  void declare(FrontEnd frontEnd) {
    frontEnd.run(IS_VOLATILE);
  }

  private static void assertVolatile(FrontEnd frontEnd, String name, boolean expected) {
    assertThat(frontEnd.run("isVolatile(\"" + name + "\")").result())
        .as(name)
        .isEqualTo(String.valueOf(expected));
  }

  /** Starts a thread that waits in an empty loop, long enough for it to be compiled. */
  private static void startThatWaits(FrontEnd frontEnd, String thread, String condition) {
    frontEnd.run(
        """
        Thread %s = new Thread(() -> { while (%s) { } });
        %s.setDaemon(true);
        %s.start();
        Thread.sleep(2_000);
        """
            .formatted(thread, condition, thread, thread));
  }

  private static void assertEnds(FrontEnd frontEnd, String thread) {
    assertThat(frontEnd.run(thread + ".join(3_000); " + thread + ".isAlive()").result())
        .isEqualTo("false");
  }

  @Test
  void letsAThreadSeeWhatALaterCellWrites(FrontEnd frontEnd) {
    frontEnd.run("volatile boolean burns = true;");
    startThatWaits(frontEnd, "seesIt", "burns");
    frontEnd.run("burns = false;");

    assertEnds(frontEnd, "seesIt");
  }

  @Test
  void worksInACellOfSeveralStatements(FrontEnd frontEnd) {
    Answered cell =
        frontEnd.run(
            """
            int before = 1;
            before++;
            /* a flag */ volatile boolean inOneCell = true;
            class Reads { static void burn() { while (inOneCell) { } } }
            Thread ofOneCell = new Thread(Reads::burn);
            ofOneCell.setDaemon(true);
            ofOneCell.start();
            Thread.sleep(2_000);
            inOneCell = false;
            """);

    assertThat(cell.status()).isEqualTo("ok");
    assertEnds(frontEnd, "ofOneCell");
    assertVolatile(frontEnd, "before", false);
    assertVolatile(frontEnd, "ofOneCell", false);
  }

  @Test
  void waitsForATypeThatTheSameCellDeclares(FrontEnd frontEnd) {
    frontEnd.run("volatile Later later; class Later { }");

    assertVolatile(frontEnd, "later", true);
  }

  @Test
  void staysWhereTheVariableIsDeclaredAgainWithoutTheWord(FrontEnd frontEnd) {
    frontEnd.run("volatile boolean again = true;");
    startThatWaits(frontEnd, "whichStays", "again");
    frontEnd.run("boolean again = Boolean.parseBoolean(\"true\");");
    assertVolatile(frontEnd, "again", true);
    assertThat(frontEnd.run("again").result()).isEqualTo("true");
    frontEnd.run("volatile boolean again = false;");

    assertVolatile(frontEnd, "again", true);
    assertEnds(frontEnd, "whichStays");
  }

  @ParameterizedTest
  @CsvSource({"sameCode,7", "otherCode,8"})
  void comesWithALaterDeclaration(String name, int value, FrontEnd frontEnd) {
    frontEnd.run("int %s = 7;".formatted(name));
    frontEnd.run("int plusOne() { return %s + 1; }".formatted(name));
    assertVolatile(frontEnd, name, false);
    frontEnd.run("volatile int %s = %d;".formatted(name, value));

    assertVolatile(frontEnd, name, true);
    assertThat(frontEnd.run("plusOne()").result()).isEqualTo(String.valueOf(value + 1));
  }

  @Test
  void staysAwayFromAVariableWhoseDeclarationWasRejected(FrontEnd frontEnd) {
    frontEnd.run("int rejected = 7;");
    assertThat(frontEnd.run("volatile int rejected = \"no\";").errorName())
        .isEqualTo("CompilationError");
    frontEnd.run("int rejected = 8;");
    assertVolatile(frontEnd, "rejected", false);
    frontEnd.run("volatile int rejected = 8;");

    assertVolatile(frontEnd, "rejected", true);
    assertThat(frontEnd.run("rejected").result()).isEqualTo("8");
  }

  @Test
  void staysWhereAMethodThatTheThreadUsesIsDeclaredAgain(FrontEnd frontEnd) {
    frontEnd.run("boolean at(boolean given) { return given; }");
    frontEnd.run("volatile boolean derived = at(true);");
    frontEnd.run("boolean goesOn() { return derived; }");
    startThatWaits(frontEnd, "derives", "goesOn()");
    frontEnd.run("boolean at(boolean given) { return !given; }");
    frontEnd.run("boolean goesOn() { return derived && true; }");
    assertThat(frontEnd.run("derived").result()).isEqualTo("true");
    frontEnd.run("derived = false;");

    assertVolatile(frontEnd, "derived", true);
    assertEnds(frontEnd, "derives");
  }

  @Test
  void staysWhereTheClassOfItsValueChanges(FrontEnd frontEnd) {
    frontEnd.run("class Shape { int a = 1; }");
    frontEnd.run("volatile Shape shaped = new Shape();");
    frontEnd.run("class Shape { int a = 1, b = 2; }");

    assertVolatile(frontEnd, "shaped", true);
    frontEnd.run("String shaped = \"of another type\";");
    assertThat(frontEnd.run("shaped").result()).isEqualTo("of another type");
  }

  @Test
  void isForEachVariableOfADeclaration(FrontEnd frontEnd) {
    frontEnd.run("volatile int first = 1, second[] = {2};");
    frontEnd.run("private volatile long größe;");
    frontEnd.run("@SuppressWarnings({\"a)\", \"b\"}) final /* it is ( */ volatile int fourth = 4;");
    frontEnd.run("public @Deprecated(since = \"(\") volatile transient double fifth");

    for (String name : new String[] {"first", "second", "größe", "fourth", "fifth"}) {
      assertVolatile(frontEnd, name, true);
    }
    assertThat(frontEnd.run("first + second[0] + größe + fourth").result()).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String none = \"volatile int none\";",
        "/* volatile */ int none = 1; // volatile",
        "@SuppressWarnings(\"volatile\") int none = 1;",
        "Object none = new Object() { volatile int of; };"
      })
  void isNotWhatStandsElsewhere(String declaration, FrontEnd frontEnd) {
    assertThat(frontEnd.run(declaration).status()).isEqualTo("ok");

    assertVolatile(frontEnd, "none", false);
  }

  @Test
  void changesNothingElse(FrontEnd frontEnd) {
    Answered declared = frontEnd.run("volatile int shown = 41;");
    frontEnd.run("shown++;");

    assertThat(declared.status()).isEqualTo("ok");
    assertThat(declared.stderr()).isEmpty();
    assertThat(frontEnd.run("shown").result()).isEqualTo("42");
    assertThat(frontEnd.run("%whos").result()).containsPattern("shown +int +42");
  }
}
