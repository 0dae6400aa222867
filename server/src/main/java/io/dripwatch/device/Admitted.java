package io.dripwatch.device;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who was let in.
 *
 * @param speaker who it is, as far as that is proven
 * @param proof what its token proves; null where it came without one
 */
public record Admitted(Speaker speaker, Identities.@Nullable Proof proof) {}
