package dev.trn3.notebook.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Terminal colours as HTML.
 *
 * <p>Source of the codes: ECMA-48, select graphic rendition.
 */
public final class Ansi {

  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:\\[([0-9;:]*)m|\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|.)");
  private static final String[] NAMES = {
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"
  };

  private String foreground = "";
  private String background = "";
  private boolean bold;
  private boolean italic;
  private boolean underlined;

  private Ansi() {}

  /** The text without any escape sequence. */
  public static String stripped(String text) {
    return text.indexOf('\u001b') < 0 ? text : SEQUENCE.matcher(text).replaceAll("");
  }

  /** The text as HTML in which colours are {@code span}s of class {@code ansi-red} and so on. */
  public static String toHtml(String text) {
    if (text.indexOf('\u001b') < 0) {
      return Html.escaped(text);
    }
    StringBuilder html = new StringBuilder();
    Ansi state = new Ansi();
    Matcher sequence = SEQUENCE.matcher(text);
    int from = 0;
    while (sequence.find()) {
      state.append(text.substring(from, sequence.start()), html);
      if (sequence.group(1) != null) {
        state.apply(sequence.group(1));
      }
      from = sequence.end();
    }
    state.append(text.substring(from), html);
    return html.toString();
  }

  private void append(String text, StringBuilder html) {
    if (text.isEmpty()) {
      return;
    }
    List<String> classes = new ArrayList<>();
    List<String> styles = new ArrayList<>();
    describe(foreground, "ansi-", "color", classes, styles);
    describe(background, "ansi-bg-", "background-color", classes, styles);
    if (bold) {
      classes.add("ansi-bold");
    }
    if (italic) {
      classes.add("ansi-italic");
    }
    if (underlined) {
      classes.add("ansi-underline");
    }
    if (classes.isEmpty() && styles.isEmpty()) {
      html.append(Html.escaped(text));
      return;
    }
    html.append("<span");
    if (!classes.isEmpty()) {
      html.append(" class=\"").append(String.join(" ", classes)).append('"');
    }
    if (!styles.isEmpty()) {
      html.append(" style=\"").append(String.join(";", styles)).append('"');
    }
    html.append('>').append(Html.escaped(text)).append("</span>");
  }

  private static void describe(
      String colour, String prefix, String property, List<String> classes, List<String> styles) {
    if (colour.startsWith("#")) {
      styles.add(property + ":" + colour);
    } else if (!colour.isEmpty()) {
      classes.add(prefix + colour);
    }
  }

  private void apply(String codes) {
    String[] parts = codes.isEmpty() ? new String[] {"0"} : codes.split("[;:]", -1);
    for (int i = 0; i < parts.length; i++) {
      int code = number(parts, i);
      if (code == 38 || code == 48) {
        String colour = extended(parts, i);
        if (code == 38) {
          foreground = colour;
        } else {
          background = colour;
        }
        i += number(parts, i + 1) == 5 ? 2 : 4;
      } else {
        apply(code);
      }
    }
  }

  private void apply(int code) {
    if (code == 0) {
      foreground = "";
      background = "";
      bold = false;
      italic = false;
      underlined = false;
    } else if (code == 1) {
      bold = true;
    } else if (code == 3) {
      italic = true;
    } else if (code == 4) {
      underlined = true;
    } else if (code == 22) {
      bold = false;
    } else if (code == 23) {
      italic = false;
    } else if (code == 24) {
      underlined = false;
    } else if (code == 39) {
      foreground = "";
    } else if (code == 49) {
      background = "";
    } else if (code >= 30 && code <= 37) {
      foreground = NAMES[code - 30];
    } else if (code >= 40 && code <= 47) {
      background = NAMES[code - 40];
    } else if (code >= 90 && code <= 97) {
      foreground = NAMES[code - 90];
    } else if (code >= 100 && code <= 107) {
      background = NAMES[code - 100];
    }
  }

  private static String extended(String[] parts, int at) {
    if (number(parts, at + 1) == 2) {
      return hex(number(parts, at + 2), number(parts, at + 3), number(parts, at + 4));
    }
    int index = number(parts, at + 2);
    if (index < 16) {
      return NAMES[index % 8];
    }
    if (index >= 232) {
      int grey = 8 + (index - 232) * 10;
      return hex(grey, grey, grey);
    }
    int cube = index - 16;
    return hex(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
  }

  /** The six steps of the colour cube of xterm. */
  private static int level(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }

  private static String hex(int red, int green, int blue) {
    return "#%02x%02x%02x".formatted(red & 255, green & 255, blue & 255);
  }

  private static int number(String[] parts, int at) {
    return at < parts.length && parts[at].matches("\\d{1,3}") ? Integer.parseInt(parts[at]) : 0;
  }
}
