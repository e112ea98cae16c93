package dev.trn3.notebook.html;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trn3.notebook.format.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as HTML: CommonMark with tables. Images that lie beside the notebook or are attached to
 * the cell become part of the page; those elsewhere become links, since the page loads nothing.
 * Formulas between dollar signs stay as they are written.
 */
public final class Markdown {

  /**
   * A heading.
   *
   * @param level 1 to 6
   * @param anchor its id on the page
   */
  public record Title(int level, String text, String anchor) {}

  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
  private static final Map<String, String> IMAGES =
      Map.of(
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "svg", "image/svg+xml");

  private Markdown() {}

  /** The headings of a text, in order. */
  public static List<Title> titles(String markdown) {
    List<Title> titles = new ArrayList<>();
    PARSER
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Heading heading) {
                String text = text(heading);
                titles.add(new Title(heading.getLevel(), text, anchor(text)));
              }
            });
    return titles;
  }

  /** The targets of the links and images in a text that are written in Markdown. */
  public static List<String> targets(String markdown) {
    List<String> targets = new ArrayList<>();
    PARSER
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                targets.add(link.getDestination());
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                targets.add(image.getDestination());
              }
            });
    return targets;
  }

  /** A cell as HTML; images are looked for in the folder. */
  static String toHtml(Cell cell, Path folder) {
    return toHtml(cell.source(), cell.attachments(), folder);
  }

  static String toHtml(String markdown, JsonNode attachments, Path folder) {
    Node document = PARSER.parse(markdown);
    document.accept(new Embedding(attachments, folder));
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .attributeProviderFactory(context -> Markdown::attributes)
        .build()
        .render(document);
  }

  private static void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading heading) {
      attributes.put("id", anchor(text(heading)));
    } else if (node instanceof FencedCodeBlock && tag.equals("pre")) {
      attributes.put("class", "code");
    }
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            text.append(' ');
          }
        });
    return text.toString();
  }

  /** As Jupyter makes them: {@code Two Chips} is reached by {@code #Two-Chips}. */
  public static String anchor(String heading) {
    return heading.strip().replaceAll("\\s+", "-");
  }

  /** Puts images into the page. */
  private static final class Embedding extends AbstractVisitor {
    private final JsonNode attachments;
    private final Path folder;

    Embedding(JsonNode attachments, Path folder) {
      this.attachments = attachments;
      this.folder = folder;
    }

    @Override
    public void visit(Image image) {
      String target = image.getDestination();
      String data = target.startsWith("attachment:") ? attached(target) : beside(target);
      if (!data.isEmpty()) {
        image.setDestination(data);
      } else if (!target.startsWith("data:")) {
        Link link = new Link(target, image.getTitle());
        link.appendChild(new Text(text(image).isEmpty() ? target : text(image)));
        image.insertBefore(link);
        image.unlink();
      }
    }

    private String attached(String target) {
      JsonNode bundle = attachments.path(target.substring("attachment:".length()));
      for (Map.Entry<String, JsonNode> entry : bundle.properties()) {
        return "data:" + entry.getKey() + ";base64," + entry.getValue().asText();
      }
      return "";
    }

    private String beside(String target) {
      String ending = target.substring(target.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (!IMAGES.containsKey(ending) || target.contains(":")) {
        return "";
      }
      try {
        Path file = folder.resolve(target).normalize();
        return Files.isRegularFile(file)
            ? "data:%s;base64,%s"
                .formatted(
                    IMAGES.get(ending),
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
            : "";
      } catch (InvalidPathException e) {
        return ""; // No file of this system can have that name.
      } catch (IOException e) {
        throw new UncheckedIOException("image " + target + " cannot be read", e);
      }
    }
  }
}
