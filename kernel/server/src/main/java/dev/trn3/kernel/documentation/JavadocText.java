package dev.trn3.kernel.documentation;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes what stands in a comment outside of its block tags. */
final class JavadocText extends SimpleDocTreeVisitor<Void, Void> {

  /** Elements that HTML keeps; links, images, scripts and styles are none of them. */
  private static final Set<String> KEPT =
      Set.of(
          "b",
          "strong",
          "i",
          "em",
          "sub",
          "sup",
          "ul",
          "ol",
          "li",
          "dl",
          "dt",
          "dd",
          "table",
          "tr",
          "td",
          "th",
          "tbody",
          "thead",
          "caption",
          "blockquote",
          "br",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5");

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("quot", "\""),
          Map.entry("nbsp", " "),
          Map.entry("mdash", "—"),
          Map.entry("ndash", "–"),
          Map.entry("times", "×"),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("ne", "≠"),
          Map.entry("hellip", "…"),
          Map.entry("infin", "∞"),
          Map.entry("middot", "·"));

  private final Markup markup;
  private final StringBuilder out = new StringBuilder();
  private StringBuilder code; // Collected until the element ends, since it is not to be escaped.
  private boolean preformatted;
  private boolean unseen; // Within a script.

  private JavadocText(Markup markup) {
    this.markup = markup;
  }

  static String of(Markup markup, List<? extends DocTree> trees) {
    JavadocText text = new JavadocText(markup);
    text.visit(trees, null);
    return text.out.toString().strip();
  }

  private void write(String text) {
    if (unseen) {
      return;
    }
    if (code != null) {
      code.append(preformatted ? text : text.replaceAll("\\s+", " "));
    } else {
      String line = text.replaceAll("\\s+", " ");
      boolean begins = out.length() > 0 && out.charAt(out.length() - 1) == '\n';
      out.append(markup.text(begins ? line.stripLeading() : line));
    }
  }

  private void writeCode(String text) {
    if (code != null) {
      code.append(text);
    } else {
      out.append(markup.code(text.replaceAll("\\s+", " ").strip()));
    }
  }

  @Override
  public Void visitText(TextTree node, Void unused) {
    write(node.getBody());
    return null;
  }

  @Override
  public Void visitLiteral(LiteralTree node, Void unused) {
    String body = node.getBody().getBody();
    if (node.getKind() == DocTree.Kind.CODE) {
      writeCode(body);
    } else {
      write(body);
    }
    return null;
  }

  @Override
  public Void visitLink(LinkTree node, Void unused) {
    if (node.getLabel().isEmpty()) {
      writeCode(name(node.getReference().getSignature()));
    } else {
      visit(node.getLabel(), null);
    }
    return null;
  }

  /** What a comment refers to, as Java writes it. */
  static String name(String reference) {
    return (reference.startsWith("#") ? reference.substring(1) : reference).replace('#', '.');
  }

  @Override
  public Void visitEntity(EntityTree node, Void unused) {
    String name = node.getName().toString();
    if (name.matches("#[0-9]{1,6}")) {
      write(Character.toString(Integer.parseInt(name.substring(1))));
    } else if (name.matches("#[xX][0-9a-fA-F]{1,5}")) {
      write(Character.toString(Integer.parseInt(name.substring(2), 16)));
    } else if (ENTITIES.containsKey(name)) {
      write(ENTITIES.get(name));
    } else {
      out.append(markup == Markup.HTML ? "&" + name + ";" : name);
    }
    return null;
  }

  @Override
  public Void visitStartElement(StartElementTree node, Void unused) {
    String name = node.getName().toString().toLowerCase(Locale.ROOT);
    switch (name) {
      case "pre" -> {
        code = new StringBuilder();
        preformatted = true;
      }
      case "code", "tt" -> code = code == null ? new StringBuilder() : code;
      case "script", "style" -> unseen = true;
      case "p" -> out.append(markup.paragraph());
      default -> {
        if (markup == Markup.HTML) {
          out.append(KEPT.contains(name) ? "<" + name + ">" : "");
        } else {
          out.append(started(name));
        }
      }
    }
    return null;
  }

  private String started(String name) {
    return switch (name) {
      case "li", "dt" -> markup.item();
      case "br", "tr" -> "\n";
      case "td", "th", "dd" -> " ";
      case "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4", "h5" -> "\n\n";
      case "b", "strong" -> markup == Markup.MARKDOWN ? "**" : "";
      case "i", "em" -> markup == Markup.MARKDOWN ? "*" : "";
      default -> "";
    };
  }

  @Override
  public Void visitEndElement(EndElementTree node, Void unused) {
    String name = node.getName().toString().toLowerCase(Locale.ROOT);
    unseen &= !name.matches("script|style");
    if (name.equals("pre") && code != null) {
      out.append(markup.block(code.toString()));
      code = null;
      preformatted = false;
    } else if (name.matches("code|tt") && code != null && !preformatted) {
      String collected = code.toString();
      code = null;
      writeCode(collected);
    } else if (markup == Markup.HTML && KEPT.contains(name)) {
      out.append("</").append(name).append('>');
    } else if (markup != Markup.HTML) {
      out.append(name.matches("ul|ol|dl|table|blockquote|h[1-5]") ? "\n\n" : "");
      out.append(name.matches("b|strong|i|em") ? started(name) : "");
    }
    return null;
  }

  @Override
  public Void visitInheritDoc(InheritDocTree node, Void unused) {
    return null; // What a method inherits is shown where it has no comment of its own.
  }

  @Override
  public Void visitSummary(SummaryTree node, Void unused) {
    visit(node.getSummary(), null);
    return null;
  }

  @Override
  public Void visitReturn(ReturnTree node, Void unused) {
    write("Returns ");
    visit(node.getDescription(), null);
    write(".");
    return null;
  }

  @Override
  public Void visitIndex(IndexTree node, Void unused) {
    write(node.getSearchTerm().toString());
    return null;
  }

  @Override
  public Void visitSystemProperty(SystemPropertyTree node, Void unused) {
    writeCode(node.getPropertyName().toString());
    return null;
  }

  @Override
  public Void visitValue(ValueTree node, Void unused) {
    writeCode(node.getReference() == null ? "value" : node.getReference().getSignature());
    return null;
  }

  /** Kinds of later versions of Java: snippets of code, comments written in Markdown. */
  @Override
  protected Void defaultAction(DocTree node, Void unused) {
    switch (node.getKind().name()) {
      case "SNIPPET" -> {
        String text = node.toString();
        out.append(markup.block(text.substring(text.indexOf(':') + 1).replaceFirst("}\\s*$", "")));
      }
      case "MARKDOWN" -> out.append(markup == Markup.HTML ? Markup.escaped(node + "") : node + "");
      case "COMMENT", "ATTRIBUTE", "ERRONEOUS" -> {
        // Says nothing to readers.
      }
      default -> write(node.toString());
    }
    return null;
  }
}
