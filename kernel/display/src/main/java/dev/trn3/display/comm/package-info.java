/**
 * Conversations between the analyst's code and code that runs in the front end: what widgets and
 * live views are built on.
 *
 * <p>Either side opens a {@link dev.trn3.display.comm.Comm} by naming a target that the other has
 * registered. From then on both send {@link dev.trn3.display.comm.CommMessage}s, JSON with binary
 * buffers, until one of them closes it.
 *
 * <pre>{@code
 * // The front end begins: its comms to the target "slider" arrive here.
 * Comm.target("slider", (comm, opening) ->
 *     comm.onMessage(message -> comm.send("{\"echo\":" + message.data() + "}")));
 *
 * // We begin: the front end has registered "jupyter.widget".
 * Comm comm = Comm.open("jupyter.widget", CommMessage.of("{\"state\":{}}")
 *     .withMetadata("{\"version\":\"2.1.0\"}"));
 * comm.onMessage(message -> System.out.println(message.data()));
 * comm.send(CommMessage.of("{\"method\":\"update\"}").withBuffers(bytes));
 * comm.close();
 * }</pre>
 *
 * <p>Handlers run in the thread of the cells, one after the other, while no cell runs: a cell that
 * waits for a message in a loop waits for ever, unless the front end sends its messages to a
 * subshell. What a handler prints, shows or throws belongs to the message that it handles. Sending
 * is possible in any thread and never waits for an answer.
 *
 * <p>Without a front end, as in a shell or a plain program, comms open and nobody answers. A
 * carrier between both sides installs itself with {@link dev.trn3.display.comm.Comms#redirect}.
 */
package dev.trn3.display.comm;
