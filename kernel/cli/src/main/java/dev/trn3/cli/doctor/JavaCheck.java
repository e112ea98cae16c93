package dev.trn3.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Is this a whole JDK? */
final class JavaCheck {

  private static final List<String> MODULES =
      List.of("jdk.jshell", "jdk.compiler", "jdk.jdi", "java.desktop", "java.instrument");

  private JavaCheck() {}

  static List<Finding> findings() {
    return List.of(java(), modules(), sources());
  }

  private static Finding java() {
    return Finding.fine(
        "Java",
        System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vendor")
            + ") in "
            + System.getProperty("java.home"));
  }

  private static Finding modules() {
    List<String> absent =
        MODULES.stream().filter(name -> ModuleLayer.boot().findModule(name).isEmpty()).toList();
    return absent.isEmpty()
        ? Finding.fine("JDK modules", String.join(", ", MODULES))
        : Finding.missing(
            "JDK modules",
            "this Java has no " + String.join(", ", absent),
            "install a whole JDK, as openjdk-17-jdk-headless, and set JAVA_HOME to it");
  }

  private static Finding sources() {
    Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
    return Files.isReadable(sources)
        ? Finding.fine("JDK sources", sources.toString())
        : Finding.note(
            "JDK sources",
            "none, so Shift-Tab shows signatures without their description",
            "install them, as openjdk-17-source, or use a JDK that brings lib/src.zip");
  }
}
