package dev.trn3.resolver;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.MetadataTransferException;

/** Says in plain words why something was not found, and what to do. */
record Troubles(Repositories repositories) {

  private static final int MOST_VERSIONS = 6;
  private static final Pattern STATUS = Pattern.compile("status code: (\\d+)");
  private static final String REFUSED =
      ". User and password belong into ~/.m2/settings.xml, in a <server> with the id of the repository";
  private static final Map<String, String> REMEDIES =
      Map.of(
          "401",
          REFUSED,
          "403",
          REFUSED,
          "407",
          ". User and password of the proxy belong into ~/.m2/settings.xml, in its <proxy>");

  String of(RepositoryException trouble) {
    if (trouble instanceof ArtifactResolutionException resolution) {
      return of(resolution.getResults());
    }
    if (trouble instanceof DependencyCollectionException collection
        && !collection.getResult().getExceptions().isEmpty()) {
      return why(collection.getResult().getExceptions().get(0));
    }
    return why(trouble);
  }

  private String why(Exception trouble) {
    return unreachable(trouble)
        .or(() -> refused(trouble))
        .orElse(String.valueOf(trouble.getMessage()));
  }

  private String of(List<ArtifactResult> results) {
    StringBuilder text = new StringBuilder();
    for (ArtifactResult result : results) {
      if (!result.isResolved()) {
        text.append(text.length() == 0 ? "" : "\n").append(of(result));
      }
    }
    return text.toString();
  }

  private String of(ArtifactResult result) {
    Artifact artifact = result.getRequest().getArtifact();
    for (Exception each : result.getExceptions()) {
      if (!(each instanceof ArtifactNotFoundException)) {
        Optional<String> unreachable = unreachable(each);
        if (unreachable.isPresent()) {
          return name(artifact) + " is not in the local repository, and " + unreachable.get();
        }
        if (each instanceof ArtifactTransferException) {
          return refused(each).orElse(name(artifact) + ": " + each.getMessage());
        }
      }
    }
    return notFound(artifact);
  }

  /** Names what there is instead, and who was asked. */
  String notFound(Artifact artifact) {
    String name = name(artifact);
    if (repositories.offline()) {
      return name
          + " is not in the local repository, and Maven is offline: leave out --offline,"
          + " or <offline> in settings.xml";
    }
    String asked = ". Asked: " + repositories.described();
    try {
      Versions versions =
          Versions.of(artifact.getGroupId(), artifact.getArtifactId(), repositories);
      if (versions.ascending().contains(artifact.getVersion())) {
        return name + " was not found, though its version is listed" + asked;
      }
      if (!versions.ascending().isEmpty()) {
        return name + " was not found; there are " + versions.last(MOST_VERSIONS) + asked;
      }
    } catch (VersionRangeResolutionException e) {
      return unreachable(e).orElse(name + " was not found" + asked);
    }
    return name + " was not found. Is it spelt right? --repo URL names another repository" + asked;
  }

  /** Where a repository could not be asked: why. */
  private Optional<String> unreachable(Throwable trouble) {
    for (Throwable each = trouble; each != null; each = each.getCause()) {
      boolean isNetwork =
          each instanceof UnknownHostException
              || each instanceof ConnectException
              || each instanceof NoRouteToHostException
              || each instanceof SocketTimeoutException;
      if (isNetwork) {
        return Optional.of(
            "the network does not reach "
                + repositories.described()
                + " ("
                + each.getMessage()
                + "). Are you offline? What was downloaded before still works; a mirror or a proxy"
                + " belongs into ~/.m2/settings.xml");
      }
    }
    return repositories.offline() && String.valueOf(trouble.getMessage()).contains("offline")
        ? Optional.of("Maven is offline: leave out --offline, or <offline> in settings.xml")
        : Optional.empty();
  }

  /** Where a repository, or the proxy before it, has answered something else than a file. */
  private static Optional<String> refused(Throwable trouble) {
    for (Throwable each = trouble; each != null; each = each.getCause()) {
      boolean isRefused =
          each instanceof ArtifactTransferException || each instanceof MetadataTransferException;
      if (isRefused && !(each instanceof ArtifactNotFoundException)) {
        String message = String.valueOf(each.getMessage());
        Matcher status = STATUS.matcher(message);
        String remedy = status.find() ? REMEDIES.getOrDefault(status.group(1), "") : "";
        return Optional.of(message + remedy);
      }
    }
    return Optional.empty();
  }

  static String name(Artifact artifact) {
    String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
    String type = artifact.getExtension().equals("jar") ? "" : "@" + artifact.getExtension();
    return artifact.getGroupId()
        + ":"
        + artifact.getArtifactId()
        + ":"
        + artifact.getVersion()
        + classifier
        + type;
  }
}
