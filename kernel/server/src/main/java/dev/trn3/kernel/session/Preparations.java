package dev.trn3.kernel.session;

import dev.trn3.kernel.documentation.Declarations;
import dev.trn3.kernel.documentation.Sources;
import dev.trn3.kernel.evaluation.Evaluator.Completions;
import dev.trn3.kernel.session.WorkerProcess.WorkerGone;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Kind;

/**
 * What the kernel knows of libraries, and what it does while nobody waits so that the first tables,
 * completions and interrupts need not wait for it.
 */
final class Preparations {

  private final WorkerOptions options;
  private Members members;
  private Declarations declarations;

  Preparations(WorkerOptions options) {
    this.options = options;
  }

  /** Prepares a session. */
  void of(JavaSession fresh) {
    try {
      fresh.worker().tell(Kind.WARM_UP, 0, Fields.none());
      fresh.worker().debuggee().warmUp();
      var unused = complete(fresh, "Str", 3);
      declarations().warmUp();
    } catch (WorkerGone e) {
      // It died early; the first cell will say so.
    }
  }

  Completions complete(JavaSession session, String code, int cursor) {
    return session.compiling(() -> new Completer(session, members()).complete(code, cursor));
  }

  /** Sources, which are looked for when they are first asked for. */
  synchronized Declarations declarations() {
    if (declarations == null) {
      declarations = new Declarations(Sources.of(options.classPathEntries()));
    }
    return declarations;
  }

  private synchronized Members members() {
    if (members == null) {
      members = new Members(options.classPathEntries());
    }
    return members;
  }
}
