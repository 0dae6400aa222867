/** Devices that publish over MQTT 3.1.1 and 5: we are their broker, and nobody subscribes. */
@NullMarked
package io.dripwatch.device.mqtt;

import org.jspecify.annotations.NullMarked;
