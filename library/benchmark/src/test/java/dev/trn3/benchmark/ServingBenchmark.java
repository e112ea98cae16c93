package dev.trn3.benchmark;

import static dev.trn3.hardware.DataType.MXFP4;
import static dev.trn3.hardware.UltraServers.TRN3_ULTRASERVER_GEN2;
import static dev.trn3.parallelism.Parallelism.tensor;
import static dev.trn3.serving.Arrivals.poisson;
import static dev.trn3.serving.Lengths.geometric;
import static dev.trn3.serving.Lengths.lognormal;
import static dev.trn3.serving.Lengths.mean;
import static dev.trn3.serving.Lengths.sigma;
import static dev.trn3.serving.Rate.perSecond;
import static dev.trn3.workload.Models.GPT_OSS_120B;

import dev.trn3.inference.InferenceModel;
import dev.trn3.parallelism.Plan;
import dev.trn3.serving.OpenLoop;
import dev.trn3.serving.ServingEngine;
import dev.trn3.serving.ServingRun;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Serving, request by request. */
@State(Scope.Benchmark)
public class ServingBenchmark {

  private static final double LOAD = 200;

  private final InferenceModel model =
      InferenceModel.of(GPT_OSS_120B, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4)), MXFP4);
  private final ServingEngine engine =
      ServingEngine.of(model, model.memory().tokens()).replicas(16).chunkedPrefill(2048);
  private final OpenLoop chat =
      new OpenLoop(
          poisson(perSecond(LOAD)), lognormal(mean(1500), sigma(0.6)), geometric(mean(250)));
  private int sequences = 32;

  @Benchmark
  @Row("one iteration: its cost asked for, gpt-oss 120B on 4 Trainium3 chips")
  public double costOfAnIteration() {
    return model.seconds(0, 0, sequences, 2000L * sequences);
  }

  @Benchmark
  @Row(value = "serving: a million requests of 1,500 in and 250 out on 16 replicas", atMost = 20)
  public ServingRun aMillionRequests() {
    return engine.run(chat, 1e6 / LOAD);
  }
}
