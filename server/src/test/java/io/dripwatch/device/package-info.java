@NullMarked
package io.dripwatch.device;

import org.jspecify.annotations.NullMarked;
