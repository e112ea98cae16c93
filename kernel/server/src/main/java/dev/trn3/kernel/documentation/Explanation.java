package dev.trn3.kernel.documentation;

import com.sun.source.doctree.DocCommentTree;
import dev.trn3.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is to be said about one declaration.
 *
 * @param comment null where there is none
 * @param source empty where it is not at hand
 */
public record Explanation(String signature, DocCommentTree comment, String source) {

  private static final int LONGEST_SOURCE = 20_000;

  /** Several explanations, one below the other, as plain text, Markdown and HTML. */
  public static MimeBundle bundle(List<Explanation> all, boolean withSource) {
    List<String> plain = new ArrayList<>();
    List<String> markdown = new ArrayList<>();
    List<String> html = new ArrayList<>();
    for (Explanation each : all) {
      plain.add(each.plain(withSource));
      markdown.add(each.markdown(withSource));
      html.add(each.html(withSource));
    }
    return MimeBundle.text(String.join("\n\n", plain))
        .with("text/markdown", String.join("\n\n---\n\n", markdown))
        .with("text/html", String.join("\n<hr>\n", html));
  }

  private String plain(boolean withSource) {
    String text = signature + (comment == null ? "" : "\n\n" + Javadoc.plain(comment));
    return shown(withSource) ? text + "\n\nSource:\n" + cut() : text;
  }

  private String markdown(boolean withSource) {
    String text =
        "```java\n"
            + signature
            + "\n```\n"
            + (comment == null ? "" : "\n" + Javadoc.markdown(comment) + "\n");
    return shown(withSource) ? text + "\n**Source**" + Markup.MARKDOWN.block(cut()) : text;
  }

  private String html(boolean withSource) {
    String text =
        "<pre><code>"
            + Markup.escaped(signature)
            + "</code></pre>"
            + (comment == null ? "" : "\n<div>" + Javadoc.html(comment) + "</div>");
    return shown(withSource) ? text + "\n<b>Source</b>" + Markup.HTML.block(cut()) : text;
  }

  private boolean shown(boolean withSource) {
    return withSource && !source.isBlank();
  }

  private String cut() {
    return source.length() <= LONGEST_SOURCE
        ? source
        : source.substring(0, LONGEST_SOURCE) + "\n… (" + source.length() + " characters in all)";
  }
}
