/**
 * From a simulated plan to the real machine: what to buy, set and start.
 *
 * <p>A {@link dev.trn3.neuron.HandOver} takes model, machine, plan and precision and writes the
 * Capacity Block commands, the environment, the compiler flags, a launch script, the NxD
 * configuration, a SageMaker training job, a HyperPod cluster and a vLLM command. Core counts are
 * computed from the machine. Where AWS publishes no name, as for the instance type of Trn3, the
 * files ask for it instead of inventing one. {@link dev.trn3.neuron.HandOver#unverified} lists what
 * nobody here has run on hardware.
 *
 * <pre>{@code
 * var real = HandOver.of("Llama-3.1-405B", TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4), data(36)))
 *     .precision(BF16).sequenceLength(8192).globalBatch(72);
 * real.cores();             // why NEURON_RT_NUM_CORES is 16 here and not 32
 * real.launchScript();
 * }</pre>
 */
package dev.trn3.neuron;
