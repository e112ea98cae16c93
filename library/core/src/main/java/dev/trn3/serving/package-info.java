/**
 * A service that answers requests, played event by event: who asks, which request runs when on
 * which replica, and what each of them experiences.
 *
 * <p>A {@link dev.trn3.serving.Request} is one question and its answer, counted in tokens. {@link
 * dev.trn3.serving.Traffic} is a source of requests that can be played any number of times, each
 * time the same: {@link dev.trn3.serving.Traffic#start} gives a {@link
 * dev.trn3.serving.RequestStream}, which is asked for the next request and told when one has been
 * answered, so that users and agents who wait for answers can be described. Prompts that begin
 * alike say so by a {@link dev.trn3.serving.Prefix}:
 *
 * <pre>{@code
 * Prefix system = Prefix.NONE.then(2000);                 // a system prompt of 2000 tokens
 * Request first = Request.of(0.0, 2300, 150).begins(system).leaves(system.then(450));
 * Request second = Request.of(9.0, 2600, 80).begins(first.leaves());
 * }</pre>
 *
 * <p>{@link dev.trn3.serving.ServingEngine} plays them: replicas with a {@link
 * dev.trn3.serving.Scheduler} each (continuous batching, chunked prefill, paged memory of keys and
 * values with preemption, cache of shared beginnings), a {@link dev.trn3.serving.Router} before
 * them, prefill and decode on the same replicas or apart, replicas that fail or follow the load. Of
 * model and machine it knows only {@link dev.trn3.inference.IterationCost} and how many tokens fit.
 * {@link dev.trn3.serving.ServingRun} is what was seen.
 *
 * <p>Open-loop traffic is {@link dev.trn3.serving.Arrivals} with {@link dev.trn3.serving.Lengths}
 * of prompts and answers. All times are seconds from the start of the run; nothing reads a clock.
 */
package dev.trn3.serving;
