package dev.trn3.benchmark;

import static dev.trn3.hardware.UltraServers.TRN2_ULTRASERVER;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.network.Algorithm.RING;
import static dev.trn3.network.Collective.allReduce;
import static dev.trn3.network.Collective.allToAll;
import static dev.trn3.units.Units.gigabytes;
import static dev.trn3.units.Units.megabytes;

import dev.trn3.hardware.UltraCluster;
import dev.trn3.network.CollectiveCost;
import dev.trn3.network.Communicator;
import dev.trn3.network.Fabric;
import dev.trn3.network.FlowResult;
import dev.trn3.network.FlowSimulation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Communication between chips. */
@State(Scope.Benchmark)
public class CollectiveBenchmark {

  private static final UltraCluster HUNDRED_THOUSAND =
      UltraCluster.of(TRN3_ULTRASERVER_GEN2).servers(695);

  private final Communicator trn3 = Fabric.of(TRN3_ULTRASERVER_GEN2).communicator(144);
  private final Communicator torus = Fabric.of(TRN2_ULTRASERVER).communicator(64);
  private final Communicator cluster =
      Fabric.of(HUNDRED_THOUSAND).communicator(HUNDRED_THOUSAND.chips());
  private double bytes = 64e6;

  @Benchmark
  @Row(value = "closed form: all-reduce among 144 chips of a Trn3 UltraServer", atMost = 1e-6)
  public double allReduceInClosedForm() {
    return trn3.allReduce(bytes);
  }

  @Benchmark
  @Row(value = "closed form: all-to-all among 144 chips of a Trn3 UltraServer", atMost = 1e-6)
  public double allToAllInClosedForm() {
    return trn3.allToAll(bytes);
  }

  @Benchmark
  @Row(value = "closed form: all-reduce among 64 chips of a torus", atMost = 1e-6)
  public double allReduceOnATorus() {
    return torus.allReduce(bytes);
  }

  @Benchmark
  @Row(value = "closed form: all-reduce among 100,080 chips", atMost = 1e-6)
  public double allReduceOnACluster() {
    return cluster.allReduce(bytes);
  }

  @Benchmark
  @Row("closed form as a sentence: machine looked up, parts of the time written down")
  public CollectiveCost allReduceAsASentence() {
    return allReduce(gigabytes(1)).among(144).on(TRN3_ULTRASERVER_GEN2);
  }

  @Benchmark
  @Row(value = "flows: all-to-all among 144 chips, one chip for all", atMost = 50e-3)
  public FlowResult allToAllFolded() {
    return FlowSimulation.on(TRN3_ULTRASERVER_GEN2).start(allToAll(megabytes(64)).among(144)).run();
  }

  @Benchmark
  @Row(
      value = "flows: all-to-all among 144 chips, each of 20,592 transfers",
      atMost = 50e-3,
      comparedWith = "allToAllFolded")
  public FlowResult allToAllUnfolded() {
    return FlowSimulation.on(TRN3_ULTRASERVER_GEN2)
        .start(allToAll(megabytes(64)).among(144))
        .unfolded()
        .run();
  }

  @Benchmark
  @Row(value = "flows: hierarchical all-reduce in rings among 100,080 chips", atMost = 2)
  public FlowResult hierarchicalAllReduce() {
    return FlowSimulation.on(HUNDRED_THOUSAND)
        .start(allReduce(gigabytes(1)).among(HUNDRED_THOUSAND.chips()).using(RING))
        .run();
  }
}
