@NullMarked
package io.dripwatch.trend.embedded;

import org.jspecify.annotations.NullMarked;
