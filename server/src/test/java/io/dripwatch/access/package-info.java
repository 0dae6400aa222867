@NullMarked
package io.dripwatch.access;

import org.jspecify.annotations.NullMarked;
