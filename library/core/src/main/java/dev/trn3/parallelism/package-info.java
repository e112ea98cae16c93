/**
 * How a training job is cut into pieces, one for each chip.
 *
 * <p>A {@link dev.trn3.parallelism.Plan} names a degree for every way of cutting: {@code tensor}
 * (each matrix, with the sequence between matrices), {@code pipeline} (layers), {@code context}
 * (the sequence), {@code data} (the batch, with {@code zero} deciding what the copies share) and
 * {@code expert} (the experts of a mixture, over the chips of data and context). Degrees count
 * devices: chips, or NeuronCores where a measured job was launched that way.
 *
 * <pre>{@code
 * Plan.of(tensor(8), pipeline(18).interleaved(2), data(64), zero(1))
 * }</pre>
 *
 * <p>A plan checks itself against the shape of a model and against a number of devices, and names
 * the nearest degrees that work. What stays on each device is decided by {@link
 * dev.trn3.parallelism.Recompute}.
 */
package dev.trn3.parallelism;
