package dev.trn3.inference;

import dev.trn3.workload.Attention;
import dev.trn3.workload.FeedForward;
import dev.trn3.workload.LinearAttention;
import dev.trn3.workload.Transformer;

/**
 * How one replica is cut over ranks, each a device of the machine model: a chip, or a logical core.
 *
 * @param tensor ranks that share each matrix
 * @param expert ranks over which routed experts are spread; 1 to cut each of them as other matrices
 * @param context ranks that share each sequence
 * @param data groups that attend to different sequences but share the routed experts
 */
public record Cut(int tensor, int expert, int context, int data) {

  public Cut {
    if (tensor < 1 || expert < 1 || context < 1 || data < 1) {
      throw new IllegalArgumentException(
          "degrees are at least 1, not tensor %d, expert %d, context %d, data %d"
              .formatted(tensor, expert, context, data));
    }
  }

  /** Ranks of one replica. */
  public int ranks() {
    return tensor * context * data;
  }

  /** Ranks that share one expert. */
  int expertTensor() {
    return expert == 1 ? tensor : ranks() / expert;
  }

  /**
   * Heads of keys and values that a rank keeps. They are copied where there are more ranks than
   * heads; where ranks do not divide the query heads, those of a rank may belong to several.
   */
  int keyValueHeads(Attention attention) {
    int even = ceil(attention.keyValueHeads(), tensor);
    if (attention.heads() % tensor == 0) {
      return even;
    }
    int queries = ceil(attention.heads(), tensor);
    int group = attention.heads() / attention.keyValueHeads();
    return Math.max(even, 1 + ceil(queries - 1, group));
  }

  /** Heads of values of linear attention that a rank has. */
  int valueHeads(LinearAttention linear) {
    return ceil(linear.valueHeads(), tensor);
  }

  /**
   * This cut, if a model can be cut so.
   *
   * @throws IllegalArgumentException naming the degree and the nearest that work
   */
  Cut checked(Transformer model) {
    if (expert > 1) {
      if (!(model.feedForward() instanceof FeedForward.MixtureOfExperts mixture)) {
        throw new IllegalArgumentException(
            "expert %d: %s is dense; leave expert out".formatted(expert, model));
      }
      if (mixture.experts() % expert != 0 || ranks() % expert != 0) {
        throw new IllegalArgumentException(
            "expert %d must divide the %d experts of %s and the %d ranks of a replica; use %s"
                .formatted(
                    expert, mixture.experts(), model, ranks(), common(mixture.experts(), ranks())));
      }
    }
    return this;
  }

  private static int ceil(int amount, int parts) {
    return (amount + parts - 1) / parts;
  }

  private static String common(int one, int other) {
    StringBuilder words = new StringBuilder();
    for (int i = 1; i <= Math.min(one, other); i++) {
      if (one % i == 0 && other % i == 0) {
        words.append(words.isEmpty() ? "" : ", ").append(i);
      }
    }
    return words.toString();
  }
}
