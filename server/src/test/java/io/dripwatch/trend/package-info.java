@NullMarked
package io.dripwatch.trend;

import org.jspecify.annotations.NullMarked;
