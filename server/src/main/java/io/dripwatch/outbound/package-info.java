/** What every way to another system needs: rounds of work that may fail, pauses that grow, how far it is behind. */
@NullMarked
package io.dripwatch.outbound;

import org.jspecify.annotations.NullMarked;
