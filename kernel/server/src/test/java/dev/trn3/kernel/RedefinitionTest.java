package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.kernel.FrontEnd.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Declaring something again keeps every variable that can be kept, and says which could not. */
@ExtendWith(SharedKernel.class)
class RedefinitionTest {

  @Test
  void keepsAVariableWhoseMethodIsDeclaredAgain(FrontEnd frontEnd) {
    frontEnd.run("int f1() { return 1; }");
    frontEnd.run("var v1 = f1();");
    frontEnd.run("int f1() { return 2; }");

    assertThat(frontEnd.run("v1 + \" \" + f1()").result()).isEqualTo("1 2");
  }

  @Test
  void givesExistingObjectsTheNewMethodsOfTheirClass(FrontEnd frontEnd) {
    frontEnd.run("class P2 { int x() { return 1; } }");
    frontEnd.run("var p2 = new P2();");
    frontEnd.run("class P2 { int x() { return 2; } }");

    assertThat(frontEnd.run("p2.x() + \" \" + new P2().x()").result()).isEqualTo("2 2");
  }

  @Test
  void saysWhichVariableWasResetBecauseItsClassHasAnotherShape(FrontEnd frontEnd) {
    frontEnd.run("class P3 { int x() { return 1; } }");
    frontEnd.run("var p3 = new P3(); int other3 = 7;");
    Answered changed = frontEnd.run("class P3 { int more = 3; int x() { return more; } }");

    assertThat(changed.stderr()).contains("p3").contains("another shape");
    assertThat(frontEnd.run("new P3().x() + other3").result()).isEqualTo("10");
  }

  @Test
  void keepsWhatWasDerivedFromAVariableThatIsDeclaredAgain(FrontEnd frontEnd) {
    frontEnd.run("String dt = \"first\";");
    frontEnd.run("var dt1 = dt.substring(2);");
    frontEnd.run("String dt = \"second\";");

    assertThat(frontEnd.run("dt1 + \" \" + dt").result()).isEqualTo("rst second");
  }

  @Test
  void keepsVariablesWhenAnImportIsAdded(FrontEnd frontEnd) {
    frontEnd.run("var i5 = new java.util.ArrayList<>(java.util.List.of(1)); int j5 = 4;");
    frontEnd.run("import java.util.concurrent.atomic.*;");
    frontEnd.run("import java.util.*;");

    assertThat(frontEnd.run("i5 + \" \" + j5").result()).isEqualTo("[1] 4");
  }

  @Test
  void letsClassesThatReferToEachOtherBeDeclaredAgain(FrontEnd frontEnd) {
    String classes =
        """
        class C6 { D6 d; int n() { return %d; } }
        class D6 { C6 c; int n() { return %d; } }
        """;
    frontEnd.run(classes.formatted(1, 2) + "var c6 = new C6(); c6.d = new D6();");
    Answered again = frontEnd.run(classes.formatted(3, 4));

    assertThat(again.status()).isEqualTo("ok");
    assertThat(frontEnd.run("c6.n() + \" \" + c6.d.n()").result()).isEqualTo("3 4");
  }

  @Test
  void letsAVariableChangeItsType(FrontEnd frontEnd) {
    frontEnd.run("int t7 = 1;");
    frontEnd.run("String t7 = \"now a text\";");

    assertThat(frontEnd.run("t7").result()).isEqualTo("now a text");
  }

  @Test
  void letsAMethodChangeWhatItReturns(FrontEnd frontEnd) {
    frontEnd.run("int g8() { return 1; } int h8() { return (int) g8(); } int kept8 = 5;");
    frontEnd.run("long g8() { return 1L << 40; }");

    assertThat(frontEnd.run("g8() + \" \" + h8() + \" \" + kept8").result())
        .isEqualTo("1099511627776 0 5");
  }

  @Test
  void runsACellAgainAsOftenAsOneLikes(FrontEnd frontEnd) {
    String cell =
        """
        record Point9(int x, int y) { int sum() { return x + y; } }
        int twice9(int n) { return 2 * n; }
        var point9 = new Point9(1, twice9(3));
        point9.sum()
        """;
    for (int i = 0; i < 5; i++) {
      Answered again = frontEnd.run(cell);

      assertThat(again.traceback()).isEmpty();
      assertThat(again.result()).isEqualTo("7");
    }
  }

  @Test
  void findsEveryNameAmongManyOthers(FrontEnd frontEnd) {
    frontEnd.run("record Pair(int a, int b) {} Pair pair() { return new Pair(1, 2); }");
    frontEnd.run("int unit = 2; int scaled(Pair p) { return unit * (p.a() + p.b()); }");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.append("int many").append(i).append(" = ").append(i).append(";\n");
    }
    frontEnd.run(many.toString());

    assertThat(frontEnd.run("var made = pair();\nscaled(made)").result()).isEqualTo("6");
    assertThat(frontEnd.run("many7 + many39").result()).isEqualTo("46");
    frontEnd.run("long unit = 10;\nlong scaled(Pair p) { return unit * p.a(); }");
    assertThat(frontEnd.run("scaled(pair()) + made.b()").result()).isEqualTo("12");
    assertThat(frontEnd.run("int scale1() { return scale2() + 1; }").stderr()).contains("scale2");
    frontEnd.run("int scale2() { return many3; }");
    assertThat(frontEnd.run("scale1()").result()).isEqualTo("4");
  }

  @Test
  void keepsVariablesWhenSomethingIsImported(FrontEnd frontEnd) {
    frontEnd.run("record Held(int a) {} var held = new Held(3); var sum = held.a() + 1;");

    assertThat(frontEnd.run("import java.util.regex.*; import java.util.Map;").stderr()).isEmpty();
    assertThat(frontEnd.run("held.a() + sum").result()).isEqualTo("7");
  }
}
