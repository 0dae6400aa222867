/** Copies of all that a clinic keeps: taken while it works, proven equal, put back. */
@NullMarked
package io.dripwatch.backup;

import org.jspecify.annotations.NullMarked;
