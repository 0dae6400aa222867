/** The bedside monitor, with its own way of writing IHE PCD-01. */
@NullMarked
package io.dripwatch.sim.monitor;

import org.jspecify.annotations.NullMarked;
