package dev.trn3.simulation;

import dev.trn3.network.MaxMin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ports of the chips that stand for their stages, one out and one in for each tier. Flows that
 * meet at a port share it by max-min fairness; one that meets nobody has all of it.
 */
final class Ports {

  private final int tiers;
  private final Agenda agenda;
  private final boolean shared;
  private final List<List<Activity>> users = new ArrayList<>();
  private final MaxMin fair;

  /**
   * @param shared false to let every flow have its ports for itself
   */
  Ports(int stages, int tiers, Agenda agenda, boolean shared) {
    this.tiers = tiers;
    this.agenda = agenda;
    this.shared = shared;
    double[] capacity = new double[stages * tiers * 2];
    Arrays.fill(capacity, 1);
    this.fair = new MaxMin(capacity);
    for (int port = 0; port < capacity.length; port++) {
      users.add(new ArrayList<>(2));
    }
  }

  /** A flow from a stage's chip to another's; within a stage every chip sends and receives. */
  void begin(double seconds, int from, int to, int tier, Runnable then) {
    int[] ports = {(from * tiers + tier) * 2, (to * tiers + tier) * 2 + 1};
    Activity flow = new Activity(seconds, agenda.now(), ports, then);
    agenda.add(flow);
    if (shared) {
      boolean alone = users.get(ports[0]).isEmpty() && users.get(ports[1]).isEmpty();
      users.get(ports[0]).add(flow);
      users.get(ports[1]).add(flow);
      if (!alone) {
        share(flow);
      }
    }
  }

  /** Takes a flow that has ended off its ports. */
  void end(Activity flow) {
    if (!shared) {
      return;
    }
    for (int port : flow.links()) {
      users.get(port).remove(flow);
    }
    for (int port : flow.links()) {
      if (!users.get(port).isEmpty()) {
        share(users.get(port).get(0));
      }
    }
  }

  /** Shares ports anew among all flows that this one meets, and those that these meet. */
  private void share(Activity one) {
    List<Activity> meeting = new ArrayList<>();
    meeting.add(one);
    for (int i = 0; i < meeting.size(); i++) {
      for (int port : meeting.get(i).links()) {
        for (Activity other : users.get(port)) {
          if (!meeting.contains(other)) {
            meeting.add(other);
          }
        }
      }
    }
    meeting.forEach(flow -> flow.advance(agenda.now()));
    fair.share(meeting);
    meeting.forEach(agenda::moved);
  }
}
