package dev.trn3.kernel.classpath;

import java.util.List;
import javax.tools.JavaFileObject;

/** One entry of a class path. */
interface Container {

  /** The classes of a package; empty where it has no such package. */
  List<JavaFileObject> classesOf(String packageName);
}
