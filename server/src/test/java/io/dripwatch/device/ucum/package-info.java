/** Units that no table of ours has, by the Unified Code for Units of Measure. */
@NullMarked
package io.dripwatch.device.ucum;

import org.jspecify.annotations.NullMarked;
