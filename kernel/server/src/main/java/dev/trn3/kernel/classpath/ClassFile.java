package dev.trn3.kernel.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** A compiled class. */
final class ClassFile extends SimpleJavaFileObject {

  private final String binaryName;
  private final Source source;

  /** Where its bytes come from. */
  interface Source {
    InputStream open(String binaryName) throws IOException;
  }

  /**
   * A class file.
   *
   * @param container where it is; the same object for all that are there, since texts and addresses
   *     of thousands would be made for nothing
   */
  ClassFile(URI container, String binaryName, Source source) {
    super(container, Kind.CLASS);
    this.binaryName = binaryName;
    this.source = source;
  }

  /** Those of a package, by their simple names. */
  static List<JavaFileObject> all(
      URI container, String packageName, List<String> names, Source source) {
    String before = packageName.isEmpty() ? "" : packageName + ".";
    List<JavaFileObject> files = new ArrayList<>(names.size());
    for (String name : names) {
      files.add(new ClassFile(container, before + name, source));
    }
    return files;
  }

  String binaryName() {
    return binaryName;
  }

  @Override
  public InputStream openInputStream() throws IOException {
    return source.open(binaryName);
  }

  @Override
  public URI toUri() {
    return URI.create(uri + "/" + binaryName.replace('.', '/') + Kind.CLASS.extension);
  }

  @Override
  public String getName() {
    return binaryName.replace('.', '/') + Kind.CLASS.extension;
  }

  @Override
  public boolean isNameCompatible(String simpleName, Kind kind) {
    return kind == Kind.CLASS
        && binaryName.substring(binaryName.lastIndexOf('.') + 1).equals(simpleName);
  }
}
