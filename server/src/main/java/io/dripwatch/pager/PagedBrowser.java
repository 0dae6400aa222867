package io.dripwatch.pager;

import java.time.Instant;

/**
 * A browser that somebody wants to be told of high alarms, for a while.
 *
 * @param account whose
 * @param endpoint the address at its push service
 * @param key its public key, P-256, 65 bytes in base64url
 * @param secret what it shares with this server, 16 bytes in base64url
 * @param until when it is told no more
 */
record PagedBrowser(String account, String endpoint, String key, String secret, Instant until) {}
