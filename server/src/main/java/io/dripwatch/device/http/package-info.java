/** Devices that push readings as JSON over HTTP. */
@NullMarked
package io.dripwatch.device.http;

import org.jspecify.annotations.NullMarked;
