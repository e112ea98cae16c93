package dev.trn3;

import dev.trn3.display.Renderers;
import dev.trn3.experiment.Training;
import dev.trn3.hardware.Chips;
import dev.trn3.hardware.DataType;
import dev.trn3.hardware.UltraServer;
import dev.trn3.hardware.UltraServers;
import dev.trn3.report.Show;
import dev.trn3.serving.Rate;
import dev.trn3.sweep.TrainingMeasures;
import dev.trn3.units.Units;
import dev.trn3.workload.Models;

/**
 * What people ask first. The kernel calls this when it makes an archive of loaded classes, so that
 * later kernels need not read, check and link what such questions need.
 */
public final class Rehearsal {

  private Rehearsal() {}

  /** Asks, renders the answers and throws them away. */
  public static void warmUp() {
    UltraServer server = UltraServers.TRN3_ULTRASERVER_GEN2;
    show(Chips.TRAINIUM3);
    show(server.compareTo(UltraServers.TRN2_ULTRASERVER));
    show(server.totals());
    show(Trn3.claims());
    show(Show.plot(server.rooflines(DataType.BF16, DataType.MXFP8)));
    Training job = Trn3.training(Models.LLAMA_3_1_70B).precision(DataType.MXFP8).on(server);
    show(job.estimate());
    show(Show.plot(job.estimate().breakdown()));
    show(job.simulate());
    show(Trn3.sweep(job).over("servers", 1).measure(TrainingMeasures.mfu()).run());
    show(
        Trn3.serving(Models.GPT_OSS_120B)
            .on(server.chips(16))
            .load(Rate.perSecond(5))
            .simulate(Units.seconds(20)));
  }

  private static void show(Object answer) {
    var unused = Renderers.render(answer);
  }
}
