/**
 * What is run: models, and the work they ask for.
 *
 * <p>A {@link dev.trn3.workload.Transformer} is a value that knows its exact parameter count and
 * the floating-point operations each token costs. It is put together from an {@link
 * dev.trn3.workload.Attention} (grouped-query or latent) and a {@link
 * dev.trn3.workload.FeedForward} (dense or a mixture of experts):
 *
 * <pre>{@code
 * var model = Transformer.named("My 8B")
 *     .layers(32).hidden(4096).vocabulary(128256)
 *     .attention(Attention.grouped(32, 8, 128))
 *     .feedForward(FeedForward.gated(14336));
 * model.parameters();                       // 8030261248
 * model.flopsPerToken(8192)                 // forward and backward
 * }</pre>
 *
 * <p>Published models are in {@link dev.trn3.workload.Models}; any other can be read from its
 * Hugging Face {@code config.json} by {@link dev.trn3.workload.HuggingFace}.
 */
package dev.trn3.workload;
