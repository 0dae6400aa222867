/** What goes wrong between a device and a server, by seed: on any line, and in the device's clock. */
@NullMarked
package io.dripwatch.sim.fault;

import org.jspecify.annotations.NullMarked;
