package dev.trn3.resolver;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** The repositories of the user's settings and those named beside them. */
final class Repositories implements AutoCloseable {

  private final Context context;
  private final DefaultRepositorySystemSession session;

  Repositories(Request request, Transfers transfers) {
    ContextOverrides.Builder overrides =
        ContextOverrides.create()
            .withUserSettings(true)
            .transferListener(transfers)
            .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.APPEND)
            .repositories(
                Stream.concat(
                        ContextOverrides.DEFAULT_REMOTE_REPOSITORIES.stream(),
                        request.repositories().stream().map(Repositories::named))
                    .toList());
    if (request.offline()) {
      overrides.offline(true);
    }
    context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
    session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setConfigProperty(
        ConflictResolver.CONFIG_PROP_VERBOSE, ConflictResolver.Verbosity.STANDARD);
    session.setConfigProperty(DependencyManagerUtils.CONFIG_PROP_VERBOSE, true);
    // Who asks again has perhaps put right what was wrong.
    session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
  }

  private static RemoteRepository named(Request.Repository each) {
    return new RemoteRepository.Builder(each.id(), "default", each.url()).build();
  }

  RepositorySystem system() {
    return context.repositorySystem();
  }

  DefaultRepositorySystemSession session() {
    return session;
  }

  /** As before, but what was not there an hour ago is not looked for again. */
  DefaultRepositorySystemSession forgivingSession() {
    DefaultRepositorySystemSession forgiving = new DefaultRepositorySystemSession(session);
    forgiving.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(true, false));
    return forgiving;
  }

  List<RemoteRepository> remote() {
    return context.remoteRepositories();
  }

  /** Each with its address, for a person. */
  String described() {
    return described(remote());
  }

  static String described(List<RemoteRepository> repositories) {
    return repositories.stream()
        .map(each -> each.getId() + " (" + each.getUrl() + ")")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  boolean offline() {
    return session.isOffline();
  }

  @Override
  public void close() {
    context.close();
  }
}
