/** The one file on disk and the one thread that writes it: readings and record become durable together. */
@NullMarked
package io.dripwatch.store;

import org.jspecify.annotations.NullMarked;
