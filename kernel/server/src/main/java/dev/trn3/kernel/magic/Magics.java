package dev.trn3.kernel.magic;

import dev.trn3.display.MimeBundle;
import dev.trn3.kernel.evaluation.Outcome;
import dev.trn3.kernel.evaluation.Outcome.Done;
import dev.trn3.kernel.evaluation.Outcome.Failed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All words that speak to the kernel instead of to Java. */
public final class Magics {

  private static final String ABOUT_CELLS =
      """
      A cell is Java. Its last expression is shown; a semicolon at its end hides it.
        display(a, b)          shows several values, tables and charts among them
        input("name? ")        asks the person in front
        clearOutput()          removes what the cell has shown
      Variables, methods and classes stay until the kernel restarts. Declaring one again replaces it
      and keeps the others. Tab completes, Shift-Tab explains.
      A line that begins with % or ! speaks to the kernel, a cell that begins with %% as a whole, and
      a name with a question mark before or behind it is explained:
      """;

  /** Words of IPython and of other kernels for Java, and what does the same here. */
  private static final Map<String, String> HABITS =
      Map.ofEntries(
          Map.entry("%lsmagic", ""),
          Map.entry("%cd", "The kernel stays in its folder; files are named by their path. "),
          Map.entry("%pip", "Jars come by %maven GROUP:ARTIFACT:VERSION. "),
          Map.entry("%conda", "Jars come by %maven GROUP:ARTIFACT:VERSION. "),
          Map.entry("%ls", "!ls asks the system. "),
          Map.entry("%pwd", "!pwd asks the system. "),
          Map.entry("%cat", "!cat asks the system. "),
          Map.entry("%matplotlib", "Charts need nothing: plot(...) draws. "),
          Map.entry("%load_ext", "Libraries come by %maven or %classpath. "),
          Map.entry("%%python", "%%bash runs a script, which may start another language. "),
          Map.entry("%%sh", "%%bash runs a script. "),
          Map.entry("%%script", "%%bash runs a script. "),
          Map.entry("%%file", "%%writefile writes a file. "),
          Map.entry("%%js", "%%javascript shows it. "),
          Map.entry("%prun", "%%profile shows where time goes. "),
          Map.entry("%%prun", "%%profile shows where time goes. "),
          Map.entry("%debug", "JupyterLab's debugger stops at breakpoints in cells. "),
          Map.entry("%pinfo", "NAME? explains a name. "),
          Map.entry("%vars", "%whos shows variables. "),
          Map.entry("%jars", "%classpath adds jars. "),
          Map.entry("%dependency", "Jars come by %maven GROUP:ARTIFACT:VERSION. "),
          Map.entry("%addMavenDependency", "Jars come by %maven GROUP:ARTIFACT:VERSION. "),
          Map.entry("%mavenRepo", "%maven --repo URL GROUP:ARTIFACT:VERSION asks it. "),
          Map.entry("%loadFromPOM", "Jars come by %maven GROUP:ARTIFACT:VERSION. "));

  private static final List<Magic> ALL =
      Stream.of(
              List.of(
                  Magic.of("%help", "[NAME]", "this page, or one line of it", Magics::help),
                  Magic.of("?", "NAME", "explains a name; so does NAME?", Magics::explain),
                  Magic.of(
                      "??",
                      "NAME",
                      "explains it with its source; so does NAME??",
                      Magics::explain)),
              TimeMagics.all(),
              ProfileMagics.all(),
              VariableMagics.all(),
              FileMagics.all(),
              ContentMagics.all(),
              ShellMagics.all(),
              MavenMagics.all(),
              ClassPathMagics.all(),
              List.of(SparkMagic.magic()),
              JvmMagics.all())
          .flatMap(List::stream)
          .toList();

  private Magics() {}

