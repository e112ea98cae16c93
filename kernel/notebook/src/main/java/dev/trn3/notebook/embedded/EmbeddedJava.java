package dev.trn3.notebook.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.display.Display;
import dev.trn3.display.DisplaySink;
import dev.trn3.display.Renderers;
import dev.trn3.display.Shown;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.Message;
import dev.trn3.notebook.client.Execution;
import dev.trn3.notebook.client.Interpreter;
import dev.trn3.notebook.client.KernelSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Java cells in this JVM. One cell runs at a time, since all share the streams of the process. */
public final class EmbeddedJava implements Interpreter {

  private static final String IMPORTS = "META-INF/trn3/imports.jsh";
  private static final Object STREAMS = new Object();

  private final JShell shell;
  private int count;

  private EmbeddedJava(JShell shell) {
    this.shell = shell;
  }

  /** Whether the system property {@code notebook.kernel} asks for this, and the kernel is ours. */
  public static boolean isWantedFor(KernelSpec kernel) {
    return "embedded".equals(System.getProperty("notebook.kernel"))
        && kernel.language().equals("java");
  }

  /** Starts JShell in this JVM, with the imports of the libraries on its class path. */
  public static EmbeddedJava start() {
    EmbeddedJava java = new EmbeddedJava(JShell.builder().executionEngine("local").build());
    try {
      ClassLoader loader = EmbeddedJava.class.getClassLoader();
      for (URL resource : Collections.list(loader.getResources(IMPORTS))) {
        try (var in = resource.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("//"))
              .forEach(java.shell::eval);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the start-up imports cannot be read", e);
    }
    return java;
  }

  @Override
  public Execution execute(String code, String cellId, Duration limit, Consumer<Message> shown) {
    synchronized (STREAMS) {
      count++;
      PrintStream out = System.out;
      PrintStream err = System.err;
      DisplaySink sink = Display.redirect(new MessageSink(shown));
      System.setOut(MessageSink.stream("stdout", shown));
      System.setErr(MessageSink.stream("stderr", shown));
      try {
        return evaluate(code, shown);
      } finally {
        System.out.flush();
        System.err.flush();
        System.setOut(out);
        System.setErr(err);
        Display.redirect(sink);
      }
    }
  }

  private Execution evaluate(String code, Consumer<Message> shown) {
    String rest = code;
    Optional<String> value = Optional.empty();
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String source = next.source() == null ? rest : next.source();
      boolean silent = hasSemicolon(rest, source, next.remaining());
      value = Optional.empty();
      for (SnippetEvent event : shell.eval(source)) {
        Optional<Execution.Failed> failure = failure(event);
        if (failure.isPresent()) {
          show(failure.get(), shown);
          return failure.get();
        }
        if (event.causeSnippet() == null && !silent) {
          value = shownName(event);
        }
      }
      rest = next.remaining() == null ? "" : next.remaining();
    }
    value.ifPresent(name -> show(name, shown));
    return new Execution.Succeeded(count);
  }

  /** JShell adds the semicolon that is missing, so only the cell tells whether there was one. */
  private static boolean hasSemicolon(String rest, String source, String remaining) {
    int taken = rest.length() - (remaining == null ? 0 : remaining.length());
    String written = taken < 0 ? source : rest.substring(0, taken);
    return written.stripTrailing().endsWith(";");
  }

  private static Optional<String> shownName(SnippetEvent event) {
    Snippet snippet = event.snippet();
    return switch (snippet.subKind()) {
      case TEMP_VAR_EXPRESSION_SUBKIND -> Optional.of(((jdk.jshell.VarSnippet) snippet).name());
      case VAR_VALUE_SUBKIND, ASSIGNMENT_SUBKIND ->
          Optional.of(((jdk.jshell.ExpressionSnippet) snippet).name());
      default -> Optional.empty();
    };
  }

  private void show(String name, Consumer<Message> shown) {
    shell.eval(HeldValue.class.getName() + ".hold(" + name + ");");
    Object value = HeldValue.take();
    if (value instanceof Shown) {
      return; // Who displays something has seen it.
    }
    if (value != null) {
      ObjectNode content = MessageSink.content(Renderers.render(value), null);
      shown.accept(MessageSink.message("execute_result", content.put("execution_count", count)));
    }
  }

  private static void show(Execution.Failed failed, Consumer<Message> shown) {
    ObjectNode content = Json.object();
    content.put("ename", failed.name());
    content.put("evalue", failed.message());
    failed.traceback().forEach(content.putArray("traceback")::add);
    shown.accept(MessageSink.message("error", content));
  }

  private Optional<Execution.Failed> failure(SnippetEvent event) {
    if (event.status() == Snippet.Status.REJECTED) {
      List<String> problems =
          shell.diagnostics(event.snippet()).map(d -> d.getMessage(Locale.ROOT)).toList();
      boolean errors = shell.diagnostics(event.snippet()).anyMatch(Diag::isError);
      String first = errors && !problems.isEmpty() ? problems.get(0) : "the code was rejected";
      return Optional.of(new Execution.Failed(count, "CompilationException", first, problems));
    }
    JShellException thrown = event.exception();
    if (thrown == null) {
      return Optional.empty();
    }
    String name =
        thrown instanceof EvalException raised
            ? raised.getExceptionClassName()
            : thrown.getClass().getName();
    String message = String.valueOf(thrown.getMessage());
    List<String> trace =
        java.util.Arrays.stream(thrown.getStackTrace()).map(frame -> "    at " + frame).toList();
    return Optional.of(new Execution.Failed(count, name, message, trace));
  }

  @Override
  public ObjectNode info() {
    ObjectNode info = Json.object();
    info.put("implementation", "embedded");
    info.putObject("language_info").put("name", "java").put("file_extension", ".jshell");
    return info;
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public void close() {
    shell.close();
  }
}
