/** The words everyone shares: metric, unit, reading, chair, device report; the code tables behind them. */
@NullMarked
package io.dripwatch.vitals;

import org.jspecify.annotations.NullMarked;
