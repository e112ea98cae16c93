package dev.trn3.display.values;

import dev.trn3.display.DisplayRenderer;
import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** Shows the values of plain Java that say more than their text does. */
public final class JavaValues implements DisplayRenderer {

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (isSimple(value)) {
      return Optional.empty();
    }
    if (value instanceof Record single) {
      return RecordTables.of(single);
    }
    if (value instanceof Collection<?> values) {
      return CollectionTables.of(values);
    }
    if (value instanceof Map<?, ?> map) {
      return CollectionTables.of(map);
    }
    if (value.getClass().isArray()) {
      return CollectionTables.ofArray(value);
    }
    if (value instanceof Optional<?> optional) {
      return optional.filter(content -> !isSimple(content)).map(JavaValues::present);
    }
    if (value instanceof BaseStream<?, ?> || value instanceof Iterator<?>) {
      return untouched(value);
    }
    if (value instanceof Throwable thrown) {
      return Optional.of(Exceptions.bundle(thrown));
    }
    return Pictures.isOne(value) ? Pictures.bundle(value) : Optional.empty();
  }

  /** What needs no more than its text; most values do. */
  static boolean isSimple(Object value) {
    return value == null
        || value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>;
  }

  private static MimeBundle present(Object content) {
    MimeBundle bundle = Renderers.render(content);
    return bundle.with("text/plain", "Optional[" + bundle.text() + "]");
  }

  /** Looking at the elements would use them up. */
  private static Optional<MimeBundle> untouched(Object value) {
    String how;
    if (value instanceof Stream<?>) {
      how = "a stream, left as it is: .toList() shows its elements";
    } else if (value instanceof BaseStream<?, ?>) {
      how = "a stream of numbers, left as it is: .toArray() shows its elements";
    } else if (value.toString().startsWith(value.getClass().getName() + "@")) {
      how = "an iterator, left as it is: .forEachRemaining(System.out::println) shows its elements";
    } else {
      return Optional.empty();
    }
    return Optional.of(MimeBundle.text(how));
  }

  /** After the renderers of libraries. */
  @Override
  public int priority() {
    return -100;
  }
}
