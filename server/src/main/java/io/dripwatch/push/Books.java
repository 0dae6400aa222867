package io.dripwatch.push;

import io.dripwatch.access.Witness;
import java.time.InstantSource;

/**
 * In what a delivery keeps account.
 *
 * @param marks how far each destination is
 * @param witness is told whose record went where
 */
public record Books(Marks marks, Witness witness, InstantSource clock) {}
