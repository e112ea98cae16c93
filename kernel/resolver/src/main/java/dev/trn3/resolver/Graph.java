package dev.trn3.resolver;

import dev.trn3.resolver.Present.Jar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

/** What depends on what, with those that a conflict has cost their place. */
final class Graph {

  private final Set<Artifact> artifacts = new LinkedHashSet<>();
  private final Set<Lost> lost = new LinkedHashSet<>();

  /**
   * A version that somebody wants and that gives way.
   *
   * @param by who wants it
   * @param isManaged whether somebody has said before which version shall win
   */
  private record Lost(
      String artifactId, String wanted, String by, Artifact winner, boolean isManaged) {}

  private Graph() {}

  static Graph of(DependencyNode root) {
    Graph graph = new Graph();
    root.getChildren().forEach(child -> graph.walk(child, null));
    return graph;
  }

  private void walk(DependencyNode node, DependencyNode parent) {
    Artifact artifact = node.getArtifact();
    String by = parent == null ? "what was asked for" : parent.getArtifact().getArtifactId();
    if (node.getData().get(ConflictResolver.NODE_DATA_WINNER) instanceof DependencyNode winner) {
      String winning = winner.getArtifact().getVersion();
      if (!winning.equals(artifact.getVersion())) {
        lost.add(
            new Lost(
                artifact.getArtifactId(), artifact.getVersion(), by, winner.getArtifact(), false));
      }
      return;
    }
    String wanted = DependencyManagerUtils.getPremanagedVersion(node);
    if (wanted != null && !wanted.equals(artifact.getVersion())) {
      lost.add(new Lost(artifact.getArtifactId(), wanted, by, artifact, true));
    }
    artifacts.add(artifact);
    node.getChildren().forEach(child -> walk(child, node));
  }

  /** What is needed, without what gave way. */
  Set<Artifact> artifacts() {
    return artifacts;
  }

  /** A sentence for each version that gave way, with the reason. */
  List<String> conflicts(Present present, List<Dependency> roots) {
    return lost.stream().map(each -> sentence(each, present, roots)).distinct().toList();
  }

  private static String sentence(Lost each, Present present, List<Dependency> roots) {
    Optional<Jar> there = present.of(each.winner());
    boolean isRoot =
        roots.stream()
            .map(root -> root.getArtifact().getArtifactId())
            .anyMatch(each.artifactId()::equals);
    String why =
        there.isPresent()
            ? "it is on the class path already"
            : isRoot
                ? "it was asked for by name"
                : each.isManaged()
                    ? "the bill of materials says so"
                    : "it is nearer to what was asked for";
    String version = there.map(Jar::version).orElse(each.winner().getVersion());
    return "%s %s wins over %s, which %s wants: %s"
        .formatted(each.artifactId(), version, each.wanted(), each.by(), why);
  }
}
