@NullMarked
package io.dripwatch.access.tls;

import org.jspecify.annotations.NullMarked;
