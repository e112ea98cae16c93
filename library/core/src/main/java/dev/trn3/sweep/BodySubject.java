package dev.trn3.sweep;

import java.util.List;
import java.util.Optional;

/**
 * A function of the combination.
 *
 * @param key the name under which its results are kept, if it was given one
 */
record BodySubject<R>(String title, Optional<String> key, Body<R> body) implements Subject<R> {

  @Override
  public R at(Point point) throws Exception {
    return body.at(point);
  }

  @Override
  public List<Measure<? super R>> measures() {
    return List.of(Measure.of("result", "", (result, point) -> result));
  }

  private Object writeReplace() {
    return new Written<>(title, key.orElse(null), body);
  }

  private record Written<R>(String title, String key, Body<R> body)
      implements java.io.Serializable {
    private Object readResolve() {
      return new BodySubject<>(title, Optional.ofNullable(key), body);
    }
  }
}
