package dev.trn3.hardware;

import dev.trn3.provenance.Fact;
import dev.trn3.provenance.Facts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data types of which a chip has no peak: facts that say that it has no such type, or that
 * nobody publishes a figure. Each is about several types: {@code dense peak of FP8, MXFP8}.
 */
final class UnstatedPeaks {

  private UnstatedPeaks() {}

  /** Those of the chip whose facts begin with an id. */
  static List<Fact> of(String id) {
    return Stream.of("no-type-dense", "no-figure-dense", "no-type-sparse", "no-figure-sparse")
        .map(kind -> Facts.known(id + "/" + kind))
        .flatMap(Optional::stream)
        .toList();
  }

  /** {@code dense peak} or {@code sparse peak}. */
  static String kind(Fact unstated) {
    return unstated.quantity().split(" of ")[0];
  }

  /** The types that it is about. */
  static List<DataType> types(Fact unstated) {
    return Arrays.stream(unstated.quantity().split(" of ")[1].split(", "))
        .map(DataType::valueOf)
        .toList();
  }
}
