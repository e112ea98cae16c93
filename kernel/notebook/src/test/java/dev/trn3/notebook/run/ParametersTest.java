package dev.trn3.notebook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trn3.notebook.format.Cell;
import dev.trn3.notebook.format.Notebook;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {

  @Test
  void keepsTheTypesThatDefaultsAreDeclaredWith() {
    Cell defaults =
        Cell.code(
                "defaults",
                """
                double hours = 1.5; // of a day
                int servers = 1;
                String name = "a";
                Precision precision = BF16;
                var rate = 0.5;
                var label = "x";
                Map<String, Integer> sizes = Map.of();
                """)
            .withTag(Parameters.DEFAULTS);
    Parameters parameters =
        Parameters.parse(
            List.of(
                "hours=2",
                "servers=4",
                "name=7",
                "precision=MXFP8",
                "rate=2",
                "label=b c",
                "sizes=Map.of(\"a\", 1)"));

    assertThat(
            parameters
                .injectInto(Notebook.of("trn3", "Trn3", "java", List.of(defaults)))
                .cells()
                .get(1)
                .source())
        .isEqualTo(
            """
            // Parameters
            double hours = 2;
            int servers = 4;
            String name = "7";
            Precision precision = MXFP8;
            var rate = 2d;
            var label = "b c";
            Map<String, Integer> sizes = Map.of("a", 1);""");
  }

  @Test
  void refusesAParameterThatTheNotebookDoesNotHave() {
    Cell defaults = Cell.code("defaults", "int servers = 1;").withTag(Parameters.DEFAULTS);
    Notebook notebook = Notebook.of("trn3", "Trn3", "java", List.of(defaults));

    assertThatThrownBy(() -> Parameters.parse(List.of("srevers=4")).injectInto(notebook))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "notebook has no parameter \"srevers\"; its cell tagged parameters has servers");
  }

  @Test
  void writesParametersAsJava() {
    Notebook java = Notebook.of("trn3", "Trn3", "java", List.of());
    Parameters parameters =
        Parameters.parse(
            List.of("i=8", "l=5000000000", "d=0.5", "e=1e9", "t=MXFP8", "q='8'", "f=false"));

    assertThat(parameters.injectInto(java).cells().get(0).source())
        .isEqualTo(
            """
            // Parameters
            var i = 8;
            var l = 5000000000L;
            var d = 0.5;
            var e = 1.0E9;
            var t = "MXFP8";
            var q = "8";
            var f = false;""");
  }

  @Test
  void refusesParametersThatAreNone() {
    assertThatThrownBy(() -> Parameters.parse(List.of("servers")))
        .hasMessage("parameter \"servers\" is not of the form name=value, such as servers=4");
    assertThatThrownBy(() -> Parameters.parse(List.of("a-b=1")))
        .hasMessageContaining("\"a-b\" is no identifier");
  }
}
