package dev.trn3.simulation;

import dev.trn3.workload.Transformer;

/**
 * What is done to every element of a row beside products and attention: bytes that are moved for
 * it, and passes of the vector engine over it. Training and serving count with the same numbers.
 *
 * @param bytes read and written forward
 * @param passes of the vector engine forward
 * @param bytesBack read and written backward
 * @param passesBack of the vector engine backward
 */
public record ElementWork(double bytes, double passes, double bytesBack, double passesBack) {

  /** Rotation of queries and keys, for each element that enters attention. */
  public static final ElementWork ROTATION = new ElementWork(4, 3, 4, 3);

  private static final ElementWork LAYER_NORMS = new ElementWork(22, 6, 33, 9);
  private static final ElementWork ROOT_MEAN_SQUARE_NORMS = new ElementWork(16, 6, 24, 9);
  private static final ElementWork GATED = new ElementWork(6, 3, 10, 6);
  private static final ElementWork PLAIN = new ElementWork(4, 2, 6, 4);

  /** The two norms and two residual additions of a layer, for each of its hidden elements. */
  public static ElementWork norms(Transformer model) {
    return model.layerNorm() ? LAYER_NORMS : ROOT_MEAN_SQUARE_NORMS;
  }

  /** The activation of a feed-forward, for each element between its products. */
  public static ElementWork activation(boolean gated) {
    return gated ? GATED : PLAIN;
  }
}
