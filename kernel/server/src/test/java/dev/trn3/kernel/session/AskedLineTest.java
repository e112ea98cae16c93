package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines with a question mark ask for a name, and which are Java. */
class AskedLineTest {

  private static List<String> asked(String cell) {
    return Parts.of(cell, name -> false).stream()
        .map(Parts.Part::call)
        .filter(Objects::nonNull)
        .filter(call -> call.name().startsWith("?"))
        .map(call -> call.rest())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x?\nfor (int i : xs) { }",
        "x?\nlist.forEach(System.out::println);",
        "x?\nlist.forEach(System.out::println)",
        "x?\n// see: http",
        "x?\n/* a : b */ y",
        "x?\nString.format(\"%s: %d\", 1, 2)",
        "x?\nint y = a ? 1 : 2;",
        "x?\nMap<String, ?> m = a ? b : c;",
        "x?\nouter:\nfor (;;) { }",
        "x?\nouter: { }",
        "x?\nassert a : b;",
        "x?\nfoo()\nassert a : b;",
        "x?\nfoo();\na ? 1 : 2",
        "x?\nswitch (a) { case 1: }",
        "x?\n%env A=b:c",
        "x?\nfoo()\n%env A=b:c",
        "x?\n!curl http://a",
        "x?\n//DEPS a:b:1",
        "foo()\nx?",
        "foo() // see: that\nx?",
        "foo\nx?",
        "\"foo\"\nx?",
        "x ?",
        "x ??",
        "void f() { }\n?x",
        "void f() { }\n? x\nfor (int i : xs) { }",
        "void f() {\na();\nx?\n}\nint y = a ? 1 : 2;",
      })
  void asks(String cell) {
    assertThat(asked(cell)).containsExactly("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "done?\n1 : 2",
        "done ?\n1 : 2",
        "done?\n\"; \" : \", \"",
        "done?\n';' : ','",
        "done?\n// either;\n1 : 2",
        "done?\n run(() -> { a(); return 1; }) : other()",
        "done?\nouter : inner",
        "done?\n!other : other",
        "done?\na ? 1 : 2 : 3",
        "done?\nString::length : String::hashCode",
        "done?\nString.class : Integer.class",
        "done?\nnew int[] {1} : new int[] {2}",
        "done?\nswitch (1) { default -> 2; } : 3",
        "done?\n1 :",
        "var r = switch (1) { case 1 -> true; default -> false; }\n? \"a\" : \"b\";",
        "var r = switch (1) { case 1 -> true; default -> false; }\n? a\n: b;",
        "var r = switch (1) { case 1 -> true; default -> false; }\n? \"a\"",
        "var r = a\n? b\n: c;",
        "var r = (a)\n? b : c;",
        "if (a)\nb?\n1 : 2",
        "var r = (boolean)\nb?\n1 : 2",
        "int r =\ndone?",
        "foo(\ndone?",
        "boolean r = 3 == a\n%time?\n1 : 2 > 0;",
        "\"\"\"\nMath?\n\"\"\"",
      })
  void isJavaWhereItCanBe(String cell) {
    assertThat(asked(cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%time?\nString.format(\"%s: %d\", 1, 2)",
        "%time?\nhttp: //a",
        "1\n%time?",
      })
  void mayAskForAMagic(String cell) {
    assertThat(asked(cell)).containsExactly("%time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x?\ny?", "x?\n?y", "?x\ny?\n// a : b", "x?\n\ny ?"})
  void maySeveralTimesInARow(String cell) {
    assertThat(asked(cell)).containsExactly("x", "y");
  }
}
