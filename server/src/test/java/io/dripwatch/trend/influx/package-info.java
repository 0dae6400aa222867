/** Tests of the way to InfluxDB, against a real one. */
@NullMarked
package io.dripwatch.trend.influx;

import org.jspecify.annotations.NullMarked;
