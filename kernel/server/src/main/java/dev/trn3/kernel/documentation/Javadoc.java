package dev.trn3.kernel.documentation;

import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.ThrowsTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a documentation comment as text. */
public final class Javadoc {

  private final Markup markup;

  private Javadoc(Markup markup) {
    this.markup = markup;
  }

  /** The comment as plain text. */
  public static String plain(DocCommentTree comment) {
    return new Javadoc(Markup.PLAIN).written(comment);
  }

  /** The comment as Markdown. */
  public static String markdown(DocCommentTree comment) {
    return new Javadoc(Markup.MARKDOWN).written(comment);
  }

  /** The comment as HTML, with none of its links and scripts. */
  public static String html(DocCommentTree comment) {
    return new Javadoc(Markup.HTML).written(comment);
  }

  private String written(DocCommentTree comment) {
    StringBuilder text = new StringBuilder(inline(comment.getFullBody()));
    sections(comment.getBlockTags())
        .forEach((label, entries) -> text.append(section(label, entries)));
    return text.toString().replaceAll("\\h+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
  }

  private String inline(List<? extends DocTree> trees) {
    return JavadocText.of(markup, trees);
  }

  /** Labels in the order in which readers expect them, and what stands below each. */
  private Map<String, List<String>> sections(List<? extends DocTree> tags) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    for (String label : List.of("Deprecated", "Parameters", "Returns", "Throws")) {
      sections.put(label, new ArrayList<>());
    }
    tags.forEach(tag -> add(tag, sections));
    sections.values().removeIf(List::isEmpty);
    return sections;
  }

  private void add(DocTree tag, Map<String, List<String>> sections) {
    if (tag instanceof ParamTree param) {
      String name = param.isTypeParameter() ? "<" + param.getName() + ">" : param.getName() + "";
      entry(sections, "Parameters", named(name, param.getDescription()));
    } else if (tag instanceof ReturnTree returns) {
      entry(sections, "Returns", inline(returns.getDescription()));
    } else if (tag instanceof ThrowsTree thrown) {
      String name = thrown.getExceptionName().toString();
      entry(sections, "Throws", named(name, thrown.getDescription()));
    } else if (tag instanceof DeprecatedTree deprecated) {
      entry(sections, "Deprecated", inline(deprecated.getBody()));
    } else if (tag instanceof SinceTree since) {
      entry(sections, "Since", inline(since.getBody()));
    } else if (tag instanceof SeeTree see) {
      // A name, a text in quotes or a link of HTML.
      entry(
          sections,
          "See",
          see.getReference().get(0) instanceof ReferenceTree named
              ? markup.code(JavadocText.name(named.getSignature()))
              : inline(see.getReference()));
    } else if (tag instanceof BlockTagTree other
        && other.getTagName().matches("apiNote|implNote")) {
      String content = other.toString().replaceFirst("^@\\w+\\s*", "");
      entry(sections, "Note", markup.text(content.replaceAll("\\{@\\w+ ([^}]*)}|<[^>]*>", "$1")));
    }
  }

  private static void entry(Map<String, List<String>> sections, String label, String text) {
    sections.computeIfAbsent(label, key -> new ArrayList<>()).add(text.strip());
  }

  private String named(String name, List<? extends DocTree> description) {
    return markup.code(name) + " " + (markup == Markup.PLAIN ? "- " : "– ") + inline(description);
  }

  private String section(String label, List<String> entries) {
    StringBuilder text = new StringBuilder(markup.paragraph()).append(markup.label(label));
    if (entries.size() == 1 && !label.equals("Parameters") && !label.equals("Throws")) {
      return text.append(' ').append(entries.get(0)).toString();
    }
    text.append(markup == Markup.HTML ? "<ul>" : markup == Markup.MARKDOWN ? "\n" : "");
    entries.forEach(entry -> text.append(markup.item()).append(entry));
    return text.append(markup == Markup.HTML ? "</ul>" : "").toString();
  }
}
