package dev.trn3.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import java.util.Map;

/**
 * What Java keeps of the names in the image of its own modules, which whoever lists all of them
 * leaves behind: an object with a path for each class, 7 MB.
 */
final class ModuleImage {

  private ModuleImage() {}

  /**
   * Lets go of them, as Java does when the image is closed; names that are asked for later are read
   * anew. Folders are emptied, too, since javac keeps some of them for their dates. Nobody may list
   * one meanwhile. Needs the package {@code jdk.internal.jimage} to be open; without, and where a
   * Java keeps them in another way, they stay.
   *
   * @return whether it was done
   */
  static boolean forgetNames() {
    try {
      Class<?> reader = Class.forName("jdk.internal.jimage.ImageReader$SharedImageReader");
      Map<?, ?> open = (Map<?, ?>) field(reader, "OPEN_FILES").get(null);
      Field nodes = field(reader, "nodes");
      List<Field> tops =
          List.of(
              field(reader, "rootDir"), field(reader, "packagesDir"), field(reader, "modulesDir"));
      Class<?> folder = Class.forName("jdk.internal.jimage.ImageReader$Directory");
      Field children = field(folder, "children");
      List<?> images;
      synchronized (open) {
        images = List.copyOf(open.values());
      }
      for (Object image : images) {
        synchronized (image) { // As Java does where it looks for a name.
          Map<?, ?> names = (Map<?, ?>) nodes.get(image);
          for (Object name : names.values()) {
            if (folder.isInstance(name)) {
              ((List<?>) children.get(name)).clear();
            }
          }
          names.clear();
          for (Field top : tops) {
            top.set(image, null); // They are made anew with the first.
          }
        }
      }
      return !images.isEmpty();
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return false;
    }
  }

  private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
