package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceTest {

  private static final JShell SHELL = JShell.builder().executionEngine("local").build();
  private static final SourceCodeAnalysis ANALYSIS = SHELL.sourceCodeAnalysis();

  @AfterAll
  static void end() {
    SHELL.close();
  }

  @Nested
  class Pieces {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "// nothing",
          "int a = 1; int b = 2;\nint c = 3; int d = 4; a + b",
          "if (a) b(); else if (c) d(); else if (e) f(); else g(); h();",
          "if (a) { b(); }\nelse { c(); }\nd();",
          "try { a(); } catch (Exception e) { b(); } catch (Error e) { c(); } finally { d(); } e();",
          "do { a(); } while (b()); c();",
          "do a(); while (b()); c();",
          "int[] a = {1, 2}, b = {3}; int[][] c = {{1}, {2}}; a[0]",
          "class A { int x; int f() { return x; } } record B(int y) {} new A()",
          "String s = \"a;b}\"; char c = ';'; /* ; } */ String t = \"\"\"\n;}\n\"\"\"; s // ; }",
          "list.stream()\n  .map(x -> { int y = x; return y; })\n  .toList();\nlist",
          "Runnable r = () -> { a(); b(); };\nr.run();",
          "for (int i = 0; i < 3; i++) { a(i); } for (;;) { break; } for (var x : y) z(x);",
          "import java.util.*; import static java.lang.Math.*; max(1, 2)",
          "int f(int x) { return x; } f(1)",
          "int open = (1 +",
          "a(); } b();",
          "a();;; b();",
          "switch (a) { case 1 -> b(); default -> c(); } d();",
          "var x = new Object() { int y; void z() { ; } }; x.y = 1; x",
          "foo\nbar();\nint q = 1",
          "@Deprecated class C {} @FunctionalInterface interface D { void e(); }",
        })
    void areThoseThatJShellFindsInTheWholeCell(String cell) {
      assertThat(sources(Piece.of(cell, ANALYSIS))).isEqualTo(byTheWholeCell(cell));
    }

    @Test
    void ofALongCellAreFoundInOneGo() {
      String cell =
          IntStream.range(0, 400)
              .mapToObj(i -> "if (x > " + i + ") { y(); } else { z(\";\"); }\nint v" + i + " = 1;")
              .collect(Collectors.joining("\n"));

      assertThat(Piece.of(cell, ANALYSIS)).hasSize(800);
    }

    private static List<String> sources(List<Piece> pieces) {
      return pieces.stream().map(Piece::source).toList();
    }

    private static List<String> byTheWholeCell(String cell) {
      List<String> found = new ArrayList<>();
      String rest = cell;
      while (!rest.isEmpty()) {
        CompletionInfo info = ANALYSIS.analyzeCompletion(rest);
        if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
          break;
        }
        if (!info.completeness().isComplete() || info.remaining().length() == rest.length()) {
          found.add(rest.stripLeading());
          break;
        }
        found.add(info.source().stripLeading());
        rest = info.remaining();
      }
      return found;
    }
  }

  @Nested
  class AreJoined {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a(); b.c().d(1); x = 3; y += 2; z[0] = 1; i++;",
          "for (int i = 0; i < 3; i++) { a(); } while (b) { c(); } { int local = 1; }",
          "new A().run(); new B<String>(1);",
          "a(); // why\n/* what */ b();",
        })
    void whereTheyAreStatements(String cell) {
      assertThat(Fusion.groups(Piece.of(cell, ANALYSIS), cell)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "int a; int b = 1; var c = 2; String[] d = {}; List<String> e; final int f = 1;",
          "int[] a = {1}; int b[] = {2}; java.util.List<int[]> c; A.B d;",
          "int f() { return 1; } class A {} record B(int x) {} enum C { D } interface E {}",
          "import java.util.*; import java.io.File; a(); 1 + 1",
          "if (a) return; b(); if (!(o instanceof String s)) c(); return (3); s.length();",
          "throw (e); a == b; c <= d;",
          "record R(int x) {} sealed interface S permits T {} final class T implements S {}",
        })
    void neverWhereTheyDeclareOrEndSomething(String cell) {
      List<Piece> pieces = Piece.of(cell, ANALYSIS);

      assertThat(Fusion.groups(pieces, cell)).hasSameSizeAs(pieces);
    }
  }
}
