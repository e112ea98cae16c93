/**
 * A client for Jupyter kernels, in Java, over ZeroMQ.
 *
 * <p>A {@link dev.trn3.notebook.client.KernelSpec} says how to start a kernel; {@link
 * dev.trn3.notebook.client.KernelSpecs} finds those installed. {@link
 * dev.trn3.notebook.client.Kernel#start} starts the process and returns when it answers and its
 * output is heard. {@link dev.trn3.notebook.client.Kernel#execute} returns one of six {@link
 * dev.trn3.notebook.client.Execution ends}: it never waits for a kernel that has died, and never
 * takes silence for success. In a {@link dev.trn3.notebook.client.Succession} kernels of ours
 * follow one another in the same process, which is quicker.
 *
 * <p>Protocol: https://jupyter-client.readthedocs.io/en/latest/messaging.html
 */
package dev.trn3.notebook.client;
