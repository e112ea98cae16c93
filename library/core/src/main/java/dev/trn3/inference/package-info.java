/**
 * What a model costs when it answers: the time of one iteration of reading prompts and producing
 * tokens, and the memory of the tokens' keys and values.
 *
 * <p>{@link dev.trn3.inference.IterationCost} is the narrow door through which a scheduler asks,
 * {@link dev.trn3.inference.InferenceModel} what answers it for a transformer on a machine, and
 * {@link dev.trn3.inference.KvMemory} how many tokens fit:
 *
 * <pre>{@code
 * var model = InferenceModel.of(GPT_OSS_120B, TRN3_ULTRASERVER_GEN2, Plan.of(tensor(4)), MXFP4);
 * model.timePerOutputToken(32, 2000);       // seconds, 32 sequences of 2000 tokens
 * model.memory().tokens();                  // tokens whose keys and values fit in a replica
 * }</pre>
 */
package dev.trn3.inference;
