package dev.trn3.kernel.magic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an artefact in a Maven repository is called: {@code
 * group:artifact[:version[:classifier]][@type]}.
 *
 * @param version empty for the latest release
 * @param classifier empty where there is none
 * @param type {@code jar} unless another is named; {@code pom} for a bill of materials
 */
record Coordinates(String group, String artifact, String version, String classifier, String type) {

  static final String EXAMPLE = "org.apache.commons:commons-csv:1.14.1";

  private static final String PART = "[A-Za-z0-9_.-]+";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(PART):(PART)(?::([A-Za-z0-9_.+-]+)(?::(PART))?)?(?:@(PART))?".replace("PART", PART));

  static Coordinates of(String word) throws Refusal {
    Matcher matcher = SHAPE.matcher(word);
    if (!matcher.matches()) {
      throw new Refusal(
          "%s is not group:artifact:version, such as %s%s"
              .formatted(word.isEmpty() ? "\"\"" : word, EXAMPLE, hint(word)));
    }
    return new Coordinates(
        matcher.group(1),
        matcher.group(2),
        or(matcher.group(3), ""),
        or(matcher.group(4), ""),
        or(matcher.group(5), "jar"));
  }

  private static String hint(String word) {
    if (word.startsWith("<")) {
      return "; leave out Maven's XML";
    }
    if (word.contains("/")) {
      return "; a jar in a folder is added by %classpath";
    }
    if (word.startsWith("--")) {
      return "; options are " + MavenMagics.OPTIONS;
    }
    return word.contains(",") ? "; several are separated by blanks" : "";
  }

  private static String or(String text, String other) {
    return text == null ? other : text;
  }

  @Override
  public String toString() {
    return group
        + ":"
        + artifact
        + (version.isEmpty() ? "" : ":" + version)
        + (classifier.isEmpty() ? "" : ":" + classifier)
        + (type.equals("jar") ? "" : "@" + type);
  }
}
