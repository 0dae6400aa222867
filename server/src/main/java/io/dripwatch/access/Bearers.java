package io.dripwatch.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers who a bearer of a token is and what it may read. One answers for the tokens that this server has given
 * (the keys of programs); another may for those of the hospital's issuer. Returns at once; any thread.
 */
public interface Bearers {
    /** Null where the token says nothing, or nothing any more. */
    @Nullable
    Bearer of(String token, Instant now);
}
