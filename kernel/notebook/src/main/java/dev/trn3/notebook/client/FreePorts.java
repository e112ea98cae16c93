package dev.trn3.notebook.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address on which nobody listens.
 *
 * <p>They are taken from below the range in which operating systems place the near ends of outgoing
 * connections: a client that tries again and again to reach a kernel still starting could otherwise
 * be given the very port it calls, connect to itself, and keep the kernel out.
 */
final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int COUNT = 17_000; // Linux places near ends from 32768 upwards.
  private static final Set<Integer> GIVEN = new HashSet<>();

  private FreePorts() {}

  /** This many ports, none of them given out before by this process until all were. */
  static synchronized List<Integer> choose(int count) {
    Set<Integer> chosen = new LinkedHashSet<>();
    for (int attempt = 0; attempt < COUNT && chosen.size() < count; attempt++) {
      int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
      if (!GIVEN.contains(port) && !chosen.contains(port) && isFree(port)) {
        chosen.add(port);
      }
    }
    if (chosen.size() < count) {
      throw new KernelStartException(
          "no %d free ports between %d and %d on the loopback address; stop kernels that still run"
              .formatted(count, FIRST, FIRST + COUNT));
    }
    if (GIVEN.size() > COUNT / 2) {
      GIVEN.clear();
    }
    GIVEN.addAll(chosen);
    return List.copyOf(chosen);
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false; // Taken: that is the answer, not a failure.
    }
  }
}
