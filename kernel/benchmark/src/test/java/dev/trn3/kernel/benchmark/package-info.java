/**
 * How fast pieces of the kernel are, each by itself: the codec of messages, the way of a question
 * through the dispatch, and a cell through JShell and a worker.
 *
 * <pre>{@code
 * kernel/benchmark/run        # all of them
 * kernel/benchmark/run Wire   # those whose name matches
 * }</pre>
 */
package dev.trn3.kernel.benchmark;
