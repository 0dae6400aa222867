/** The cable between a simulated device and a server: HL7 segments, MLLP frames, acknowledgements, resends. */
@NullMarked
package io.dripwatch.sim.wire;

import org.jspecify.annotations.NullMarked;
