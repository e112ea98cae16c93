/**
 * How long it takes to move data between chips.
 *
 * <p>A {@link dev.trn3.network.Collective} is a pattern and a size; {@code among} says between how
 * many chips, {@code on} where, and the answer is a {@link dev.trn3.network.CollectiveCost} that
 * tells the time, the algorithm and where the time goes:
 *
 * <pre>{@code
 * allToAll(megabytes(64)).among(144).on(TRN3_ULTRASERVER_GEN2)
 * allReduce(gigabytes(1)).among(64).stride(2).using(RING).on(TRN2_ULTRASERVER)
 * }</pre>
 *
 * <p>Simulations ask a {@link dev.trn3.network.Fabric} once for a {@link
 * dev.trn3.network.Communicator} and then only pay for arithmetic: {@code
 * Fabric.of(machine).communicator(8, 1).allReduce(bytes)} is a double of seconds.
 *
 * <p>The model is alpha-beta in closed form, level by level: a step costs a latency, a byte costs
 * the inverse of the share of the links that payload reaches (Thakur, Rabenseifner and Gropp,
 * 2005). All chips are taken to do the same at the same time: no link is shared between groups
 * except an oversubscribed spine, of which each chip has its share, and the rings of a torus on
 * which interleaved groups cross. {@link dev.trn3.network.FlowSimulation} simulates single flows,
 * which share links in proportion to their bytes, where that does not hold; both follow the rounds
 * of the same {@link dev.trn3.network.Algorithm}, and agree where nothing else is on the links.
 */
package dev.trn3.network;
