///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the command trn3 of the clone of Trn3 Workbench you stand in, with the Java that runs this.

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class Trn3 {

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    Path launcher = Path.of("kernel", windows ? "trn3.cmd" : "trn3");
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(launcher))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      System.err.println(
          "trn3: there is no " + launcher + " here or in a folder above; clone Trn3 Workbench and run this in it");
      System.exit(3);
    }
    List<String> command = new ArrayList<>(List.of(folder.resolve(launcher).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder trn3 = new ProcessBuilder(command).inheritIO();
    trn3.environment().put("JAVA_HOME", System.getProperty("java.home"));
    System.exit(trn3.start().waitFor());
  }
}
