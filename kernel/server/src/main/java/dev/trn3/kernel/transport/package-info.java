/**
 * Carries messages between a front end and the kernel.
 *
 * <p>{@link dev.trn3.kernel.transport.Transport} is all that the rest of the kernel knows. {@link
 * dev.trn3.kernel.transport.ZeroMqTransport} is the real one: a single thread owns the sockets and
 * blocks until something arrives or is to be sent; only while a front end takes no more of what is
 * published, it looks again each few milliseconds, see {@code Broadcast}. It speaks over tcp or,
 * through a {@link dev.trn3.kernel.transport.UnixRelay}, over Unix-domain sockets (ipc), and
 * encrypts with CurveZMQ where the connection file has keys. Ports that it has chosen itself are
 * told to the launcher by {@link dev.trn3.kernel.transport.Registration}.
 */
package dev.trn3.kernel.transport;
