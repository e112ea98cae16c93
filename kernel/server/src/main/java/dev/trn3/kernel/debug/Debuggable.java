package dev.trn3.kernel.debug;

import com.sun.jdi.VirtualMachine;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** What a debugger needs of a session: JShell on one side, the worker's JVM on the other. */
public interface Debuggable {

  /** The JVM in which cells run. */
  VirtualMachine machine();

  /** What happens in that JVM. */
  Events events();

  /** The JShell that compiles them. */
  JShell shell();

  /** The class and the lines that JShell made of a snippet. */
  SnippetWrapper wrapped(Snippet snippet);

  /** A cell with blanks in place of what is no Java. */
  String java(String cell);

  /**
   * Declares a variable of all cells that has no value yet, while a thread stands. Fails as {@link
   * #asking} does, and then has declared nothing.
   *
   * @param user compiles what is to use it
   * @return why that is not possible; empty where it was done
   */
  Optional<String> declare(String type, String name, Runnable user);

  /** Drops a snippet, now or before the compiler is used again; does not wait for it. */
  void drop(Snippet snippet);

  /**
   * Does something with the compiler for a person who asks. Fails with {@link Unanswered} where the
   * compiler is at work on something else for long, or takes too long over this.
   */
  <T> T asking(Supplier<T> work);
}
