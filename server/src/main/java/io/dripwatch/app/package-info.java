/** The running server: wiring, the wall clock; the only place that knows all. */
@NullMarked
package io.dripwatch.app;

import org.jspecify.annotations.NullMarked;
