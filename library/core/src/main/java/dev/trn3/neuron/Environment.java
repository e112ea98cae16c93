package dev.trn3.neuron;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables of the Neuron runtime, compiler and network. */
final class Environment {

  private Environment() {}

  static Map<String, String> of(HandOver job) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("NEURON_RT_NUM_CORES", Integer.toString(job.cores().logicalPerHost()));
    if (job.machine().chip().cores().get().logicalConfigurations().size() > 1) {
      variables.put("NEURON_LOGICAL_NC_CONFIG", Integer.toString(job.lnc()));
    }
    variables.put("NEURON_CC_FLAGS", job.compilerFlags());
    variables.put("NEURON_RT_EXEC_TIMEOUT", "600");
    if (job.cores().hosts() > 1) {
      variables.put("FI_PROVIDER", "efa");
      variables.put("FI_EFA_USE_DEVICE_RDMA", "1");
      variables.put("FI_EFA_FORK_SAFE", "1");
    }
    if (job.plan().zero() == 3) {
      variables.put("NEURON_FSDP", "1");
    }
    return Collections.unmodifiableMap(variables);
  }
}
