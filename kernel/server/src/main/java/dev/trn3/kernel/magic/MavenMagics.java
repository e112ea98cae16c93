package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Jars from Maven repositories. */
final class MavenMagics {

  static final String OPTIONS =
      "--repo [NAME=]URL, --exclude GROUP:ARTIFACT, --offline, --no-sources";

  private static final String[] WORDS = {"--repo", "--exclude", "--offline", "--no-sources"};

  private static final String ARGUMENTS = "GROUP:ARTIFACT[:VERSION]...";

  private MavenMagics() {}

  static List<Magic> all() {
    return List.of(
        Magic.ofArtifacts(
                "%maven",
                ARGUMENTS,
                "brings jars from Maven repositories, with what they need and their Javadoc; without"
                    + " a version the latest: %maven "
                    + Coordinates.EXAMPLE
                    + "; GROUP:ARTIFACT:VERSION@pom chooses the versions of the others; options: "
                    + OPTIONS,
                MavenMagics::maven)
            .with(WORDS),
        Magic.ofArtifacts("%deps", ARGUMENTS, "the same as %maven", MavenMagics::maven).with(WORDS),
        Magic.ofArtifacts(
            "//DEPS",
            ARGUMENTS,
            "the same in a comment, as jbang has it; //REPOS NAME=URL adds a repository",
            MavenMagics::maven),
        Magic.of(
            "//REPOS",
            "[NAME=]URL...",
            "a repository for the //DEPS beside it",
            MavenMagics::maven));
  }

  private static Outcome maven(Call call, Workspace at)
      throws Refusal, IOException, InterruptedException {
    Request request = Request.of(call);
    for (Path entry : at.classPath()) {
      request.lines.add("present\t" + entry.toAbsolutePath());
    }
    String id = UUID.randomUUID().toString();
    at.show(MimeBundle.text("Looking for " + String.join(", ", request.wanted)), id);
    Found found = new Found();
    try {
      Resolver.run(
          request.lines,
          at,
          answer -> {
            if (answer.get(0).equals("progress")) {
              at.update(progress(answer), id);
            } else {
              found.take(answer);
            }
          });
    } catch (InterruptedException e) {
      at.update(MimeBundle.text("Stopped; nothing was added."), id);
      throw e;
    }
    if (found.failure != null) {
      at.update(MimeBundle.text("Nothing was added."), id);
      throw new Refusal(found.failure);
    }
    List<Path> added = at.addClassPath(found.jars);
    at.update(MimeBundle.text(found.text(added)), id);
    return Done.NOTHING;
  }

  private static MimeBundle progress(List<String> answer) {
    double done = Double.parseDouble(answer.get(2));
    double total = Math.max(1, Double.parseDouble(answer.get(3)));
    String text =
        String.format(
            java.util.Locale.ROOT,
            "Downloading %s · %s files, %.1f of %.1f MB",
            answer.get(4),
            answer.get(1),
            done / 1e6,
            total / 1e6);
    String bar =
        "<progress value=\"%.0f\" max=\"%.0f\" style=\"width:20em\"></progress>"
            .formatted(done, total);
    return MimeBundle.text(text).with("text/html", "<div>" + text + "<br>" + bar + "</div>");
  }

  /** What is asked for, in lines for the resolver. */
  private static final class Request {

    final List<String> lines = new ArrayList<>();
    final List<String> wanted = new ArrayList<>();

    static Request of(Call call) throws Refusal {
      Request request = new Request();
      List<String> words = call.words();
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String value = "";
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        if (equals > 0) {
          value = word.substring(equals + 1);
          word = word.substring(0, equals);
        } else if (word.equals("--repo") || word.equals("--exclude")) {
          if (++i == words.size()) {
            throw new Refusal(word + " needs a value; options are " + OPTIONS);
          }
          value = words.get(i);
        }
        request.take(word, value);
      }
      if (request.wanted.isEmpty()) {
        throw new Refusal("name what to bring: " + call.name() + " " + Coordinates.EXAMPLE);
      }
      if (request.wanted.stream().allMatch(each -> each.endsWith("@pom"))) {
        throw new Refusal(
            "%s says which versions go together and brings no jar; name jars beside it: %s %s GROUP:ARTIFACT"
                .formatted(request.wanted.get(0), call.name(), request.wanted.get(0)));
      }
      return request;
    }

    private void take(String word, String value) throws Refusal {
      if (!value.isEmpty() && !word.equals("--repo") && !word.equals("--exclude")) {
        throw new Refusal(word + " takes no value; options are " + OPTIONS);
      }
      switch (word) {
        case "--repo" -> lines.add(repository(value));
        case "--exclude" -> lines.add("exclude\t" + excluded(value));
        case "--offline" -> lines.add("offline");
        case "--no-sources" -> lines.add("without-sources");
        default -> {
          Coordinates each = Coordinates.of(word);
          wanted.add(each.toString());
          lines.add(
              String.join(
                  "\t",
                  "want",
                  each.group(),
                  each.artifact(),
                  each.version(),
                  each.classifier(),
                  each.type()));
        }
      }
    }

    private String repository(String value) throws Refusal {
      int equals = value.indexOf('=');
      boolean isNamed = equals > 0 && value.substring(0, equals).matches("[A-Za-z0-9_.-]+");
      String name = isNamed ? value.substring(0, equals) : "repository-" + (lines.size() + 1);
      String address = isNamed ? value.substring(equals + 1) : value;
      if (!address.contains("://") && Files.isDirectory(Path.of(address))) {
        address = Path.of(address).toAbsolutePath().toUri().toString();
      }
      try {
        String scheme = new URI(address).getScheme();
        if (scheme == null || !scheme.matches("https?|file")) {
          throw new Refusal(
              "%s is no address of a repository; one begins with https://, http:// or file://, or"
                      .formatted(address)
                  + " is a folder that exists");
        }
      } catch (java.net.URISyntaxException e) {
        throw new Refusal(address + " is no address of a repository: " + e.getMessage());
      }
      return "repository\t" + name + "\t" + address;
    }

    private static String excluded(String value) throws Refusal {
      if (!value.matches("[A-Za-z0-9_.*-]+:[A-Za-z0-9_.*-]+")) {
        throw new Refusal(
            value + " is not group:artifact, such as commons-io:commons-io or org.slf4j:*");
      }
      return value.replace(':', '\t');
    }
  }

  /** What the resolver has said. */
  private static final class Found {

    final List<Path> jars = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    String failure;

    void take(List<String> answer) {
      switch (answer.get(0)) {
        case "jar" -> {
          names.add(answer.get(1) + ":" + answer.get(2));
          jars.add(Path.of(answer.get(3)));
        }
        case "chosen" ->
            remarks.add(
                "%s is the latest; %s:%s keeps it"
                    .formatted(answer.get(2), answer.get(1), answer.get(2)));
        case "note", "present" -> remarks.add(answer.get(1));
        case "failed" -> failure = answer.get(1).replace("\\n", "\n");
        default -> throw new IllegalStateException("the resolver said " + answer);
      }
    }

    String text(List<Path> added) {
      List<String> lines = new ArrayList<>();
      if (added.isEmpty() && remarks.isEmpty()) {
        lines.add("All of it is on the class path already.");
      }
      if (!added.isEmpty()) {
        lines.add("Added:");
        for (int i = 0; i < jars.size(); i++) {
          if (added.contains(jars.get(i))) {
            lines.add("  " + names.get(i));
          }
        }
      }
      lines.addAll(remarks);
      return String.join("\n", lines);
    }
  }
}
