package dev.trn3.network;

import dev.trn3.units.Bytes;

/** A pattern of communication and its size; {@code among} says between how many chips. */
public sealed interface Collective {

  /** The size of the whole buffer; see each pattern. */
  Bytes size();

  /** What it is called, such as {@code all-reduce}. */
  String name();

  /** Seconds among the group. */
  double seconds(Communicator group);

  /**
   * Bytes on the wire for one byte of the buffer on each rank, as bus bandwidth counts them: all
   * but its own part, where each rank sends every part once.
   */
  default double busFactor(int ranks) {
    return (ranks - 1.0) / ranks;
  }

  /** Everyone's buffer is summed and everyone gets the sum. The size is that of one buffer. */
  static AllReduce allReduce(Bytes size) {
    return new AllReduce(size);
  }

  /** Everyone gets everyone's part. The size is that of all parts together. */
  static AllGather allGather(Bytes size) {
    return new AllGather(size);
  }

  /** Everyone gets a part of the sum of all buffers. The size is that of one buffer. */
  static ReduceScatter reduceScatter(Bytes size) {
    return new ReduceScatter(size);
  }

  /** Everyone sends an equal part of its buffer to everyone. The size is that of one buffer. */
  static AllToAll allToAll(Bytes size) {
    return new AllToAll(size);
  }

  /** Everyone gets the buffer of one rank. */
  static Broadcast broadcast(Bytes size) {
    return new Broadcast(size);
  }

  /** Everyone sends a buffer to the next rank. */
  static SendReceive sendReceive(Bytes size) {
    return new SendReceive(size);
  }

  /**
   * The collective among this many neighbouring chips.
   *
   * @throws IllegalArgumentException for fewer than 2 ranks, between which there is nothing to do
   */
  default Placed among(int ranks) {
    return new Placed(this, ranks, 1, java.util.Optional.empty());
  }

  private static Bytes positive(Bytes size, String name) {
    if (size.si() <= 0) {
      throw new IllegalArgumentException(name + " of nothing; give it a size above 0");
    }
    return size;
  }

  /** See {@link Collective#allReduce}. */
  record AllReduce(Bytes size) implements Collective {
    /** Checks the size. */
    public AllReduce {
      positive(size, "all-reduce");
    }

    @Override
    public String name() {
      return "all-reduce";
    }

    @Override
    public double seconds(Communicator group) {
      return group.allReduce(size.si());
    }

    @Override
    public double busFactor(int ranks) {
      return 2.0 * (ranks - 1) / ranks;
    }
  }

  /** See {@link Collective#allGather}. */
  record AllGather(Bytes size) implements Collective {
    /** Checks the size. */
    public AllGather {
      positive(size, "all-gather");
    }

    @Override
    public String name() {
      return "all-gather";
    }

    @Override
    public double seconds(Communicator group) {
      return group.allGather(size.si());
    }
  }

  /** See {@link Collective#reduceScatter}. */
  record ReduceScatter(Bytes size) implements Collective {
    /** Checks the size. */
    public ReduceScatter {
      positive(size, "reduce-scatter");
    }

    @Override
    public String name() {
      return "reduce-scatter";
    }

    @Override
    public double seconds(Communicator group) {
      return group.allGather(size.si());
    }
  }

  /** See {@link Collective#allToAll}. */
  record AllToAll(Bytes size) implements Collective {
    /** Checks the size. */
    public AllToAll {
      positive(size, "all-to-all");
    }

    @Override
    public String name() {
      return "all-to-all";
    }

    @Override
    public double seconds(Communicator group) {
      return group.allToAll(size.si());
    }
  }

  /** See {@link Collective#broadcast}. */
  record Broadcast(Bytes size) implements Collective {
    /** Checks the size. */
    public Broadcast {
      positive(size, "broadcast");
    }

    @Override
    public String name() {
      return "broadcast";
    }

    @Override
    public double seconds(Communicator group) {
      return group.broadcast(size.si());
    }

    @Override
    public double busFactor(int ranks) {
      return 1;
    }
  }

  /** See {@link Collective#sendReceive}. */
  record SendReceive(Bytes size) implements Collective {
    /** Checks the size. */
    public SendReceive {
      positive(size, "send-receive");
    }

    @Override
    public String name() {
      return "send-receive";
    }

    @Override
    public double seconds(Communicator group) {
      return group.sendReceive(size.si());
    }

    @Override
    public double busFactor(int ranks) {
      return 1;
    }
  }
}
