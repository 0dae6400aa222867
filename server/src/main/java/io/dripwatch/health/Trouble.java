package io.dripwatch.health;

import io.dripwatch.vitals.Priority;
import java.time.Instant;

/**
 * Something is wrong with the server itself.
 *
 * @param id the same for as long as it lasts
 * @param priority how urgent it is
 * @param text one sentence for whoever looks at a screen
 * @param since when it was noticed
 */
public record Trouble(String id, Priority priority, String text, Instant since) {}
