/** The history of readings in InfluxDB, fed from the embedded store. */
@NullMarked
package io.dripwatch.trend.influx;

import org.jspecify.annotations.NullMarked;
