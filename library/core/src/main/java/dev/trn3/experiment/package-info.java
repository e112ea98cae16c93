/**
 * Questions asked of the model: one run, the best plan, many machines, and how far to trust it.
 *
 * <p>A training job is described step by step and then estimated:
 *
 * <pre>{@code
 * training(LLAMA_3_1_70B)
 *     .sequenceLength(8192)
 *     .globalBatch(1024)
 *     .precision(MXFP8)
 *     .on(TRN3_ULTRASERVER_GEN2)
 *     .parallel(tensor(8), pipeline(2), data(9), zero(1))
 *     .estimate()
 * }</pre>
 *
 * <p>Leaving out {@code parallel} searches for the fastest plan that fits. A result prints with an
 * error bar: {@link dev.trn3.experiment.ErrorBar} takes it from how well the same model predicts
 * published measurements it was not fitted to. {@link dev.trn3.experiment.Calibration} fits the few
 * numbers of each software stack and writes the file VALIDATION.md.
 *
 * <p>A service is described in the same way and then played request by request, or asked for the
 * chips that it needs:
 *
 * <pre>{@code
 * var chat = serving(GPT_OSS_120B)
 *     .precision(MXFP4)
 *     .chunkedPrefill(2048)
 *     .load(perSecond(20))
 *     .slo(timeToFirstToken(seconds(1)), timePerOutputToken(milliseconds(30)));
 * chat.on(TRN3_ULTRASERVER_GEN2.chips(16)).simulate(minutes(10))
 * chat.compare(TRN3_ULTRASERVER_GEN2, TRN2_ULTRASERVER, P5_48XLARGE)
 * }</pre>
 */
package dev.trn3.experiment;
