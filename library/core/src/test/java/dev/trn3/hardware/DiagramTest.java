package dev.trn3.hardware;

import static dev.trn3.hardware.Servers.TRN2_48XLARGE;
import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.view.Svg;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DiagramTest {

  private static Document drawing(Machine machine) throws Exception {
    String svg = machine.diagram().bundle().data().get("image/svg+xml");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Machine machine, String name) throws Exception {
    NodeList all = drawing(machine).getElementsByTagName(name);
    return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).toList();
  }

  /** Chips are drawn as squares; one more is in the legend of drawings with switches. */
  private static long squares(Machine machine) throws Exception {
    return elements(machine, "rect").stream()
        .filter(box -> box.getAttribute("fill").equals(Svg.CHIP))
        .count();
  }

  private static List<String> words(Machine machine) throws Exception {
    return elements(machine, "text").stream().map(Element::getTextContent).toList();
  }

  @Test
  void ofServersAndUltraServersShowEveryChip() throws Exception {
    List<Machine> machines = new ArrayList<>(UltraServers.all());
    machines.addAll(Servers.all());
    for (Machine each : machines) {
      int legend = each.topology() instanceof Torus ? 0 : 1;

      assertThat(squares(each)).as(each.name()).isEqualTo(each.chips() + legend);
      assertThat(words(each)).as(each.name()).contains(each.name());
    }
  }

  @Test
  void ofSmallClustersShowEveryMachine() throws Exception {
    UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(4);

    assertThat(squares(cluster)).isEqualTo(4 * 36 + 1);
    assertThat(words(cluster))
        .contains(
            "1", "2", "3", "4", "EFAv4, non-blocking", "576 Trainium3 chips in 4 machines of 144")
        .doesNotContain("…");
  }

  @Test
  void ofLargeClustersShowTheFirstAndTheLastMachine() throws Exception {
    UltraCluster cluster = UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(6945);

    assertThat(words(cluster)).contains("1", "…", "6,945").doesNotContain("6,944");
  }

  @Test
  void ofOversubscribedClustersShowLeavesAndPlacement() throws Exception {
    UltraCluster together = UltraCluster.of(TRN2_ULTRASERVER).servers(8).oversubscribed(4, 4);

    assertThat(words(together))
        .contains("spine", "leaf 1", "leaf 2", "5", "8")
        .contains("4:1 oversubscribed above leaves of 4, placement CLUSTER");
    assertThat(words(together.spread()))
        .containsSubsequence("leaf 1", "1", "3", "…", "7", "leaf 2", "2", "4", "…", "8");
  }

  @Test
  void fitTheirFrames() throws Exception {
    List<Machine> machines = new ArrayList<>(UltraServers.all());
    machines.addAll(Servers.all());
    machines.add(UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(6945).oversubscribed(2, 8));
    machines.add(UltraCluster.of(TRN2_48XLARGE).servers(1));
    for (Machine each : machines) {
      double width = Double.parseDouble(drawing(each).getDocumentElement().getAttribute("width"));
      for (Element box : elements(each, "rect")) {
        if (!box.getAttribute("x").isEmpty()) {
          double right =
              Double.parseDouble(box.getAttribute("x"))
                  + Double.parseDouble(box.getAttribute("width"));

          assertThat(right).as(each.name()).isLessThanOrEqualTo(width);
        }
      }
    }
  }
}
