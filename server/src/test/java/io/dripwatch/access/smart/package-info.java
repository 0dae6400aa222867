@NullMarked
package io.dripwatch.access.smart;

import org.jspecify.annotations.NullMarked;
