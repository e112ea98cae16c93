package dev.trn3.serving;

/**
 * The beginning of a prompt that other prompts share: a node of the tree of all prompts. Two
 * prompts begin alike if they name the same node, which is a matter of identity, not of size.
 */
public final class Prefix {

  /** The beginning that all prompts share: nothing. */
  public static final Prefix NONE = new Prefix(null, 0);

  private final Prefix parent;
  private final int tokens;

  private Prefix(Prefix parent, int tokens) {
    this.parent = parent;
    this.tokens = tokens;
  }

  /**
   * A longer beginning; a new one at each call, so that two continuations of the same size differ.
   *
   * @param more tokens that follow this beginning
   * @throws IllegalArgumentException if no token follows
   */
  public Prefix then(int more) {
    if (more < 1) {
      throw new IllegalArgumentException("a prefix grows by at least one token, not by " + more);
    }
    return new Prefix(this, Math.addExact(tokens, more));
  }

  /** The beginning that this one continues; null for {@link #NONE}. */
  public Prefix parent() {
    return parent;
  }

  /** Tokens from the start of the prompt to the end of this beginning. */
  public int tokens() {
    return tokens;
  }

  @Override
  public String toString() {
    return tokens + " tokens";
  }
}
