package io.dripwatch.access.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Who has logged out at the provider.
 *
 * @param session the one session that has ended; null for all of them
 * @param subject as {@link io.dripwatch.access.people.Account#subject(String, String)}; empty where only the
 *     session is known
 */
public record LoggedOut(@Nullable String session, String subject) {}
