/** Recorded vitals files, sent again through a monitor. */
@NullMarked
package io.dripwatch.sim.replay;

import org.jspecify.annotations.NullMarked;