  private static Optional<Magic> named(String name) {
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The names of all, for completion. */
  public static List<String> names() {
    return ALL.stream().map(Magic::name).filter(name -> name.startsWith("%")).toList();
  }

  /** Whether this is a name. */
  public static boolean isKnown(String name) {
    return named(name).isPresent();
  }

  /** Whether Java follows this name. */
  public static boolean takesJava(String name) {
    return named(name).filter(each -> each.takes() == Magic.Takes.JAVA).isPresent();
  }

  /**
   * How the words behind a magic could go on: its options, the names of magics for {@code %help},
   * files, artefacts of the local repository, variables of the environment. Each replaces what was
   * typed from the given place on.
   *
   * @param typed what stands behind the name, up to the cursor
   * @param environment what {@code %env} names
   */
  public static Words words(String name, String typed, Map<String, String> environment) {
    Optional<Magic> magic = named(name);
    if (magic.isEmpty() || magic.get().takes() == Magic.Takes.JAVA || typed.isEmpty()) {
      return new Words(typed.length(), List.of(), "");
    }
    int start = Words.startOfLast(typed);
    String last = typed.substring(start);
    List<String> fixed =
        name.equals("%help") ? ALL.stream().map(Magic::name).toList() : magic.get().options();
    List<String> found = new ArrayList<>();
    fixed.stream().filter(each -> each.startsWith(last)).forEach(found::add);
    switch (magic.get().takes()) {
      case FILES -> found.addAll(Words.files(last));
      case ARTIFACTS -> found.addAll(Artifacts.ofThisMachine().completing(last));
      case VARIABLES ->
          environment.keySet().stream()
              .filter(each -> each.startsWith(last))
              .sorted()
              .forEach(found::add);
      default -> {
        // Options alone.
      }
    }
    return new Words(start, found, magic.get().takes() == Magic.Takes.FILES ? "path" : "text");
  }

  /** What a magic does, for the person who asks for it; empty where there is none of this name. */
  public static Optional<String> explained(String name) {
    return named(name)
        .map(each -> (each.name() + " " + each.arguments()).strip() + "\n" + each.help());
  }

  /** Why this magic cannot run; empty where it can be tried. */
  public static Optional<Failed> refused(Call call) {
    if (isKnown(call.name())) {
      return Optional.empty();
    }
    String other = call.name().startsWith("%%") ? call.name().substring(1) : "%" + call.name();
    String remedy =
        isKnown(other)
            ? other.startsWith("%%")
                ? "; " + other + " takes a whole cell and begins it. "
                : "; " + other + " takes one line. "
            : ". " + remedy(call.name());
    return Optional.of(
        failed(
            "UnknownMagic", call.name() + " is not known here" + remedy + "%help lists what is."));
  }

  private static String remedy(String name) {
    return HABITS.containsKey(name)
        ? HABITS.get(name)
        : meant(name).map(known -> "Did you mean " + known + "? ").orElse("");
  }

  private static Optional<String> meant(String name) {
    return names().stream()
        .filter(known -> Spelling.distance(known, name) <= (name.length() + 1) / 3)
        .min(Comparator.comparingInt(known -> Spelling.distance(known, name)));
  }

  /** Runs one that is known. */
  public static Outcome run(Call call, Workspace at) throws InterruptedException {
    try {
      return named(call.name()).orElseThrow().action().run(call, at);
    } catch (Refusal e) {
      return failed("MagicFailed", e.getMessage());
    } catch (IOException e) {
      return failed("MagicFailed", call.name() + ": " + e);
    } catch (java.nio.file.InvalidPathException e) {
      return failed("MagicFailed", call.name() + ": \"" + e.getInput() + "\" is no path");
    }
  }

  static Failed failed(String name, String message) {
    return new Failed(name, message, message.lines().toList());
  }

  private static Outcome help(Call call, Workspace at) throws Refusal {
    List<String> words = call.words(0, 1, "[NAME]");
    if (words.isEmpty()) {
      return page(ABOUT_CELLS + ALL.stream().map(Magics::line).collect(Collectors.joining()));
    }
    String name = words.get(0);
    String asked =
        isKnown(name) || name.startsWith("%")
            ? name
            : isKnown("%%" + name) && !isKnown("%" + name) ? "%%" + name : "%" + name;
    Optional<Failed> unknown = refused(new Call(asked, "", "", 0, 0));
    return unknown.isPresent() ? unknown.get() : page(explained(asked).orElseThrow());
  }

  private static Outcome explain(Call call, Workspace at) throws Refusal {
    String name = call.rest();
    if (name.isEmpty()) {
      return help(new Call("%help", "", "", call.line(), call.column()), at);
    }
    if (name.startsWith("%")) {
      return help(new Call("%help", name, "", call.line(), call.column()), at);
    }
    if (!name.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c))) {
      throw new Refusal(call.name() + " explains one name, such as ?Math.max, and not " + name);
    }
    MimeBundle known =
        at.explained(name, call.name().length() > 1)
            .orElseThrow(
                () ->
                    new Refusal(
                        ("nothing is known of %s. Is it imported, and spelt as it is declared?"
                                + " Tab completes names, %%who lists what cells have declared.")
                            .formatted(name)));
    return new Done(Optional.empty(), Optional.of(known));
  }

  private static Outcome page(String text) {
    return new Done(Optional.empty(), Optional.of(MimeBundle.text(text)));
  }

  private static String line(Magic magic) {
    String usage = (magic.name() + " " + magic.arguments()).strip();
    return usage.length() > 21
        ? "  %s%n  %21s  %s%n".formatted(usage, "", magic.help())
        : "  %-21s  %s%n".formatted(usage, magic.help());
  }
}
