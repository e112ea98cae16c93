package dev.trn3.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What holds for every file under version control. */
class TrackedFilesTest {

  private static final int LONGEST = 400;

  /** Nobody's: the tests of lints need one to find. */
  private static final String MADE_UP = "/home/" + "ada/";

  // Written so that this file does not match itself.
  private static final Pattern HOME =
      Pattern.compile(
          "(?<![\\w.}])/(?:home|Users)/[a-z][\\w.-]*/|(?<![\\w.}])/roo[t]/|[A-Z]:\\\\Users\\\\");

  @Test
  void mentionNobodysHomeFolder() throws IOException {
    List<String> mentions = new ArrayList<>();
    for (Path file : tracked()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      Matcher home = HOME.matcher(text);
      while (home.find()) {
        if (home.group().equals(MADE_UP)) {
          continue;
        }
        long line = text.substring(0, home.start()).lines().count();
        mentions.add(Repository.ROOT.relativize(file) + ":" + line + " " + home.group());
      }
    }
    assertThat(mentions).isEmpty();
  }

  @Test
  void inJavaStayShortEnoughToRead() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : tracked()) {
      if (file.toString().endsWith(".java")) {
        int lines = Files.readAllLines(file).size();
        if (lines >= LONGEST) {
          tooLong.add(Repository.ROOT.relativize(file) + " has " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).as("Java files of %d lines or more", LONGEST).isEmpty();
  }

  private static List<Path> tracked() {
    Assumptions.assumeTrue(
        Files.exists(Repository.ROOT.resolve(".git")), "no git working copy: nothing is tracked");
    Program.Finished git =
        Program.of("git", "ls-files", "-z").in(Repository.ROOT).run(Duration.ofSeconds(60));
    assertThat(git.exitCode()).as(git.said()).isZero();
    List<Path> files = new ArrayList<>();
    for (String name : git.out().split("\0")) {
      Path file = Repository.ROOT.resolve(name);
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
