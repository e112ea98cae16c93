/**
 * Chips, servers, UltraServers and clusters, every number with its source.
 *
 * <p>A {@link dev.trn3.hardware.Chip} has peaks per {@link dev.trn3.hardware.DataType}, memory and
 * links; a Neuron chip also shows its cores and engines. A {@link dev.trn3.hardware.Machine} is a
 * number of equal chips with a {@link dev.trn3.hardware.Topology} between them: a {@link
 * dev.trn3.hardware.Server}, an {@link dev.trn3.hardware.UltraServer}, an {@link
 * dev.trn3.hardware.UltraCluster}. The catalogues are {@link dev.trn3.hardware.Chips}, {@link
 * dev.trn3.hardware.Servers} and {@link dev.trn3.hardware.UltraServers}.
 *
 * <pre>{@code
 * TRAINIUM3.peak(MXFP8)                                 // 2.517 PFLOPS (published, ...)
 * TRN3_ULTRASERVER_GEN2.memory()                        // 20.25 TiB
 * UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(64)    // 9,216 chips
 * TRN3_ULTRASERVER_GEN2.compareTo(TRN2_ULTRASERVER)     // table of ratios
 * UltraCluster.of(TRN2_48XLARGE).servers(64).oversubscribed(2, 8).spread()  // a worse network
 * }</pre>
 *
 * <p>Next: {@code dev.trn3.network} puts a time on moving data over a topology.
 */
package dev.trn3.hardware;
