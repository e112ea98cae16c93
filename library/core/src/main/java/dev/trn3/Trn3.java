package dev.trn3;

import dev.trn3.experiment.Agents;
import dev.trn3.experiment.Embedding;
import dev.trn3.experiment.Serving;
import dev.trn3.experiment.ServingResult;
import dev.trn3.experiment.Training;
import dev.trn3.experiment.TrainingEstimate;
import dev.trn3.experiment.VideoGeneration;
import dev.trn3.hardware.Balance;
import dev.trn3.hardware.Bedrock;
import dev.trn3.hardware.Chip;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.Claims;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.Machine;
import dev.trn3.hardware.Server;
import dev.trn3.hardware.Servers;
import dev.trn3.hardware.UltraServer;
import dev.trn3.hardware.UltraServers;
import dev.trn3.network.Alternatives;
import dev.trn3.network.Collective;
import dev.trn3.network.FlowSimulation;
import dev.trn3.procurement.BreakEven;
import dev.trn3.procurement.CapacityBlock;
import dev.trn3.procurement.Prices;
import dev.trn3.provenance.Facts;
import dev.trn3.search.Search;
import dev.trn3.search.ServingSearch;
import dev.trn3.sweep.Body;
import dev.trn3.sweep.Sweep;
import dev.trn3.uncertainty.ServingUncertainty;
import dev.trn3.uncertainty.Uncertainty;
import dev.trn3.units.Bytes;
import dev.trn3.units.Seconds;
import dev.trn3.workload.DiffusionTransformer;
import dev.trn3.workload.Transformer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The front door: {@code import static dev.trn3.Trn3.*;} and ask.
 *
 * <pre>
 *   hardware     TRAINIUM3, TRN3_ULTRASERVER_GEN2, UltraCluster.of(...).servers(64)
 *   network      allToAll(megabytes(64)).among(144).on(TRN3_ULTRASERVER_GEN2)
 *   training     training(LLAMA_3_1_70B).precision(MXFP8).on(TRN3_ULTRASERVER_GEN2).estimate()
 *   many         sweep(job).over("servers", 1, 2, 4).run(), search(job).minimise(stepTime()).run()
 *   how sure     uncertainty(job, trillions(15)).run(), uncertainty(service, minutes(2)).run()
 *   serving      serving(GPT_OSS_120B).on(TRN3_ULTRASERVER_GEN2.chips(16)).load(perSecond(20)).simulate(minutes(10))
 *   agents       agents(GPT_OSS_120B).sessions(500).on(TRN3_ULTRASERVER_GEN2).simulate(minutes(30))
 *   embedding    embedding(BGE_M3).on(TRN3_ULTRASERVER_GEN2).estimate()
 *   cost         capacityBlock(TRN3_ULTRASERVER_GEN2).days(7), prices()
 *   facts        facts().about("NeuronLink"), claims(), alternatives()
 * </pre>
 *
 * <p>A cell of the notebook, the shell and a plain Maven project say the same words; the resource
 * {@code META-INF/trn3/imports.jsh} lists what the notebook and the shell import.
 */
public final class Trn3 {

  private Trn3() {}

  /** Every fact under the model, with its source, date and certainty. */
  public static Facts facts() {
    return Facts.table();
  }

  /** The numbers of the Trn3 announcement, computed again. */
  public static Claims claims() {
    return new Claims();
  }

  /**
   * How many times as many tokens a Trainium3 can make as a Trainium2, as far as peaks and memory
   * bandwidth tell, beside what was announced for Bedrock.
   */
  public static Bedrock bedrock() {
    return new Bedrock();
  }

  /** Bytes that machines can move for each operation of their fastest data type. */
  public static Balance bytesPerFlop(Machine... machines) {
    return new Balance(Optional.empty(), List.of(machines));
  }

  /**
   * Bytes that machines can move for each operation of one data type.
   *
   * @throws IllegalArgumentException if a machine has no peak for it
   */
  public static Balance bytesPerFlop(DataType type, Machine... machines) {
    return new Balance(Optional.of(type), List.of(machines));
  }

  /** What it changes which of two contradicting sources about Trn3 one believes. */
  public static Alternatives alternatives() {
    return new Alternatives();
  }

  /** The chip of that name; an unknown name is answered with the nearest. */
  public static Chip chip(String name) {
    return Chips.named(name);
  }

  /** The server of that name; an unknown name is answered with the nearest. */
  public static Server server(String name) {
    return Servers.named(name);
  }

  /** The UltraServer of that name; an unknown name is answered with the nearest. */
  public static UltraServer ultraServer(String name) {
    return UltraServers.named(name);
  }

  private static Bytes said(Bytes size) {
    return Objects.requireNonNull(size, "the size of a buffer is missing; say one: megabytes(64)");
  }

  /** Sums everyone's buffer of this size; everyone gets the sum. */
  public static Collective.AllReduce allReduce(Bytes size) {
    return Collective.allReduce(said(size));
  }

  /** Gives everyone everyone's part; the size is that of all parts together. */
  public static Collective.AllGather allGather(Bytes size) {
    return Collective.allGather(said(size));
  }

  /** Gives everyone a part of the sum of everyone's buffer of this size. */
  public static Collective.ReduceScatter reduceScatter(Bytes size) {
    return Collective.reduceScatter(said(size));
  }

