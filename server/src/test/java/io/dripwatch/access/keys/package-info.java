@NullMarked
package io.dripwatch.access.keys;

import org.jspecify.annotations.NullMarked;
