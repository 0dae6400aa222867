package io.dripwatch.health;

import java.time.Instant;

/**
 * Something is wrong with the server itself.
 *
 * @param id the same for as long as it lasts
 * @param text one sentence for whoever looks at a screen
 * @param since when it was noticed
 */
public record Trouble(String id, String text, Instant since) {}
