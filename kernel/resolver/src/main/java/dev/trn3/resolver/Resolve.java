package dev.trn3.resolver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.aether.RepositoryException;

/** The program: reads a request from standard input, prints answers, and ends. */
public final class Resolve {

  private Resolve() {}

  /** Exit code 0 where all was found, 1 where it was said what was not. */
  public static void main(String[] arguments) throws IOException {
    Answers answers = new Answers(new PrintStream(System.out, false, StandardCharsets.UTF_8));
    Request request =
        Request.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    try (Repositories repositories = new Repositories(request, new Transfers(answers))) {
      try {
        new Resolution(request, repositories, answers).run();
      } catch (RepositoryException e) {
        answers.failed(new Troubles(repositories).of(e));
        System.exit(1);
      } catch (UncheckedIOException e) {
        answers.failed(e.getMessage());
        System.exit(1);
      }
    }
  }
}
