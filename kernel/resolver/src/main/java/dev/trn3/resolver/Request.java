package dev.trn3.resolver;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked for. It is read from lines of words that are separated by tabs:
 *
 * <pre>
 * want GROUP ARTIFACT VERSION CLASSIFIER TYPE   an empty version means the latest release
 * repository ID URL                             asked after those of the user's settings
 * exclude GROUP ARTIFACT                        * stands for any
 * present PATH                                  a jar that is on the class path already
 * offline
 * without-sources
 * </pre>
 *
 * @param wanted the artefacts asked for by name
 * @param present jars that stay whatever is found
 */
record Request(
    List<Wanted> wanted,
    List<Repository> repositories,
    List<Exclusion> exclusions,
    List<Path> present,
    boolean offline,
    boolean sources) {

  record Wanted(String group, String artifact, String version, String classifier, String type) {

    /** Whether it is a bill of materials: versions that go together, and no jar. */
    boolean isBill() {
      return type.equals("pom");
    }
  }

  record Repository(String id, String url) {}

  record Exclusion(String group, String artifact) {}

  /**
   * Reads up to the end.
   *
   * @throws IllegalArgumentException for a line that is none of these
   */
  static Request read(BufferedReader in) throws IOException {
    Request request =
        new Request(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            false,
            true);
    String line;
    while ((line = in.readLine()) != null) {
      request = request.with(line.split("\t", -1));
    }
    return request;
  }

  private Request with(String[] words) {
    switch (words[0]) {
      case "want" -> wanted.add(new Wanted(words[1], words[2], words[3], words[4], words[5]));
      case "repository" -> repositories.add(new Repository(words[1], words[2]));
      case "exclude" -> exclusions.add(new Exclusion(words[1], words[2]));
      case "present" -> present.add(Path.of(words[1]));
      case "offline" -> {
        return new Request(wanted, repositories, exclusions, present, true, sources);
      }
      case "without-sources" -> {
        return new Request(wanted, repositories, exclusions, present, offline, false);
      }
      default -> throw new IllegalArgumentException("not a part of a request: " + words[0]);
    }
    return this;
  }
}
