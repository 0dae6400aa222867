/** Tests of the MQTT wire with clients written by others, and with bytes by hand. */
@NullMarked
package io.dripwatch.device.mqtt;

import org.jspecify.annotations.NullMarked;
