package dev.trn3.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Notices what a standalone master never tells: that there is no worker, that none is large enough,
 * that executors die one after the other as soon as they start, or live and never register. Spark
 * would wait or try for ever. What ends executors that have begun to work it survives, or counts as
 * failed tasks. YARN and Kubernetes count failed executors themselves ({@code
 * spark.executor.maxNumFailures}).
 */
final class Executors extends SparkListener {

  /** As often as Spark tries a piece of work, so many executors may die; 4 by default. */
  private static final String TRIES = "spark.task.maxFailures";

  /** How long a master may be without workers, which may just be starting; 10 s by default. */
  private static final String WORKERS = "spark.trn3.workerTimeout";

  /** Executors that die at once do not live as long. */
  private static final long LIVED = TimeUnit.SECONDS.toNanos(5);

  /** How long an executor may take from its start to its registration; a minute by default. */
  private static final String REGISTRATION = "spark.trn3.registrationTimeout";

  private final JavaSparkContext spark;
  private final Page master;
  private final int enough;
  private final long noWorker;
  private final long patience;
  private final long began = System.nanoTime();
  private final Map<String, Long> since = new HashMap<>();
  // Numbers, as Spark may tell twice that an executor is gone.
  private final Set<String> lost = new HashSet<>();
  private boolean computed;
  private String reason = "";
  // Since when the master has had executors started of which none has registered.
  private Optional<Long> silent = Optional.empty();

  Executors(JavaSparkContext spark, Page master) {
    this.spark = spark;
    this.master = master;
    SparkConf settings = spark.getConf();
    this.enough = settings.getInt(TRIES, 4);
    this.noWorker = TimeUnit.SECONDS.toNanos(settings.getTimeAsSeconds(WORKERS, "10s"));
    this.patience = TimeUnit.SECONDS.toNanos(settings.getTimeAsSeconds(REGISTRATION, "60s"));
    // Those of an earlier sweep have lived long enough.
    for (String old : CollectionConverters.asJava(spark.sc().getExecutorIds())) {
      since.put(old, began - LIVED);
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof Success$) {
      computed = true;
    }
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    since.putIfAbsent(added.executorId(), System.nanoTime());
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    // One that never reached the program is removed without having been added.
    Long start = since.get(removed.executorId());
    if (start == null || System.nanoTime() - start < LIVED) {
      lost.add(removed.executorId());
      reason = removed.reason();
      silent = Optional.empty(); // The next one has its own time.
    }
  }

  /** Why waiting is in vain, and what to do; empty as long as there is hope. */
  Optional<String> problem() throws InterruptedException {
    if (!spark.sc().getExecutorIds().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> died = died();
    Optional<String> problem = died.isPresent() ? died : master.workers().flatMap(this::tooSmall);
    return problem.isPresent()
        ? problem
        : unregistered(master.grantedProcessors(spark.sc().applicationId()) > 0);
  }

  /**
   * Executors that cannot read what this program answers wait for it, and so do those that do not
   * reach it. As long as none was started, as on a cluster that others use, there is hope.
   */
  private synchronized Optional<String> unregistered(boolean started) {
    if (!started || !since.isEmpty()) {
      silent = Optional.empty();
      return Optional.empty();
    }
    long now = System.nanoTime();
    silent = silent.or(() -> Optional.of(now));
    return now - silent.get() < patience
        ? Optional.empty()
        : Optional.of(
            "executors were started, but none has registered within %d s. Check for a version mismatch: driver and executors need the same Spark, here %s (see spark.executor.extraClassPath and the jars of the workers); look at the log of an executor on the page of its worker; check that executors reach this program (spark.driver.host, spark.driver.port, firewalls). If they are only slow, say .with(\"%s\", \"5m\")"
                .formatted(
                    TimeUnit.NANOSECONDS.toSeconds(patience),
                    Versions.here().spark(),
                    REGISTRATION));
  }

  private Optional<String> died() throws InterruptedException {
    int count;
    String told;
    synchronized (this) {
      count = computed ? 0 : lost.size();
      told = reason;
    }
    if (count < enough) {
      return Optional.empty();
    }
    // The master knows only how they exited; why is what they wrote.
    for (Page.Worker worker : master.workers().orElse(List.of())) {
      told = worker.page().lastLog(spark.sc().applicationId()).orElse(told);
    }
    return Optional.of(
        "%d executors ended one after the other before any had computed anything: %s"
            .formatted(count, Causes.ofLog(told)));
  }

  private Optional<String> tooSmall(List<Page.Worker> workers) {
    long largest = workers.stream().mapToLong(Page.Worker::megabytes).max().orElse(0);
    int wanted = spark.sc().executorMemory();
    if (workers.isEmpty()) {
      return System.nanoTime() - began < noWorker
          ? Optional.empty()
          : Optional.of(
              "the master has no worker; start one: sbin/start-worker.sh " + spark.master());
    }
    if (largest < wanted) {
      return Optional.of(
          "an executor wants %d MiB, and the largest worker has %d; say .with(\"spark.executor.memory\", \"%dm\")"
              .formatted(wanted, largest, largest));
    }
    long processors = workers.stream().mapToLong(Page.Worker::processors).max().orElse(0);
    int each = spark.getConf().getInt("spark.executor.cores", 1);
    return processors >= each
        ? Optional.empty()
        : Optional.of(
            "an executor wants %d processors, and the largest worker has %d; say .with(\"spark.executor.cores\", \"%d\")"
                .formatted(each, processors, processors));
  }
}
