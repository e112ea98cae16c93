package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a magic finds around it: the cell in which it stands, and the kernel. */
public interface Workspace {

  /** Runs Java as a part of the cell. */
  Outcome java(String code);

  /** Runs what stands in a file as if it stood in a cell, with the magics in it. */
  Outcome cell(String code);

  /**
   * Begins to take samples of what the JVM of the cells does.
   *
   * @throws IOException where that takes none
   */
  void startProfile() throws IOException;

  /** Ends it: the milliseconds between samples, then a line for each stack with its count. */
  String stopProfile() throws IOException;

  /** How long the JVM of the cells has worked for this cell so far, without the compiler. */
  long nanosInCells();

  /** Whether the code is an expression, and not a statement or a declaration. */
  boolean isExpression(String code);

  /** Prints to {@code stdout} or {@code stderr}. */
  void print(String stream, String text);

  /** Done while front ends have read most of what was printed. */
  CompletableFuture<Void> room();

  /** Shows something. */
  void show(MimeBundle bundle);

  /** Shows something that {@link #update} replaces. */
  void show(MimeBundle bundle, String id);

  /** Replaces what was shown under this id. */
  void update(MimeBundle bundle, String id);

  /** The names of the variables that cells have declared. */
  List<String> variableNames();

  /**
   * The variables that cells have declared, with their values.
   *
   * @throws InterruptedException where the cell is interrupted while a value says what it is
   */
  List<Variable> variables() throws InterruptedException;

  /** Names and signatures of the methods and types that cells have declared. */
  List<String> declarations();

  /**
   * What is known of a name, as the front end's own explanation shows it.
   *
   * @param withSource whether the source of its declaration shall stand below, where it is known
   */
  Optional<MimeBundle> explained(String name, boolean withSource);

  /** The cells that have run in this session, oldest first. */
  List<Past> history();

  /** Whether the cell shall stop. */
  boolean isInterrupted();

  /** What the analyst's code sees. */
  List<Path> classPath();

  /** Lets cells see more jars and folders; those that they see already are left out. */
  List<Path> addClassPath(List<Path> more);

  /** Variables of the environment that were set here, for programs that cells start by magics. */
  Map<String, String> environment();

  /** The programs that magics of this kernel start. */
  Programs programs();

  /** How a JVM of the cells with other flags is started to run a program that does nothing. */
  List<String> trialOfJvm(List<String> flags);

  /** The flags of the JVM of the cells. */
  List<String> jvmFlags();

  /** Whether nothing else stands in the cell. */
  boolean isAlone();

  /** Replaces the JVM of the cells when this cell has ended; all that cells have made is lost. */
  void restart(List<String> flags);

  /** How long a cell may take; zero where it may take for ever. */
  Duration timeLimit();

  /** Lets each later cell take that long; zero lets it take for ever. */
  void limitTime(Duration limit);

  /** What the JVM of the cells says of itself: {@code memory} or {@code threads}. */
  String report(String what);

  /** A variable of a cell, and the text of its value. */
  record Variable(String name, String type, String value) {}

  /** A cell that has run. */
  record Past(int count, String code) {}
}
