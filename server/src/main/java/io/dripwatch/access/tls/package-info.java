/** How this server shows who it is, and whose certificates it takes. */
@NullMarked
package io.dripwatch.access.tls;

import org.jspecify.annotations.NullMarked;
