@NullMarked
package io.dripwatch.device.http;

import org.jspecify.annotations.NullMarked;
