package dev.trn3.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said below the table of a service about a draft and about logical cores.
 *
 * @param said what it is about
 */
record ServingAssumptions(ServingDescription said) {

  List<String> list() {
    List<String> notes = new ArrayList<>();
    said.draft.ifPresent(draft -> notes.add(words(draft)));
    said.lnc.ifPresent(
        lnc ->
            notes.add(
                lnc == 1
                    ? "Each physical core is a rank of its own (LNC 1)."
                    : "%d physical cores are joined into each rank (LNC %d).".formatted(lnc, lnc)));
    return notes;
  }

  private String words(ServingDescription.Draft draft) {
    String words =
        String.format(
            Locale.ROOT,
            "%s proposes %d tokens for each check, each accepted with a chance of %s whatever comes before: as said, not predicted.",
            draft.of(said.model).name(),
            draft.proposals(),
            Text.percent(draft.acceptance()));
    if (draft.model().isEmpty()) {
      words += " The shape of the head is an assumption: one dense layer of the model's width.";
    }
    if (said.weights.bits() < 8 && !draft.of(said.model).isMixture()) {
      words +=
          " All matrices of its layers are kept in %s, those of attention too: an assumption."
              .formatted(said.weights);
    }
    return words;
  }
}
