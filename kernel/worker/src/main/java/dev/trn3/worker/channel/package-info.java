/**
 * What the two JVMs of a kernel say to each other.
 *
 * <p>One loopback connection, opened by the worker with a token that only its parent knows, carries
 * {@link dev.trn3.worker.channel.Frame}s in both directions. The server asks (load these classes,
 * invoke this method, render its value); each question has a number and gets one {@code DONE} or
 * {@code FAILED} with the same number. In between the worker speaks unasked: text that was printed,
 * bundles to show, a question to the person in front. All of it leaves through one {@link
 * dev.trn3.worker.channel.Outbox}, so that it arrives in the order in which it happened.
 */
package dev.trn3.worker.channel;
