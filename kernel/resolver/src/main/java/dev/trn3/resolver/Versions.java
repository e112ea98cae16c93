package dev.trn3.resolver;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.MetadataNotFoundException;

/** The versions of an artefact that repositories have. */
record Versions(List<String> ascending) {

  private static final Pattern PREVIEW =
      Pattern.compile(
          ".*(?:[.-](?:alpha|beta|cr|rc|ea|pr|preview|m|milestone|dev|incubating|snapshot)[.-]?\\d*"
              + "|\\d(?:alpha|beta|[abm]|rc)\\d+|-snapshot)(?:[.+-].*)?");

  static Versions of(String group, String artifact, Repositories from)
      throws VersionRangeResolutionException {
    VersionRangeRequest request =
        new VersionRangeRequest(
            new DefaultArtifact(group, artifact, "jar", "[0,)"), from.remote(), "");
    VersionRangeResult result = from.system().resolveVersionRange(from.session(), request);
    Optional<Exception> refused =
        result.getExceptions().stream()
            .filter(each -> !(each instanceof MetadataNotFoundException))
            .findFirst();
    if (result.getVersions().isEmpty() && refused.isPresent()) {
      // That nobody could be asked is something else than that there is none.
      throw new VersionRangeResolutionException(result, refused.get().getMessage(), refused.get());
    }
    return new Versions(result.getVersions().stream().map(Object::toString).toList());
  }

  /** The latest that is meant for use; where there is none, the latest of all. */
  Optional<String> latest() {
    List<String> releases = ascending.stream().filter(each -> !isPreview(each)).toList();
    List<String> candidates = releases.isEmpty() ? ascending : releases;
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(candidates.size() - 1));
  }

  static boolean isPreview(String version) {
    return PREVIEW.matcher(version.toLowerCase(Locale.ROOT)).matches();
  }

  /** The last few, for a person. */
  String last(int most) {
    List<String> last = ascending.subList(Math.max(0, ascending.size() - most), ascending.size());
    return (last.size() < ascending.size() ? "…, " : "") + String.join(", ", last);
  }
}
