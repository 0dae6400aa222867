/** The history of readings and how to ask for it. */
@NullMarked
package io.dripwatch.trend;

import org.jspecify.annotations.NullMarked;
