package dev.trn3.neuron;

import java.util.stream.Collectors;

/** Shell scripts. */
final class Scripts {

  private Scripts() {}

  static String torchrun(HandOver job) {
    return head(job, "Starts training of %s with torchrun.".formatted(job.model()))
        + """
        exec torchrun \\
          --nnodes=%d \\
          --nproc_per_node=%d \\
          --node_rank="$NODE_RANK" \\
          --master_addr="$MASTER_ADDR" \\
          --master_port=29500 \\
          "${TRAINING_SCRIPT:-train.py}" \\
          --nxd_config "${NXD_CONFIG:-%s-nxd.json}" \\
          --sequence_length %d \\
          --global_batch_size %d \\
          --micro_batch_size %d
        """
            .formatted(
                job.cores().hosts(),
                job.cores().logicalPerHost(),
                job.fileName(),
                job.sequenceLength(),
                job.globalBatch(),
                job.plan().microBatch());
  }

  static String jax(HandOver job) {
    String devices =
        java.util.Collections.nCopies(
                job.cores().hosts(), Integer.toString(job.cores().logicalPerHost()))
            .stream()
            .collect(Collectors.joining(","));
    return head(job, "Starts training of %s with JAX, one process per host.".formatted(job.model()))
        + """
        export NEURON_RT_ROOT_COMM_ID="$MASTER_ADDR:41000"
        export NEURON_PJRT_PROCESSES_NUM_DEVICES="%s"
        export NEURON_PJRT_PROCESS_INDEX="$NODE_RANK"
        exec python "${TRAINING_SCRIPT:-train.py}" \\
          --mesh_tensor=%d --mesh_pipeline=%d --mesh_context=%d --mesh_data=%d --mesh_expert=%d
        """
            .formatted(
                devices,
                job.tensorRanks(),
                job.plan().pipeline(),
                job.plan().context(),
                job.plan().data(),
                job.plan().expert());
  }

  private static String head(HandOver job, String what) {
    return """
        #!/usr/bin/env bash
        # %s
        # Machine: %s. Plan, in chips: %s.
        %s
        set -euo pipefail

        : "${NODE_RANK:?set it to the number of this host, 0 to %d}"
        : "${MASTER_ADDR:?set it to the address of host 0}"

        %s

        """
        .formatted(
            what,
            job.machine().name(),
            job.plan(),
            job.unverified().stream().map(s -> "# " + s).collect(Collectors.joining("\n")),
            job.cores().hosts() - 1,
            job.environment().entrySet().stream()
                .map(e -> "export %s=\"%s\"".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining("\n")));
  }

  static String vllm(HandOver job) {
    int ranks = Math.min(job.tensorRanks(), job.cores().logicalPerHost());
    return "NEURON_LOGICAL_NC_CONFIG=%d vllm serve \"${MODEL:-%s}\" --tensor-parallel-size %d"
            .formatted(job.lnc(), job.model().replace(' ', '-'), ranks)
        + " --max-model-len %d --max-num-seqs 32".formatted(job.sequenceLength());
  }
}
