package dev.trn3.kernel.session;

import dev.trn3.kernel.documentation.Declarations;
import dev.trn3.kernel.documentation.Sources;
import dev.trn3.kernel.evaluation.Evaluator.Completions;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the kernel knows of libraries, and what it does while nobody waits so that the first tables,
 * completions and interrupts need not wait for it.
 */
final class Preparations {

  private static final boolean WANTED =
      !Unattended.is() && !"false".equals(System.getProperty("trn3.prepare"));

  private final List<Path> classPath;
  private final Map<String, String> environment;
  private Members members;
  private Declarations declarations;

  Preparations(WorkerOptions options) {
    classPath = new ArrayList<>(options.classPathEntries());
    environment = options.environment();
  }

  /** Prepares a session. */
  void of(JavaSession fresh) {
    if (!WANTED) {
      return;
    }
    try {
      fresh.worker().tell(Kind.WARM_UP, 0, Fields.none());
      fresh.worker().debuggee().warmUp();
      fresh.finishIndexing(); // Before the compiler is taken, for which a cell would have to wait.
      completeOnce(fresh);
      declarations().warmUp();
      fresh.compiling(this::letGoOfClasses);
      fresh.letGoOfFiles();
      System.gc(); // Most of that was for once; what is left is small.
    } catch (WorkerGone e) {
      // It died early; the first cell will say so.
    }
  }

  private void completeOnce(JavaSession fresh) {
    try {
      var unused = complete(fresh, "Str", 3);
    } catch (IllegalStateException e) {
      // A cell came between; the first completion takes longer.
    }
  }

  private Void letGoOfClasses() {
    members().letGoOfFiles();
    return null;
  }

  Completions complete(JavaSession session, String code, int cursor) {
    return session.asking(
        () -> new Completer(session, members(), environment).complete(code, cursor));
  }

  /** Takes into account that cells see more jars and folders. */
  void add(JavaSession session, List<Path> more) {
    session.compiling(() -> added(more)); // Nobody completes meanwhile.
  }

  private synchronized Void added(List<Path> more) {
    classPath.addAll(more);
    if (declarations != null) {
      declarations.add(more);
    }
    if (members != null) {
      members.add(more);
    }
    return null;
  }

  /** Sources, which are looked for when they are first asked for. */
  synchronized Declarations declarations() {
    if (declarations == null) {
      declarations = new Declarations(Sources.of(classPath));
    }
    return declarations;
  }

  private synchronized Members members() {
    if (members == null) {
      members = new Members(classPath);
    }
    return members;
  }
}
