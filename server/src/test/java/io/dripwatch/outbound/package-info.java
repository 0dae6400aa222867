@NullMarked
package io.dripwatch.outbound;

import org.jspecify.annotations.NullMarked;
