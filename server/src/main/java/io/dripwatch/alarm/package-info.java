/** Limits, and whether one is broken now: evaluate, delay, sound, latch, acknowledge, pause. */
@NullMarked
package io.dripwatch.alarm;

import org.jspecify.annotations.NullMarked;
