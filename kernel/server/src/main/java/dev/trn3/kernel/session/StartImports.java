package dev.trn3.kernel.session;

import dev.trn3.kernel.classpath.ClassPathFiles;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/** The imports of the start, which every cell sees that mentions something of theirs. */
final class StartImports {

  private final JShell shell;
  private final StoppableCompiler compiler;
  private final LiveNames names;
  private final ClassPathFiles files;

  StartImports(JShell shell, StoppableCompiler compiler, LiveNames names, ClassPathFiles files) {
    this.shell = shell;
    this.compiler = compiler;
    this.names = names;
    this.files = files;
  }

  /**
   * Evaluates them; reports on standard error what cannot be imported.
   *
   * <p>JShell takes several on a line as one. It then knows them by the first, so that goes to a
   * class that nobody imports: to import one of the others again must not replace them all.
   */
  void evaluate(List<String> lines) {
    String all = "import java.lang.AbstractMethodError; " + String.join(" ", lines);
    List<SnippetEvent> events = compiler.compiling(() -> shell.eval(all));
    if (events.stream().anyMatch(event -> event.status() != Status.VALID)) {
      lines.forEach(this::evaluate);
    } else if (!Unattended.is()) { // To read what they bring takes as long as it saves in 40 cells.
      events.forEach(event -> remember(event.snippet(), lines));
    }
  }

  /** Evaluates one of them by itself. */
  private void evaluate(String line) {
    for (SnippetEvent event : compiler.compiling(() -> shell.eval(line))) {
      if (event.status() == Status.REJECTED) {
        String why =
            shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).findFirst().orElse("");
        System.err.println("Start-up import \"" + line + "\" was rejected: " + why);
      }
    }
  }

  private void remember(Snippet imported, List<String> lines) {
    Optional<KeptNames> file = KeptNames.of(lines, files);
    names.ofStart(
        imported,
        () -> {
          Optional<ImportedNames> known = file.flatMap(KeptNames::read);
          known.ifPresent(names -> files.keepListings()); // Else once they have been read.
          return known;
        },
        () -> {
          ImportedNames brought = ImportedNames.of(lines, files);
          file.ifPresent(each -> each.keep(brought));
          files.keepListings();
          return brought;
        });
  }
}
