package dev.trn3.notebook.report;

import dev.trn3.notebook.check.CellVerdict;
import dev.trn3.notebook.check.CellVerdict.Status;
import dev.trn3.notebook.check.NotebookVerdict;
import dev.trn3.notebook.check.TestResult;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A result in the form that build servers read: one {@code testsuite} for each notebook, one {@code
 * testcase} for each cell, one more for what is wrong with the notebook as a whole, whose time is
 * that of the start and the end of the kernel.
 */
public final class JUnitXml {

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The result as XML. */
  public static String of(TestResult result) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      new JUnitXml(xml).write(result);
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("a string takes any XML", e);
    }
    return text + "\n";
  }

  private void write(TestResult result) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    for (NotebookVerdict verdict : result.verdicts()) {
      suite(verdict);
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(NotebookVerdict verdict) throws XMLStreamException {
    boolean problems = !verdict.problems().isEmpty();
    int differ = verdict.count(Status.DIFFERS) + (problems ? 1 : 0);
    int skipped = verdict.count(Status.SKIPPED) + verdict.count(Status.ABORTED);
    Duration total =
        verdict.cells().stream().map(CellVerdict::elapsed).reduce(verdict.kernel(), Duration::plus);
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", verdict.name());
    attribute("tests", Integer.toString(verdict.cells().size() + 1));
    attribute("failures", Integer.toString(differ));
    attribute("errors", Integer.toString(verdict.count(Status.FAILED)));
    attribute("skipped", Integer.toString(skipped));
    attribute("time", seconds(total));
    whole(verdict);
    for (CellVerdict cell : verdict.cells()) {
      testCase(verdict, cell);
    }
    line(1);
    xml.writeEndElement();
  }

  private void whole(NotebookVerdict verdict) throws XMLStreamException {
    start(verdict, "notebook", verdict.kernel());
    if (!verdict.problems().isEmpty()) {
      outcome("failure", String.join("\n", verdict.problems()), verdict.problems().get(0));
      line(2);
    }
    xml.writeEndElement();
  }

  private void testCase(NotebookVerdict verdict, CellVerdict cell) throws XMLStreamException {
    start(verdict, verdict.name() + " \u203a " + cell.title(), cell.elapsed());
    attribute("file", cell.notebook().file().map(Path::toString).orElse(cell.notebook().name()));
    attribute("line", Integer.toString(cell.cell().line()));
    String first = cell.messages().isEmpty() ? "" : cell.messages().get(0);
    switch (cell.status()) {
      case PASSED -> {
        // Nothing to add.
      }
      case DIFFERS -> outcome("failure", cell.report(), first);
      case FAILED -> outcome("error", cell.report(), first);
      case SKIPPED, ABORTED -> outcome("skipped", "", first);
    }
    if (cell.status() != Status.PASSED) {
      line(2);
    }
    xml.writeEndElement();
  }

  private void start(NotebookVerdict verdict, String name, Duration elapsed)
      throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("name", name);
    attribute("classname", verdict.name());
    attribute("time", seconds(elapsed));
  }

  private void outcome(String element, String text, String message) throws XMLStreamException {
    line(3);
    xml.writeStartElement(element);
    attribute("message", message);
    if (!text.isEmpty()) {
      xml.writeCharacters(allowed(text));
    }
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, allowed(value));
  }

  /** XML 1.0 has no place for most control characters, however they are written. */
  private static String allowed(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
