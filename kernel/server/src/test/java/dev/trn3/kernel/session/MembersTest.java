package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trn3.display.Display;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {

  @Test
  void closeTheFilesOfTheFormerClassPathWhenMoreIsAdded() throws URISyntaxException {
    var place = Display.class.getProtectionDomain().getCodeSource().getLocation();
    Members members = new Members(List.of(Path.of(place.toURI())));
    Class<?> found = members.named(Display.class.getName()).orElseThrow();
    URLClassLoader former = (URLClassLoader) found.getClassLoader();
    String file = Display.class.getName().replace('.', '/') + ".class";
    assertThat(former.findResource(file)).isNotNull();

    members.add(List.of());

    assertThat(former.findResource(file)).isNull();
    assertThat(members.named(Display.class.getName())).isPresent();
    members.letGoOfFiles();
  }
}
