package dev.trn3.kernel.transport;

import dev.trn3.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what is sent before there are sockets. */
public final class LateTransport implements Transport {

  private record Early(Channel channel, Message message) {}

  private final List<Early> early = new ArrayList<>();
  private volatile Transport sockets;

  /** Sends what was kept, and from now on everything, through these. */
  public synchronized void isNow(Transport transport) {
    early.forEach(each -> transport.send(each.channel(), each.message()));
    early.clear();
    sockets = transport;
  }

  @Override
  public void send(Channel channel, Message message) {
    Transport now = sockets;
    if (now != null) {
      now.send(channel, message);
    } else {
      keep(channel, message);
    }
  }

  private synchronized void keep(Channel channel, Message message) {
    if (sockets != null) {
      sockets.send(channel, message);
    } else {
      early.add(new Early(channel, message.copied()));
    }
  }

  @Override
  public CompletableFuture<Void> room() {
    Transport now = sockets;
    return now == null ? CompletableFuture.completedFuture(null) : now.room();
  }

  @Override
  public void close() {
    if (sockets != null) {
      sockets.close();
    }
  }
}
