package dev.trn3.resolver;

import dev.trn3.resolver.Present.Jar;
import dev.trn3.resolver.Request.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.artifact.SubArtifact;

/**
 * Finds what was asked for and what that needs.
 *
 * <p>A class that is loaded cannot be replaced, so a jar that is on the class path stays, in its
 * version, whatever is asked for; what is new is chosen to go with it. Among what is new the
 * version nearest to what was asked for wins, as in Maven.
 */
final class Resolution {

  private final Request request;
  private final Repositories repositories;
  private final Answers answers;
  private final Present present;
  private final List<Dependency> bills = new ArrayList<>();

  Resolution(Request request, Repositories repositories, Answers answers) {
    this.request = request;
    this.repositories = repositories;
    this.answers = answers;
    present =
        new Present(
            request.present(), repositories.session().getLocalRepository().getBasedir().toPath());
  }

  void run() throws RepositoryException {
    for (Wanted wanted : request.wanted()) {
      if (wanted.isBill()) { // Wherever they stand, they choose the versions of all the others.
        addBill(artifact(wanted));
      }
    }
    List<Dependency> roots = new ArrayList<>();
    for (Wanted wanted : request.wanted()) {
      if (wanted.isBill()) {
        continue;
      }
      Artifact artifact = artifact(wanted);
      Optional<Jar> there = present.of(artifact);
      if (there.isPresent()) {
        answers.present(already(artifact, there.get()));
      } else {
        roots.add(new Dependency(artifact, JavaScopes.COMPILE, false, exclusions()));
      }
    }
    if (!roots.isEmpty()) {
      download(collected(roots), roots);
    }
  }

  private Artifact artifact(Wanted wanted) throws RepositoryException {
    String version = wanted.version();
    Artifact unversioned =
        new DefaultArtifact(
            wanted.group(), wanted.artifact(), wanted.classifier(), wanted.type(), version);
    if (!version.isEmpty()) {
      return unversioned;
    }
    Optional<Jar> there = present.of(unversioned);
    if (there.isPresent()) {
      return unversioned.setVersion(there.get().version());
    }
    Optional<String> managed = managed(unversioned);
    if (managed.isPresent()) {
      return unversioned.setVersion(managed.get());
    }
    Optional<String> latest = Versions.of(wanted.group(), wanted.artifact(), repositories).latest();
    if (latest.isEmpty()) {
      ArtifactRequest asked =
          new ArtifactRequest(unversioned.setVersion("(any version)"), repositories.remote(), "");
      throw new ArtifactResolutionException(List.of(new ArtifactResult(asked)));
    }
    answers.chosen(wanted.group() + ":" + wanted.artifact(), latest.get());
    return unversioned.setVersion(latest.get());
  }

  private Optional<String> managed(Artifact artifact) {
    return bills.stream()
        .map(Dependency::getArtifact)
        .filter(each -> each.getGroupId().equals(artifact.getGroupId()))
        .filter(each -> each.getArtifactId().equals(artifact.getArtifactId()))
        .map(Artifact::getVersion)
        .findFirst();
  }

  /** A bill of materials says which versions go together. */
  private void addBill(Artifact artifact) throws RepositoryException {
    // Without it, a pom that does not exist would count as an empty one.
    repositories.system().resolveArtifact(repositories.session(), asked(artifact));
    ArtifactDescriptorRequest asked =
        new ArtifactDescriptorRequest(artifact, repositories.remote(), "");
    bills.addAll(
        repositories
            .system()
            .readArtifactDescriptor(repositories.session(), asked)
            .getManagedDependencies());
  }

  private List<Exclusion> exclusions() {
    return request.exclusions().stream()
        .map(each -> new Exclusion(each.group(), each.artifact(), "*", "*"))
        .toList();
  }

  private Graph collected(List<Dependency> roots) throws RepositoryException {
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(repositories.remote());
    collect.setDependencies(roots);
    for (Jar jar : present.identified()) {
      collect.addManagedDependency(
          new Dependency(
              new DefaultArtifact(jar.group(), jar.artifact(), "jar", jar.version()),
              JavaScopes.COMPILE));
    }
    bills.forEach(collect::addManagedDependency);
    return Graph.of(
        repositories.system().collectDependencies(repositories.session(), collect).getRoot());
  }

  private void download(Graph graph, List<Dependency> roots) throws RepositoryException {
    List<ArtifactRequest> needed = new ArrayList<>();
    for (Artifact artifact : graph.artifacts()) {
      Optional<Jar> there = present.of(artifact);
      if (there.isEmpty()) {
        needed.add(asked(artifact));
      }
    }
    List<ArtifactResult> found =
        repositories.system().resolveArtifacts(repositories.session(), needed);
    if (request.sources()) {
      bringSources(found);
    }
    for (ArtifactResult each : found) {
      Artifact artifact = each.getArtifact();
      answers.jar(
          artifact.getGroupId() + ":" + artifact.getArtifactId(),
          artifact.getVersion(),
          artifact.getFile().toPath());
    }
    graph.conflicts(present, roots).forEach(answers::note);
  }

  private ArtifactRequest asked(Artifact artifact) {
    return new ArtifactRequest(artifact, repositories.remote(), "");
  }

  /** Puts them beside the jars, where inspection looks; that there are none is no trouble. */
  private void bringSources(List<ArtifactResult> jars) {
    List<ArtifactRequest> asked =
        jars.stream()
            .map(each -> asked(new SubArtifact(each.getArtifact(), "sources", "jar")))
            .toList();
    try {
      repositories.system().resolveArtifacts(repositories.forgivingSession(), asked);
    } catch (ArtifactResolutionException e) {
      // Those that exist have come; inspection shows signatures of the others.
    }
  }

  private static String already(Artifact asked, Jar there) {
    String name = asked.getArtifactId() + " " + there.version() + " is on the class path already";
    return there.version().equals(asked.getVersion())
        ? name
        : name
            + " and stays: loaded classes cannot be replaced by those of "
            + asked.getVersion()
            + ". For that one, ask for it first after the kernel was restarted";
  }
}
