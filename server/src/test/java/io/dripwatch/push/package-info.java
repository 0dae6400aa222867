@NullMarked
package io.dripwatch.push;

import org.jspecify.annotations.NullMarked;