  /** Sends an equal part of everyone's buffer of this size to everyone. */
  public static Collective.AllToAll allToAll(Bytes size) {
    return Collective.allToAll(said(size));
  }

  /** Gives everyone one rank's buffer of this size. */
  public static Collective.Broadcast broadcast(Bytes size) {
    return Collective.broadcast(said(size));
  }

  /** Sends a buffer of this size to the next rank. */
  public static Collective.SendReceive sendReceive(Bytes size) {
    return Collective.sendReceive(said(size));
  }

  /** So many times 10<sup>12</sup>, such as tokens. */
  public static double trillions(double amount) {
    return amount * 1e12;
  }

  /** So many times 10<sup>9</sup>, such as tokens. */
  public static double billions(double amount) {
    return amount * 1e9;
  }

  /**
   * A training job for every combination of some of its settings: {@code
   * sweep(training(LLAMA_3_1_70B)).over("servers", 1, 2, 4).measure(stepTime()).run()}.
   */
  public static Sweep<TrainingEstimate> sweep(Training training) {
    return Sweep.of(training);
  }

  /**
   * A service for every combination of some of its settings, each simulated for so long: {@code
   * sweep(serving(GPT_OSS_120B).on(TRN3_ULTRASERVER_GEN2), minutes(2)).over("load", 20, 40)
   * .measure(firstToken(99)).run()}.
   */
  public static Sweep<ServingResult> sweep(Serving serving, Seconds simulated) {
    return Sweep.of(serving, simulated);
  }

  /** A function for every combination of some axes. */
  public static <R> Sweep<R> sweep(Body<R> body) {
    return Sweep.of(body);
  }

  /**
   * The best plan for a training job, and the best settings: {@code
   * search(training(LLAMA_3_1_70B)).over("servers", 1, 2, 4).minimise(stepTime()).run()}.
   */
  public static Search search(Training training) {
    return Search.of(training);
  }

  /**
   * The best way to serve a model, over plans and settings, each simulated for so long: {@code
   * search(serving(GPT_OSS_120B).load(perSecond(20)).slo(...), minutes(2)).over("chips", 4, 8, 16)
   * .minimise(costPerMillionOutputTokens()).run()}.
   */
  public static ServingSearch search(Serving serving, Seconds simulated) {
    return ServingSearch.of(serving, simulated);
  }

  /**
   * How sure the figures of a training run over so many tokens are: {@code uncertainty(job,
   * trillions(15)).run()}.
   */
  public static Uncertainty uncertainty(Training training, double tokens) {
    return Uncertainty.of(training, tokens);
  }

  /**
   * How sure the figures of a service are, each sample simulated for so long: {@code
   * uncertainty(serving(GPT_OSS_120B).on(TRN3_ULTRASERVER_GEN2.chips(16)).load(perSecond(20)),
   * minutes(2)).run()}.
   */
  public static ServingUncertainty uncertainty(Serving serving, Seconds simulated) {
    return ServingUncertainty.of(serving, simulated);
  }

  /** A training job to be described further and estimated. */
  public static Training training(Transformer model) {
    return Training.of(model);
  }

  /**
   * A model that answers requests, to be described further and simulated: {@code
   * serving(GPT_OSS_120B).precision(MXFP4).on(TRN3_ULTRASERVER_GEN2.chips(16)).load(perSecond(20))
   * .simulate(minutes(10))}.
   */
  public static Serving serving(Transformer model) {
    return Serving.of(model);
  }

  /**
   * A training job of a model that makes video, on clips to be described further: {@code
   * training(WAN_2_1_14B).resolution(1280, 720).frames(81)}.
   */
  public static Training training(DiffusionTransformer model) {
    return Training.of(model);
  }

  /**
   * A clip to be described further and estimated: {@code
   * videoGeneration(WAN_2_1_14B).on(TRN3_ULTRASERVER_GEN2).estimate()}.
   */
  public static VideoGeneration videoGeneration(DiffusionTransformer model) {
    return VideoGeneration.of(model);
  }

  /**
   * Agents that ask a model in turns, to be described further and simulated: {@code
   * agents(GPT_OSS_120B).sessions(500).turns(12).toolTime(seconds(4)).on(...).simulate(minutes(30))}.
   */
  public static Agents agents(Transformer model) {
    return Agents.of(model);
  }

  /**
   * A job that turns texts into vectors, to be described further and estimated: {@code
   * embedding(BGE_M3).on(TRN3_ULTRASERVER_GEN2).estimate()}. A decoder gives the vector of its last
   * token.
   */
  public static Embedding embedding(Transformer encoder) {
    return Embedding.of(encoder);
  }

  /** A machine as a Capacity Block: {@code capacityBlock(TRN3_ULTRASERVER_GEN2).days(7)}. */
  public static CapacityBlock capacityBlock(Machine machine) {
    return CapacityBlock.of(machine);
  }

  /** At which hourly price a machine costs as much for its peaks as machines with a price. */
  public static BreakEven breakEven(Machine machine) {
    return new BreakEven(machine);
  }

  /** Collectives as flows that share links: {@code flows(machine).start(...).start(...).run()}. */
  public static FlowSimulation flows(Machine machine) {
    return FlowSimulation.on(machine);
  }

  /** Every public price with its date. */
  public static Prices prices() {
    return new Prices();
  }
}
