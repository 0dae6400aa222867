/** Open-loop load: many monitors on one thread, and how long each acknowledgement took. */
@NullMarked
package io.dripwatch.sim.load;

import org.jspecify.annotations.NullMarked;
