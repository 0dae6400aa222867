/** Simulated patients, monitors and pumps that speak to a server over the wire. */
@NullMarked
package io.dripwatch.sim;

import org.jspecify.annotations.NullMarked;
