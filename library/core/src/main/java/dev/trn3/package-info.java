/**
 * The front door of the library, {@link dev.trn3.Trn3}. Packages below it, each knowing only those
 * after it: {@code report}, {@code search}, {@code sweep}, {@code uncertainty}, {@code experiment},
 * {@code serving}, {@code inference}, {@code simulation}, {@code neuron}, {@code workload}, {@code
 * parallelism}, {@code network}, {@code procurement}, {@code hardware}, {@code provenance}, {@code
 * view}, {@code units}.
 */
package dev.trn3;
