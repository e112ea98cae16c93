package dev.trn3.kernel.session;

import dev.trn3.kernel.evaluation.Language;

/** The language of this kernel. */
final class Languages {

  private Languages() {}

  static Language java() {
    String version = Runtime.version().toString();
    String own = Languages.class.getPackage().getImplementationVersion();
    return new Language(
        "java",
        version,
        "text/x-java",
        ".jshell",
        "text/x-java",
        "java",
        "trn3",
        own == null ? "0.1.0" : own,
        "Trn3 Workbench: Java " + version + " with a model of Amazon EC2 Trn3. %help tells more.");
  }
}
