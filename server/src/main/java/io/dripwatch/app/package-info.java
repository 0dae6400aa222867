/** The program: command line, configuration, wiring; the only place that knows all and asks the wall clock. */
@NullMarked
package io.dripwatch.app;

import org.jspecify.annotations.NullMarked;
