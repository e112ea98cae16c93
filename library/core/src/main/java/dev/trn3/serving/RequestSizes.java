package dev.trn3.serving;

/**
 * How many tokens the requests of a source may have.
 *
 * @param systemPrompt tokens that every prompt begins with
 * @param prompts tokens of a prompt beside that
 * @param outputs tokens of an answer
 */
record RequestSizes(int systemPrompt, Lengths prompts, Lengths outputs) {

  /** As {@link Traffic#largestRequest}. */
  int largestRequest() {
    long both = (long) systemPrompt + prompts.largest() + outputs.largest();
    return (int) Math.min(Integer.MAX_VALUE, both);
  }

  /** As {@link Traffic#longestPrompt}. */
  int longestPrompt() {
    long longest = prompts.largest();
    return longest == Integer.MAX_VALUE
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, systemPrompt + longest);
  }
}
