package dev.trn3.kernel.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A compiled class. */
final class ClassFile extends SimpleJavaFileObject {

  private final String binaryName;
  private final Source source;

  /** Where its bytes come from. */
  interface Source {
    InputStream open() throws IOException;
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

  String binaryName() {
    return binaryName;
  }

  @Override
  public InputStream openInputStream() throws IOException {
    return source.open();
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
