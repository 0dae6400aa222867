/** The infusion pump, with its own way of writing IHE PCD-01 and PCD-10. */
@NullMarked
package io.dripwatch.sim.pump;

import org.jspecify.annotations.NullMarked;
