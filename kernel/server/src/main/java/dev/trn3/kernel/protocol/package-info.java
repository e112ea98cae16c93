/**
 * The Jupyter messaging protocol, version 5.5, without any sockets.
 *
 * <p>A {@link dev.trn3.kernel.protocol.Message} is a header, the header of the message it answers,
 * metadata, content and binary buffers. {@link dev.trn3.kernel.protocol.Wire} turns it into signed
 * frames and back, and refuses what is not signed with the key of the {@link
 * dev.trn3.kernel.protocol.ConnectionFile}. JSON stays a tree: fields that this version does not
 * know survive, and a parent header is the exact copy of what arrived.
 */
package dev.trn3.kernel.protocol;
