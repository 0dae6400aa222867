/** The history of readings in the embedded database. */
@NullMarked
package io.dripwatch.trend.embedded;

import org.jspecify.annotations.NullMarked;
